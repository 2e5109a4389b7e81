import type { Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { refuseUnstorable } from '../kernel/storable-text.ts';
import { actorOf } from '../staff/actor.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import { differences } from './diff.ts';
import { changedContent, type DraftContent, isSameAddressee } from './draft-content.ts';
import { firstContent } from './first-content.ts';
import { changed, draftAt, type HeldConnection, heldFor } from './held-connection.ts';
import type { ProbeReport } from './probe.ts';
import { tellsOf } from './probe-subject.ts';
import { isSameClient, registrationAfter, registrationFrom } from './registration.ts';
import type { RegistrationState, Revision } from './revision.ts';

/** Writing a draft: nothing of it serves before it was approved. */
export interface Drafting {
  /**
   * Changes the open draft, or begins one.
   *
   * Credentials are taken over from what the draft begins with, and dropped when the address they would go to changes;
   * so is what was found at the address, and where one stands with the client.
   *
   * @param change.version of the draft that was shown; `null` begins a draft.
   * @throws {DomainError} `request-invalid`, `revision-already-open`, `revision-not-open`, `revision-changed`.
   */
  saveDraft(
    member: StaffMember,
    connectionId: string,
    change: { readonly version: number | null; readonly content: DraftContent; readonly note: string },
  ): Promise<Revision>;
  /** Keeps user and password, sealed, or forgets them. @throws {DomainError} as {@link saveDraft}. */
  setCredentials(
    member: StaffMember,
    connectionId: string,
    version: number,
    credentials: { readonly user: string; readonly password: string } | null,
  ): Promise<Revision>;
  /**
   * Remembers where one stands with the EHR's client record; of a draft or a proposal.
   *
   * @throws {DomainError} `request-invalid` when a client without an id is to be active; else as {@link saveDraft}.
   */
  setRegistration(
    member: StaffMember,
    connectionId: string,
    version: number,
    state: RegistrationState,
  ): Promise<Revision>;
  /**
   * Keeps what the service's own probe found, and takes the EHR's authority from it. It is nobody's change: the draft's
   * version stays.
   *
   * @returns the draft as it is then.
   * @throws {DomainError} `revision-not-open`; `revision-changed` when it is not of what the draft holds by now.
   */
  keepProbe(
    organizationId: string,
    connectionId: string,
    number: number,
    report: ProbeReport,
  ): Promise<Revision>;
  /** Deletes the draft for good. */
  discard(member: StaffMember, connectionId: string, version: number): Promise<void>;
  /**
   * Begins a draft with what an earlier approved revision held; it has to be probed and approved again.
   *
   * @throws {DomainError} `revision-not-found`, `connection-not-approved` (that revision was not), `revision-already-open`.
   */
  restore(member: StaffMember, connectionId: string, number: number): Promise<Revision>;
}

export function createDrafting(deps: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): Drafting {
  const { inTransaction, clock } = deps;

  return {
    saveDraft: (member, connectionId, { version, content, note }) =>
      inTransaction(member.organizationId, async (stores) => {
        refuseUnstorable({ content, note });
        const found = await heldFor(stores, member, connectionId, 'edit-draft');
        const draft = version === null ? await begun(stores, member, found) : draftAt(found, version);
        const { entraTenantId } = await stores.organizations.current();
        const next = changedContent(content, draft.content, found.connection, entraTenantId);
        const dropsCredentials = draft.hasBasicCredentials && !isSameAddressee(draft.content, next);
        if (dropsCredentials) await stores.configuration.setCredentials(draft, null);
        // Published as early as can be: EHRs keep copies of key sets for long.
        await stores.configuration.ensureKey(connectionId, next.signingAlgorithm);
        const now = clock.now();
        const saved = await changed(stores, draft, {
          content: next,
          note,
          registration: registrationAfter(draft, next, now),
          ...(next.fhirBaseUrl !== draft.content.fhirBaseUrl && { probe: null }),
          changedBy: actorOf(member),
          changedAt: now,
        });
        const paths = differences(found.open?.content ?? found.live?.content ?? {}, next);
        await stores.audit.record({
          at: now,
          actor: actorOf(member),
          action: 'draft-saved',
          subject: connectionId,
          details: {
            revision: String(saved.number),
            digest: saved.digest,
            changed: paths.map(({ path }) => path).join(', '),
            ...(dropsCredentials && { credentials: 'removed: they were entered for another address' }),
          },
        });
        return saved;
      }),

    setCredentials: (member, connectionId, version, credentials) =>
      inTransaction(member.organizationId, async (stores) => {
        const draft = draftAt(await heldFor(stores, member, connectionId, 'edit-draft'), version);
        await stores.configuration.setCredentials(draft, credentials);
        const now = clock.now();
        const saved = await changed(stores, draft, { changedBy: actorOf(member), changedAt: now });
        await stores.audit.record({
          at: now,
          actor: actorOf(member),
          action: 'credentials-set',
          subject: connectionId,
          details: { revision: String(saved.number), credentials: credentials === null ? 'removed' : 'set' },
        });
        return saved;
      }),

    setRegistration: (member, connectionId, version, state) =>
      inTransaction(member.organizationId, async (stores) => {
        const { open } = await heldFor(stores, member, connectionId, 'edit-draft');
        if (open === null) throw new DomainError('revision-not-open', 'nothing is being changed');
        if (open.version !== version)
          throw new DomainError('revision-changed', 'somebody else changed it meanwhile');
        if (state === 'active' && open.content.clientId === '')
          throw new DomainError('request-invalid', 'a client without an id cannot be active');
        const now = clock.now();
        const saved = await changed(stores, open, { registration: { state, since: now } });
        await stores.audit.record({
          at: now,
          actor: actorOf(member),
          action: 'registration-changed',
          subject: connectionId,
          details: { revision: String(saved.number), registration: state },
        });
        return saved;
      }),

    keepProbe: (organizationId, connectionId, number, report) =>
      inTransaction(organizationId, async ({ configuration }) => {
        await configuration.lock(connectionId);
        const draft = await configuration.open(connectionId);
        if (draft?.state !== 'draft' || draft.number !== number)
          throw new DomainError('revision-not-open', 'the draft is gone');
        if (!tellsOf(report, draft.content))
          throw new DomainError('revision-changed', 'the draft was changed while it was probed');
        return await configuration.saveProbe(connectionId, number, report);
      }),

    discard: (member, connectionId, version) =>
      inTransaction(member.organizationId, async (stores) => {
        const draft = draftAt(await heldFor(stores, member, connectionId, 'edit-draft'), version);
        await stores.configuration.discard(connectionId, draft.number);
        await stores.audit.record({
          at: clock.now(),
          actor: actorOf(member),
          action: 'draft-discarded',
          subject: connectionId,
          details: { revision: String(draft.number), digest: draft.digest },
        });
      }),

    restore: (member, connectionId, number) =>
      inTransaction(member.organizationId, async (stores) => {
        const { configuration } = stores;
        const { live } = await heldFor(stores, member, connectionId, 'edit-draft');
        const earlier = await configuration.revision(connectionId, number);
        if (earlier === null) throw new DomainError('revision-not-found', 'no such revision');
        if (earlier.state !== 'approved')
          throw new DomainError('connection-not-approved', 'only what was approved once can be restored');
        // Passwords change: of two that go to the same address the newer is the better.
        const newer = live !== null && isSameAddressee(earlier.content, live.content) ? live : earlier;
        const now = clock.now();
        const draft = await configuration.begin({
          connectionId,
          content: earlier.content,
          origin: { kind: 'rollback', of: number },
          note: '',
          by: actorOf(member),
          at: now,
          credentialsOf: newer,
          // What was found then is old: an earlier revision is looked at anew before it serves again.
          takenOver: { registration: registrationFrom(newestOfClient(earlier, live)), probe: null },
        });
        await stores.audit.record({
          at: now,
          actor: actorOf(member),
          action: 'draft-saved',
          subject: connectionId,
          details: { revision: String(draft.number), digest: draft.digest, restored: String(number) },
        });
        return draft;
      }),
  };

  /** A draft that begins with what was worked on last: what was not approved, else what serves. */
  async function begun(
    { configuration }: Pick<Stores, 'configuration'>,
    member: StaffMember,
    { connection, live }: HeldConnection,
  ): Promise<Revision> {
    const [newest] = await configuration.revisions(connection.id);
    const base = newest === undefined || newest.state === 'approved' ? live : newest;
    return await configuration.begin({
      connectionId: connection.id,
      content: base?.content ?? firstContent(connection.ehr),
      origin: base === null ? { kind: 'new' } : { kind: 'edit', of: base.number },
      note: '',
      by: actorOf(member),
      at: clock.now(),
      credentialsOf: base,
      ...(base && { takenOver: { registration: registrationFrom(base), probe: base.probe } }),
    });
  }
}

/** Of two revisions, the one that tells how its client stands now. */
const newestOfClient = (earlier: Revision, live: Revision | null): Revision =>
  live !== null && isSameClient(earlier.content, live.content) ? live : earlier;
