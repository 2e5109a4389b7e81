import type { Clock } from '@ehr-connector/shared/domain/kernel/clock.ts';
import type { Delivering } from '@ehr-connector/shared/domain/outbox/delivering.ts';
import type { ClaimedEntry, OutboxClaims } from '@ehr-connector/shared/domain/outbox/outbox-store.ts';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';
import { createWakeUp } from './wake-up.ts';

/** At once; each waits for an outside party, so this bounds open calls and not work. */
const MOST_UNDER_WAY = 16;
/** A delivery is given up before its lease ends, so that nobody else has begun it meanwhile. */
const LEASE_MS = 15_000;
const DELIVER_WITHIN_MS = 12_000;
/** Deliveries under way when we are told to stop have this long, and are tried again by another replica. */
const STOP_WITHIN_MS = 4_000;
/** When nothing says otherwise: a notification may have been lost. */
const LOOK_EVERY_MS = 2_000;

export interface Worker {
  /** Something may be due. */
  wake(): void;
  /** Stops taking up work, and lets what is under way end for a few seconds. */
  stop(): Promise<void>;
}

/** Delivers the outbox: claims heads of lines, several at once, and sleeps until the next is due. */
export function startOutboxWorker(deps: {
  readonly claims: OutboxClaims;
  readonly delivering: Delivering;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}): Worker {
  const { claims, clock, log, metrics } = deps;
  const wakeUp = createWakeUp();
  const stopping = new AbortController();
  const outOfTime = new AbortController();
  const underWay = new Set<Promise<void>>();

  async function deliver(entry: ClaimedEntry): Promise<void> {
    const { kind } = entry.effect;
    try {
      const outcome = await deps.delivering.deliver(
        entry,
        AbortSignal.any([AbortSignal.timeout(DELIVER_WITHIN_MS), outOfTime.signal]),
      );
      metrics.deliveries.inc({ kind, outcome });
      if (outcome === 'sent')
        metrics.deliverySeconds.observe({ kind }, (clock.now().getTime() - entry.addedAt.getTime()) / 1_000);
      const level = outcome === 'parked' ? 'error' : 'info';
      log[level](
        { kind, entry: entry.id, visit: entry.visitId, attempt: entry.attempts, outcome },
        'delivery',
      );
    } catch (error) {
      // A bug, or the database is away: the lease runs out and the entry is claimed again.
      metrics.deliveries.inc({ kind, outcome: 'failed' });
      log.error({ err: error, kind, entry: entry.id }, 'a delivery broke off');
    }
  }

  async function fill(): Promise<void> {
    const free = MOST_UNDER_WAY - underWay.size;
    if (free <= 0) return;
    for (const entry of await claims.claim(free, LEASE_MS)) {
      const delivery = deliver(entry).finally(() => {
        underWay.delete(delivery);
        wakeUp.wake();
      });
      underWay.add(delivery);
    }
  }

  async function untilDue(): Promise<number> {
    const next = underWay.size >= MOST_UNDER_WAY ? null : await claims.nextDueAt();
    const ms = next === null ? LOOK_EVERY_MS : next.getTime() - clock.now().getTime();
    return Math.min(Math.max(ms, 10), LOOK_EVERY_MS);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      let sleepMs = LOOK_EVERY_MS;
      try {
        await fill();
        sleepMs = await untilDue();
      } catch (error) {
        log.error({ err: error }, 'the outbox could not be read');
      }
      await wakeUp.sleep(sleepMs, stopping.signal);
    }
    await Promise.allSettled(underWay);
  }

  const running = run();
  return {
    wake: wakeUp.wake,
    async stop() {
      stopping.abort();
      const late = setTimeout(() => outOfTime.abort(), STOP_WITHIN_MS);
      await running;
      clearTimeout(late);
    },
  };
}
