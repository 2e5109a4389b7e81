import type { Clock, Randomness } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { refuseUnstorable } from '../kernel/storable-text.ts';
import { actorOf } from '../staff/actor.ts';
import { may, NO_STANDING } from '../staff/permissions.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import type { EhrEnvironment, EhrKind } from './connection.ts';
import { isSameAddressee } from './draft-content.ts';
import { FIRST_SETTINGS, firstContent } from './first-content.ts';
import { heldFor } from './held-connection.ts';
import { registrationFrom } from './registration.ts';
import type { Revision, RevisionContent } from './revision.ts';

/** Connections come and go here. */
export interface Adding {
  /** Makes a connection with a first draft and a key. @returns its id. */
  add(
    member: StaffMember,
    connection: { readonly name: string; readonly environment: EhrEnvironment; readonly ehr: EhrKind },
  ): Promise<string>;
  /** Only one that was never approved. @throws {DomainError} `not-allowed` for others: they are disabled. */
  remove(member: StaffMember, connectionId: string): Promise<void>;
  /**
   * Begins a draft for production with what serves in testing, but for what belongs to one environment: client, authority
   * and credentials. The address comes along for changing it, and has to be changed; a production connection that is
   * there keeps its own.
   *
   * @returns the production connection.
   * @throws {DomainError} `connection-not-approved`, `request-invalid` (not from testing to production of the same EHR),
   *   `revision-already-open`.
   */
  promote(
    member: StaffMember,
    connectionId: string,
    to:
      | { readonly kind: 'new'; readonly name: string }
      | { readonly kind: 'existing'; readonly connectionId: string },
  ): Promise<string>;
}

export function createAdding(deps: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): Adding {
  const { inTransaction, clock, randomness } = deps;

  return {
    add: (member, { name, environment, ehr }) =>
      inTransaction(member.organizationId, async (stores) => {
        refuseUnstorable(name);
        if (!may(member, 'add-connection', NO_STANDING))
          throw new DomainError('not-allowed', 'connections are added by configuration admins');
        const id = randomness.secret();
        const content = firstContent(ehr);
        const at = clock.now();
        const actor = actorOf(member);
        await stores.configuration.add({
          id,
          name,
          environment,
          ehr,
          sharedFrom: null,
          settings: FIRST_SETTINGS,
          algorithm: content.signingAlgorithm,
        });
        await stores.configuration.begin({
          connectionId: id,
          content,
          origin: { kind: 'new' },
          note: '',
          by: actor,
          at,
          credentialsOf: null,
        });
        await stores.audit.record({
          at,
          actor,
          action: 'connection-added',
          subject: id,
          details: { name, environment, ehr },
        });
        return id;
      }),

    remove: (member, connectionId) =>
      inTransaction(member.organizationId, async (stores) => {
        const { connection } = await heldFor(stores, member, connectionId, 'add-connection');
        if (connection.state !== 'unapproved')
          throw new DomainError('not-allowed', 'what was approved once is disabled, not removed');
        await stores.configuration.remove(connectionId);
        await stores.audit.record({
          at: clock.now(),
          actor: actorOf(member),
          action: 'connection-removed',
          subject: connectionId,
          details: { name: connection.name },
        });
      }),

    promote: (member, connectionId, to) =>
      inTransaction(member.organizationId, async (stores) => {
        refuseUnstorable(to);
        const { connection, live } = await heldFor(stores, member, connectionId, 'promote');
        if (live === null) throw new DomainError('connection-not-approved', 'nothing of it was approved yet');
        if (connection.environment !== 'testing')
          throw new DomainError('request-invalid', 'it is in production already');
        const target =
          to.kind === 'new'
            ? await added(stores, { ...connection, name: to.name }, live)
            : await existing(stores, member, to.connectionId, connection.ehr, live);
        const at = clock.now();
        const actor = actorOf(member);
        const draft = await stores.configuration.begin({
          connectionId: target.id,
          content: target.content,
          origin: { kind: 'promotion', connectionId, of: live.number },
          note: '',
          by: actor,
          at,
          credentialsOf: target.credentialsOf,
          ...(target.own && { takenOver: { registration: registrationFrom(target.own), probe: null } }),
        });
        await stores.audit.record({
          at,
          actor,
          action: to.kind === 'new' ? 'connection-added' : 'draft-saved',
          subject: target.id,
          details: {
            revision: String(draft.number),
            digest: draft.digest,
            promoted: `${connectionId} revision ${live.number}`,
          },
        });
        return target.id;
      }),
  };

  async function added(
    { configuration }: Pick<Stores, 'configuration'>,
    { name, ehr, settings }: Pick<Parameters<Stores['configuration']['add']>[0], 'name' | 'ehr' | 'settings'>,
    { content }: Revision,
  ): Promise<PromotionTarget> {
    const id = randomness.secret();
    const algorithm = content.signingAlgorithm;
    await configuration.add({
      id,
      name,
      environment: 'production',
      ehr,
      sharedFrom: null,
      settings,
      algorithm,
    });
    return { id, content: { ...content, clientId: '', authority: null }, own: null, credentialsOf: null };
  }
}

interface PromotionTarget {
  readonly id: string;
  readonly content: RevisionContent;
  /** What the connection has already of its own client and address. */
  readonly own: Revision | null;
  readonly credentialsOf: Revision | null;
}

async function existing(
  stores: Stores,
  member: StaffMember,
  connectionId: string,
  ehr: EhrKind,
  { content }: Revision,
): Promise<PromotionTarget> {
  const { connection, live } = await heldFor(stores, member, connectionId, 'promote');
  const { environment, sharedFrom } = connection;
  if (environment !== 'production' || connection.ehr !== ehr || sharedFrom !== null)
    throw new DomainError('request-invalid', 'it is not a production connection of the same EHR');
  const own = live ?? (await stores.configuration.revisions(connectionId))[0] ?? null;
  if (own === null)
    return {
      id: connectionId,
      content: { ...content, clientId: '', authority: null },
      own,
      credentialsOf: null,
    };
  const { fhirBaseUrl, clientId, authority } = own.content;
  const next = { ...content, fhirBaseUrl, clientId, authority, writeback: writebackOf(content, own.content) };
  const keepsCredentials = live !== null && isSameAddressee(live.content, next);
  return { id: connectionId, content: next, own, credentialsOf: keepsCredentials ? live : null };
}

/** As it is told in testing, at the address of production. */
function writebackOf({ writeback }: RevisionContent, own: RevisionContent): RevisionContent['writeback'] {
  return writeback.kind === 'epic' && own.writeback.kind === 'epic'
    ? { ...writeback, url: own.writeback.url }
    : writeback;
}
