import type { Clock, Randomness } from '../kernel/clock.ts';
import { addMs } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { LAUNCH_LASTS_MS } from '../launch/launch.ts';
import type { OrganizationFinder } from '../organizations/organization.ts';
import { actorOf } from '../staff/actor.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import type { ApprovalProof, PendingApprovalSignIn } from './approval.ts';
import type { EhrSignIn, SignInSubject } from './approver-sign-in.ts';
import { proposalFor } from './proposal.ts';
import type { Revision } from './revision.ts';

/** The approver's sign-in to the EHR, for one proposed revision. */
export interface ApproverSignIn {
  /**
   * Begins it, for the approver whom the proposal names.
   *
   * @returns where to send the browser, and the secret its cookie must hold until the callback.
   * @throws {DomainError} `connection-unknown`, `revision-not-found`, `not-allowed`, `revision-not-open`,
   *   `revision-expired`, `revision-incomplete`. Nothing outside is called.
   */
  begin(
    member: StaffMember,
    connectionId: string,
    revision: number,
  ): Promise<{ readonly url: string; readonly state: string; readonly browserSecret: string }>;

  /**
   * Completes it at the connection's callback: once, by the browser that began it, within {@link LAUNCH_LASTS_MS}, while
   * the same content is still proposed.
   *
   * @returns `null` when the callback's state is not of such a sign-in: then it may be a launch's.
   * @throws {DomainError} `approval-unproven` for another browser, another connection or too late; what
   *   {@link ApproverSignIn.begin} throws of the proposal, `revision-changed`, and what {@link EhrSignIn.redeem} throws.
   */
  complete(
    connectionId: string,
    request: { readonly callback: URL; readonly browserSecret: string | null; readonly signal: AbortSignal },
  ): Promise<ApprovalProof | null>;
}

/** Tells the states of approvals from those of launches, which come back to the same address and are many. */
const OF_APPROVALS = /^approval-([1-9][0-9]{0,8})-/;

/**
 * The revision that an approver's sign-in was begun for, by the state of its callback: for leading somebody back, since
 * anybody may write a state. `null` of a launch's.
 */
export function revisionOfState(state: string): number | null {
  const number = OF_APPROVALS.exec(state)?.[1];
  return number === undefined ? null : Number(number);
}

export function createApproverSignIn(deps: {
  readonly inTransaction: InTransaction;
  readonly finder: Pick<OrganizationFinder, 'ofConnection'>;
  readonly authorization: EhrSignIn;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly redirectUri: (connectionId: string) => string;
}): ApproverSignIn {
  const { inTransaction, clock, randomness, authorization } = deps;

  async function take(connectionId: string, request: { callback: URL; browserSecret: string | null }) {
    const state = request.callback.searchParams.get('state');
    if (state === null || revisionOfState(state) === null) return null;
    const organizationId = await deps.finder.ofConnection(connectionId);
    if (organizationId === null) return null;
    const pending = await inTransaction(organizationId, ({ approvals }) =>
      approvals.take(randomness.digest(state)),
    );
    if (pending === null) return null;
    if (pending.connectionId !== connectionId) throw unproven('the callback is of another connection');
    const { browserSecret } = request;
    if (browserSecret === null || randomness.digest(browserSecret) !== pending.browserDigest)
      throw unproven('the callback came from another browser');
    if (clock.now() > addMs(pending.createdAt, LAUNCH_LASTS_MS)) throw unproven('the sign-in took too long');
    return { pending, state };
  }

  return {
    async begin(member, connectionId, number) {
      const { entraObjectId, organizationId } = member;
      const { revision, subject } = await inTransaction(organizationId, (stores) =>
        proposalOf(stores, { connectionId, number, entraObjectId, now: clock.now() }),
      );
      const state = `approval-${number}-${randomness.secret()}`;
      const browserSecret = randomness.secret();
      const pending: PendingApprovalSignIn = {
        organizationId,
        connectionId,
        revision: number,
        digest: revision.digest,
        entraObjectId,
        browserDigest: randomness.digest(browserSecret),
        nonce: randomness.secret(),
        codeVerifier: randomness.secret(),
        createdAt: clock.now(),
      };
      const url = await authorization.authorizationUrl({
        subject,
        state,
        nonce: pending.nonce,
        codeVerifier: pending.codeVerifier,
        redirectUri: deps.redirectUri(connectionId),
      });
      await inTransaction(organizationId, ({ approvals }) =>
        approvals.begin(randomness.digest(state), pending),
      );
      return { url, state, browserSecret };
    },

    async complete(connectionId, request) {
      const taken = await take(connectionId, request);
      if (taken === null) return null;
      const { pending, state } = taken;
      const { subject } = await inTransaction(pending.organizationId, (stores) =>
        stillProposed(stores, pending, clock.now()),
      );
      const identity = await authorization.redeem({
        subject,
        callback: request.callback,
        state,
        nonce: pending.nonce,
        codeVerifier: pending.codeVerifier,
        redirectUri: deps.redirectUri(connectionId),
        signal: request.signal,
      });
      const proof: ApprovalProof = {
        connectionId,
        revision: pending.revision,
        digest: pending.digest,
        entraObjectId: pending.entraObjectId,
        issuer: identity.issuer,
        userDigest: randomness.digest(`${identity.issuer} ${identity.fhirUser}`),
        at: clock.now(),
      };
      await inTransaction(pending.organizationId, async (stores) => {
        // Whoever withdraws or decides meanwhile is waited for.
        await stores.configuration.lock(connectionId);
        await stillProposed(stores, pending, proof.at);
        await stores.approvals.prove(proof);
        await stores.audit.record({
          at: proof.at,
          actor: actorOf(pending),
          action: 'ehr-signed-in',
          subject: connectionId,
          details: { revision: String(pending.revision), digest: pending.digest, issuer: identity.issuer },
        });
      });
      return proof;
    },
  };
}

interface Proposal {
  readonly revision: Revision;
  readonly subject: SignInSubject;
}

async function proposalOf(
  { configuration }: Pick<Stores, 'configuration'>,
  asked: {
    readonly connectionId: string;
    readonly number: number;
    readonly entraObjectId: string;
    readonly now: Date;
  },
): Promise<Proposal> {
  const connection = await configuration.get(asked.connectionId);
  if (connection === null) throw new DomainError('connection-unknown', 'no connection has this id');
  const found = await configuration.revision(asked.connectionId, asked.number);
  const revision = proposalFor(found, asked.entraObjectId, asked.now);
  const { fhirBaseUrl, clientId, authority, signingAlgorithm } = revision.content;
  if (authority === null) throw new DomainError('revision-incomplete', 'its EHR was not probed');
  const { organizationId, id, ehr } = connection;
  return {
    revision,
    subject: { organizationId, id, ehr, fhirBaseUrl, clientId, authority, signingAlgorithm },
  };
}

async function stillProposed(
  stores: Pick<Stores, 'configuration'>,
  pending: PendingApprovalSignIn,
  now: Date,
): Promise<Proposal> {
  const { connectionId, revision: number, entraObjectId } = pending;
  const found = await proposalOf(stores, { connectionId, number, entraObjectId, now });
  if (found.revision.digest !== pending.digest)
    throw new DomainError('revision-changed', 'what is proposed has changed since the sign-in began');
  return found;
}

function unproven(why: string): DomainError {
  return new DomainError('approval-unproven', `${why}; sign in to the EHR again`);
}
