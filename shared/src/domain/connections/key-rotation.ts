import type { Clock } from '../kernel/clock.ts';
import { addMs } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import type { Organizations } from '../organizations/organization.ts';
import { actorOf } from '../staff/actor.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import { type HeldConnection, held, heldFor, inspected } from './held-connection.ts';
import { type KeyState, keyStates, PUBLISHED_BEFORE_USE_MS } from './key-state.ts';

export interface KeyRotation {
  /** The published keys, newest first. @throws {DomainError} `connection-unknown` */
  states(organizationId: string, connectionId: string): Promise<readonly KeyState[]>;
  /**
   * Publishes a successor, which takes over signing once every cache has met it; forgets keys that were succeeded so long
   * ago that nobody meets them any more.
   *
   * @throws {DomainError} `keys-rotating` while a successor waits; `connection-unknown`, `not-allowed`.
   */
  rotate(member: StaffMember, connectionId: string): Promise<void>;
  /** Gives a successor to every key that has served long enough, in all organisations; one that fails stops no other. */
  rotateAged(signal: AbortSignal): Promise<void>;
}

/**
 * @param deps.rotateAfterMs how old a key may get that signs.
 * @param deps.onFailure told of a connection that {@link KeyRotation.rotateAged} could not give a new key.
 */
export function createKeyRotation(deps: {
  readonly inTransaction: InTransaction;
  readonly organizations: Organizations;
  readonly clock: Clock;
  readonly rotateAfterMs: number;
  readonly onFailure: (error: unknown, connectionId: string) => void;
}): KeyRotation {
  const { inTransaction, clock } = deps;

  async function rotateHeld(stores: Stores, found: HeldConnection, actor: string): Promise<void> {
    const { id } = found.connection;
    const now = clock.now();
    const algorithm = algorithmOf(found);
    const states = keyStates(await stores.keys.list(id), algorithm, now);
    if (states.some((key) => key.algorithm === algorithm && key.state === 'upcoming'))
      throw new DomainError('keys-rotating', 'the key that was published last does not sign yet');
    const signing = states.find(({ state }) => state === 'signing');
    await stores.keys.forget(id, forgettable(states, signing, found, now));
    const { kid } = await stores.keys.add(id, algorithm);
    await stores.audit.record({
      at: now,
      actor,
      action: 'keys-rotated',
      subject: id,
      details: { kid, ...(signing && { successorOf: signing.kid }) },
    });
  }

  async function rotateIfAged(organizationId: string, connectionId: string): Promise<void> {
    await inTransaction(organizationId, async (stores) => {
      const found = await held(stores, connectionId);
      const now = clock.now();
      const states = keyStates(await stores.keys.list(connectionId), algorithmOf(found), now);
      const signing = states.find(({ state }) => state === 'signing');
      const isAged = signing !== undefined && addMs(signing.createdAt, deps.rotateAfterMs) <= now;
      if (isAged && !states.some(({ state }) => state === 'upcoming'))
        await rotateHeld(stores, found, 'service');
    });
  }

  return {
    states: (organizationId, connectionId) =>
      inTransaction(organizationId, async (stores) => {
        const found = await inspected(stores, connectionId);
        return keyStates(await stores.keys.list(connectionId), algorithmOf(found), clock.now());
      }),

    rotate: (member, connectionId) =>
      inTransaction(member.organizationId, async (stores) => {
        const found = await heldFor(stores, member, connectionId, 'rotate-keys');
        await rotateHeld(stores, found, actorOf(member));
      }),

    async rotateAged(signal) {
      for (const organizationId of await deps.organizations.ids()) {
        const connections = await inTransaction(organizationId, (stores) => stores.connections.all());
        for (const { id, state } of connections) {
          if (signal.aborted) return; // tomorrow is another day
          if (state !== 'approved') continue;
          await rotateIfAged(organizationId, id).catch((error: unknown) => deps.onFailure(error, id));
        }
      }
    },
  };
}

/** What serves decides; before the first approval, what is being written does. */
const algorithmOf = ({ live, open }: HeldConnection) => (live ?? open)?.content.signingAlgorithm ?? 'ES384';

/** Once the key that signs took over so long ago that no cache holds a set in which it does not, it needs no other. */
function forgettable(
  states: readonly KeyState[],
  signing: KeyState | undefined,
  { open }: HeldConnection,
  now: Date,
): readonly string[] {
  if (signing === undefined || addMs(signing.createdAt, 2 * PUBLISHED_BEFORE_USE_MS) > now) return [];
  const isWanted = ({ algorithm }: KeyState) =>
    algorithm !== signing.algorithm && algorithm === open?.content.signingAlgorithm;
  return states.filter((key) => key.createdAt < signing.createdAt && !isWanted(key)).map(({ kid }) => kid);
}
