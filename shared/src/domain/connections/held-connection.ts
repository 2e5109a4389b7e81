import { DomainError } from '../kernel/domain-error.ts';
import { type Action, may, NO_STANDING, type Standing } from '../staff/permissions.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { Stores } from '../stores.ts';
import type { ConfiguredConnection, Revision } from './revision.ts';

/** A connection; one that is held, nobody else changes until the end of this transaction. */
export interface HeldConnection {
  readonly connection: ConfiguredConnection;
  readonly open: Revision | null;
  readonly live: Revision | null;
}

type Configured = Pick<Stores, 'configuration'>;

/** @throws {DomainError} `connection-unknown` */
export async function held(stores: Configured, connectionId: string): Promise<HeldConnection> {
  const connection = await stores.configuration.lock(connectionId);
  if (connection === null) throw new DomainError('connection-unknown', 'no connection has this id');
  return { connection, ...(await revisionsOf(stores, connection)) };
}

/** As {@link held}, for somebody who may. @throws {DomainError} also `not-allowed`. */
export async function heldFor(
  stores: Configured,
  member: StaffMember,
  connectionId: string,
  action: Action,
): Promise<HeldConnection> {
  const found = await held(stores, connectionId);
  if (!may(member, action, standing(member, found)))
    throw new DomainError('not-allowed', `${action} is for others`);
  return found;
}

/** What the member is to the connection. @throws {DomainError} `connection-unknown` */
export async function standingIn(
  stores: Configured,
  member: StaffMember,
  connectionId: string,
): Promise<Standing> {
  const found = await inspected(stores, connectionId);
  const rejected = await stores.configuration.rejectedBy(member.entraObjectId);
  return { ...standing(member, found), hasRejected: rejected.includes(connectionId) };
}

/** What the member is to the organisation's connections as a whole: what they are to any of them, but for deciding. */
export async function standingOverall(
  { configuration }: Configured,
  { entraObjectId }: StaffMember,
): Promise<Standing> {
  return {
    ...NO_STANDING,
    isApproving: (await configuration.namingAsApprover(entraObjectId)).length > 0,
    hasRejected: (await configuration.rejectedBy(entraObjectId)).length > 0,
  };
}

/** As {@link held}, for reading only: waits for nobody. @throws {DomainError} `connection-unknown` */
export async function inspected(stores: Configured, connectionId: string): Promise<HeldConnection> {
  const connection = await stores.configuration.get(connectionId);
  if (connection === null) throw new DomainError('connection-unknown', 'no connection has this id');
  return { connection, ...(await revisionsOf(stores, connection)) };
}

async function revisionsOf(
  { configuration }: Configured,
  { id, liveRevision }: ConfiguredConnection,
): Promise<Pick<HeldConnection, 'open' | 'live'>> {
  return {
    open: await configuration.open(id),
    live: liveRevision === null ? null : await configuration.revision(id, liveRevision),
  };
}

/** By what may be changed: having rejected lets somebody look only. */
function standing(
  { entraObjectId }: StaffMember,
  { open, live }: Pick<HeldConnection, 'open' | 'live'>,
): Standing {
  const isDeciding = open?.content.approver === entraObjectId;
  return { ...NO_STANDING, isDeciding, isApproving: isDeciding || live?.content.approver === entraObjectId };
}

/** @throws {DomainError} `revision-not-open` when there is no draft, `revision-changed` when it is at another version. */
export function draftAt({ open }: HeldConnection, version: number): Revision {
  if (open?.state !== 'draft') throw new DomainError('revision-not-open', 'there is no draft');
  if (open.version !== version)
    throw new DomainError('revision-changed', 'somebody else changed the draft meanwhile');
  return open;
}

/** @throws {DomainError} `revision-changed`: what was read under the lock is no longer so, which is a bug elsewhere. */
export async function changed(
  { configuration }: Configured,
  revision: Revision,
  change: Parameters<Stores['configuration']['change']>[1],
): Promise<Revision> {
  const result = await configuration.change(revision, change);
  if (result === null) throw new DomainError('revision-changed', 'somebody else changed it meanwhile');
  return result;
}
