import { type ApprovalProof, provesNow } from '@ehr-connector/shared/domain/connections/approval.ts';
import { missingOf } from '@ehr-connector/shared/domain/connections/missing.ts';
import type { Rehearsal } from '@ehr-connector/shared/domain/connections/probe.ts';
import type { ConfiguredConnection, Revision } from '@ehr-connector/shared/domain/connections/revision.ts';
import type { ConnectionShare } from '@ehr-connector/shared/domain/connections/share.ts';
import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { Stores } from '@ehr-connector/shared/domain/stores.ts';

/** A connection with the two revisions that matter: the one that serves, and the one under way. */
export interface ReadConnection {
  readonly connection: ConfiguredConnection;
  readonly live: Revision | null;
  readonly open: Revision | null;
  readonly lastRehearsal: Rehearsal | null;
}

/** As it stands in the list of all. */
export interface ReadSummary extends ReadConnection {
  /** Nothing is under way since its newest revision was rejected. */
  readonly isRejected: boolean;
}

/** All connections, read in as many statements as one. */
export async function readConnections({ configuration }: Stores): Promise<readonly ReadSummary[]> {
  const connections = await configuration.all();
  const revisions = Map.groupBy(await configuration.current(), ({ connectionId }) => connectionId);
  const rehearsals = new Map((await configuration.lastRehearsals()).map((last) => [last.connectionId, last]));
  return connections.map((connection) => {
    const own = revisions.get(connection.id) ?? [];
    return {
      connection,
      live: own.find(({ number }) => number === connection.liveRevision) ?? null,
      open: own.find(({ state }) => state === 'draft' || state === 'proposed') ?? null,
      isRejected: own.toSorted((left, right) => right.number - left.number)[0]?.state === 'rejected',
      lastRehearsal: rehearsals.get(connection.id) ?? null,
    };
  });
}

async function readConnection(
  { configuration }: Stores,
  connection: ConfiguredConnection,
): Promise<ReadConnection> {
  const { id, liveRevision } = connection;
  const [lastRehearsal = null] = await configuration.rehearsals(id, 1);
  return {
    connection,
    live: liveRevision === null ? null : await configuration.revision(id, liveRevision),
    open: await configuration.open(id),
    lastRehearsal,
  };
}

/** Everything of one connection, as the asker is shown it. */
export interface ReadDetail extends ReadConnection {
  /** Newest first. */
  readonly history: readonly Revision[];
  readonly shares: readonly ConnectionShare[];
  /** What the open draft still lacks. */
  readonly missing: readonly string[];
  /** With which the asker proved to the EHR who they are, for exactly what is open now. */
  readonly ehrSignIn: ApprovalProof | null;
}

export async function readDetail(
  stores: Stores,
  connection: ConfiguredConnection,
  member: StaffMember,
  now: Date,
): Promise<ReadDetail> {
  const read = await readConnection(stores, connection);
  const { open } = read;
  const proof = open && (await stores.approvals.proof(connection.id, open.number, member.entraObjectId));
  return {
    ...read,
    history: await stores.configuration.revisions(connection.id),
    shares: await stores.shares.ofConnection(connection.id),
    missing: open?.state === 'draft' ? await missingOf(stores, connection, open, now) : [],
    ehrSignIn: open && proof && provesNow(proof, open, now) ? proof : null,
  };
}
