import type { Clock } from '../kernel/clock.ts';
import { addMs } from '../kernel/clock.ts';
import { type Delivery, retryLater } from '../kernel/delivery.ts';
import type { InTransaction, Stores } from '../stores.ts';
import { patienceMs, retryDelayMs } from './delivery-policy.ts';
import type { Effect } from './effect.ts';
import type { ClaimedEntry } from './outbox-store.ts';

/**
 * One attempt at an effect. `after` runs in the transaction that settles the entry, and only if the entry is still
 * ours: what the effect brought about is saved with the knowledge that it took place.
 */
export interface Attempt {
  readonly delivery: Delivery;
  readonly after?: (stores: Stores) => Promise<void>;
}

export type Deliver<K extends Effect['kind']> = (
  entry: ClaimedEntry & { readonly effect: Extract<Effect, { kind: K }> },
  signal: AbortSignal,
) => Promise<Attempt>;

export type Deliverers = { readonly [K in Effect['kind']]: Deliver<K> };

export interface Delivering {
  /**
   * Delivers a claimed entry and settles it.
   *
   * @returns how it ended, or `lost` when another replica had claimed the entry meanwhile.
   * @throws whatever broke off the attempt, after it was settled as one that failed: a bug is parked in the end, too.
   */
  deliver(entry: ClaimedEntry, signal: AbortSignal): Promise<'sent' | 'retry' | 'parked' | 'lost'>;
}

export function createDelivering(deps: {
  readonly deliverers: Deliverers;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  /** In `[0, 1)`. */
  readonly jitter: () => number;
}): Delivering {
  return {
    async deliver(entry, signal) {
      let bug: unknown = null;
      const { delivery, after } = await attempt(deps.deliverers, entry, signal).catch((error): Attempt => {
        bug = error;
        return { delivery: retryLater('broke off') };
      });
      const result = settlement(entry, delivery, deps.clock.now(), deps.jitter());
      const ours = await deps.inTransaction(entry.organizationId, async (stores) => {
        const settled = await stores.outbox.settle(entry, result);
        if (settled) await after?.(stores);
        // The board shows what the EHR was told and who was notified.
        if (settled && entry.visitId !== null) await stores.visits.touch(entry.visitId);
        return settled;
      });
      if (bug !== null) throw bug;
      if (!ours) return 'lost';
      return result.state === 'pending' ? 'retry' : result.state;
    },
  };
}

function attempt(deliverers: Deliverers, entry: ClaimedEntry, signal: AbortSignal): Promise<Attempt> {
  const { effect } = entry;
  switch (effect.kind) {
    case 'room':
      return deliverers.room({ ...entry, effect }, signal);
    case 'card':
      return deliverers.card({ ...entry, effect }, signal);
    case 'fact':
      return deliverers.fact({ ...entry, effect }, signal);
    case 'notice':
      return deliverers.notice({ ...entry, effect }, signal);
    case 'share':
      return deliverers.share({ ...entry, effect }, signal);
  }
}

function settlement(
  entry: ClaimedEntry,
  delivery: Delivery,
  now: Date,
  jitter: number,
): Parameters<Stores['outbox']['settle']>[1] {
  const { answer } = delivery;
  if (delivery.outcome === 'sent') return { state: 'sent', answer };
  if (delivery.outcome === 'refused') return { state: 'parked', answer };
  const waitMs = Math.max(retryDelayMs(entry.attempts, jitter), delivery.notBeforeMs ?? 0);
  const nextAttemptAt = addMs(now, waitMs);
  const outOfPatience = nextAttemptAt.getTime() - entry.firstTriedAt.getTime() > patienceMs(entry.effect);
  return outOfPatience ? { state: 'parked', answer } : { state: 'pending', answer, nextAttemptAt };
}
