import type { Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { actorOf } from '../staff/actor.ts';
import type { DirectoryPerson, People } from '../staff/people.ts';
import type { ClinicianLink, StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import { heldFor } from './held-connection.ts';
import { checkedRows, type LinkRow, type PreviewedLink } from './link-rows.ts';

/** Links between EHR users and Microsoft accounts, made ahead by an administrator. */
export interface Linking {
  list(member: StaffMember, connectionId: string): Promise<readonly ClinicianLink[]>;
  /** @throws {DomainError} `person-unknown`, `link-other-account`, `directory-unavailable`. */
  add(
    member: StaffMember,
    connectionId: string,
    link: Pick<ClinicianLink, 'ehrUser' | 'entraObjectId'>,
    signal: AbortSignal,
  ): Promise<ClinicianLink>;
  /** Safe to repeat. */
  revoke(member: StaffMember, connectionId: string, linkId: string): Promise<void>;
  /** What would become of each row. @throws {DomainError} `directory-unavailable` */
  preview(
    member: StaffMember,
    connectionId: string,
    rows: readonly LinkRow[],
    signal: AbortSignal,
  ): Promise<readonly PreviewedLink[]>;
  /**
   * Makes the links of all rows, or of none.
   *
   * @returns how many are new.
   * @throws {DomainError} `links-invalid` when a row is wrong by now, `directory-unavailable`.
   */
  importRows(
    member: StaffMember,
    connectionId: string,
    rows: readonly LinkRow[],
    signal: AbortSignal,
  ): Promise<number>;
}

/** So many people are asked for at once. */
const AT_ONCE = 8;

export function createLinking(deps: {
  readonly inTransaction: InTransaction;
  readonly people: Pick<People, 'byIds' | 'byUsername'>;
  readonly clock: Clock;
}): Linking {
  const { inTransaction, people, clock } = deps;

  const within = <T>(member: StaffMember, connectionId: string, work: (stores: Stores) => Promise<T>) =>
    inTransaction(member.organizationId, async (stores) => {
      await heldFor(stores, member, connectionId, 'manage-links');
      return await work(stores);
    });
  const tenantOf = (member: StaffMember, connectionId: string) =>
    within(member, connectionId, async ({ organizations }) => (await organizations.current()).entraTenantId);

  async function peopleOf(
    tenantId: string,
    rows: readonly LinkRow[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, DirectoryPerson>> {
    const usernames = [
      ...new Set(rows.flatMap(({ username, isMalformed }) => (isMalformed ? [] : [keyOf(username)]))),
    ];
    const found = new Map<string, DirectoryPerson>();
    const waiting = usernames.values();
    const ask = async () => {
      for (const username of waiting) {
        const person = await people.byUsername(tenantId, username, signal);
        if (person !== null) found.set(username, person);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
    return found;
  }

  return {
    list: (member, connectionId) =>
      within(member, connectionId, ({ links }) => links.ofConnection(connectionId)),

    async add(member, connectionId, { ehrUser, entraObjectId }, signal) {
      const tenantId = await tenantOf(member, connectionId);
      const [person] = await people.byIds(tenantId, [entraObjectId], signal);
      if (person === undefined) throw new DomainError('person-unknown', 'nobody has this account');
      return await within(member, connectionId, async ({ links, audit }) => {
        const at = clock.now();
        const link = await links.link({ connectionId, ehrUser, entraObjectId, linkedAt: at });
        await audit.record({
          at,
          actor: actorOf(member),
          action: 'clinician-linked',
          subject: link.id,
          details: { connection: connectionId },
        });
        return link;
      });
    },

    revoke: (member, connectionId, linkId) =>
      within(member, connectionId, async ({ links, audit }) => {
        const link = (await links.ofConnection(connectionId)).find(({ id }) => id === linkId);
        if (link === undefined) return;
        const at = clock.now();
        await links.revoke(linkId, at);
        await audit.record({
          at,
          actor: actorOf(member),
          action: 'clinician-link-revoked',
          subject: linkId,
          details: { connection: connectionId },
        });
      }),

    async preview(member, connectionId, rows, signal) {
      const found = await peopleOf(await tenantOf(member, connectionId), rows, signal);
      return await within(member, connectionId, async ({ links }) =>
        checkedRows(
          rows,
          (username) => found.get(keyOf(username)) ?? null,
          await links.ofConnection(connectionId),
        ),
      );
    },

    async importRows(member, connectionId, rows, signal) {
      const found = await peopleOf(await tenantOf(member, connectionId), rows, signal);
      return await within(member, connectionId, async ({ links, audit }) => {
        const checked = checkedRows(
          rows,
          (username) => found.get(keyOf(username)) ?? null,
          await links.ofConnection(connectionId),
        );
        const at = clock.now();
        let added = 0;
        for (const { state, person, ehrUser } of checked) {
          if (state === 'there') continue;
          if (state !== 'new' || person === null)
            throw new DomainError('links-invalid', 'a row is wrong: nothing was imported');
          const { entraObjectId } = person;
          await links.link({ connectionId, ehrUser, entraObjectId, linkedAt: at });
          added += 1;
        }
        await audit.record({
          at,
          actor: actorOf(member),
          action: 'links-imported',
          subject: connectionId,
          details: { rows: String(rows.length), added: String(added) },
        });
        return added;
      });
    },
  };
}

/** Entra tells user names apart without regard to case. */
const keyOf = (username: string): string => username.toLowerCase();
