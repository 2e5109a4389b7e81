import type { Clock } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { addMs, DAY_MS } from '@ehr-connector/shared/domain/kernel/clock.ts';
import type { ExpiringSubscriptions } from '@ehr-connector/shared/domain/visits/call-subscription.ts';
import { RENEW_BEFORE_MS, type Rooms } from '@ehr-connector/shared/domain/visits/rooms.ts';
import { Logger as ChoreLogger, run } from 'graphile-worker';
import type { Logger } from 'pino';

/** Visits are deleted with everything that hangs on them this long after they ended. */
const VISITS_KEPT_MS = 30 * DAY_MS;
const MOST_RENEWALS = 500;
const RENEWAL_WITHIN_MS = 20_000;

export interface Chores {
  /** Lets the chore under way end. */
  stop(): Promise<void>;
}

/** Scheduled chores: each runs once for all replicas, at the times of a cron table in the database. */
export async function startChores(deps: {
  readonly databaseUrl: string;
  readonly expiring: ExpiringSubscriptions;
  readonly rooms: Rooms;
  /** Forgets what its time is over of. */
  readonly retention: {
    deleteVisitsEndedBefore(at: Date): Promise<void>;
    deleteExpired(now: Date): Promise<void>;
  };
  /** Of all organisations, one after the other: no EHR is asked by all of them at once. */
  readonly rehearse: (signal: AbortSignal) => Promise<void>;
  readonly rotateKeys: (signal: AbortSignal) => Promise<void>;
  readonly expireProposals: () => Promise<void>;
  readonly signCheckpoints: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
}): Promise<Chores> {
  const { clock, log } = deps;
  const stopping = new AbortController();

  async function renewSubscriptions(): Promise<void> {
    const before = addMs(clock.now(), RENEW_BEFORE_MS);
    for (const { organizationId, visitId } of await deps.expiring.expiring(before, MOST_RENEWALS)) {
      if (stopping.signal.aborted) return; // what is left is due for the next run
      await deps.rooms
        .witnessed(
          organizationId,
          visitId,
          AbortSignal.any([AbortSignal.timeout(RENEWAL_WITHIN_MS), stopping.signal]),
        )
        .catch((error: unknown) =>
          log.warn({ err: error, visit: visitId }, 'a call subscription was not renewed'),
        );
    }
  }

  const runner = await run({
    connectionString: deps.databaseUrl,
    concurrency: 2, // a long night's rehearsal keeps nothing else waiting
    maxPoolSize: 3,
    noHandleSignals: true,
    crontab: [
      '*/5 * * * * renew_call_subscriptions',
      '*/10 * * * * delete_expired',
      '17 3 * * * delete_old_visits',
      '41 1 * * * rotate_keys',
      '7 2 * * * rehearse_connections',
      '23 * * * * expire_proposals',
      '53 * * * * audit_checkpoints',
    ].join('\n'),
    taskList: {
      renew_call_subscriptions: renewSubscriptions,
      delete_expired: () => deps.retention.deleteExpired(clock.now()),
      delete_old_visits: () => deps.retention.deleteVisitsEndedBefore(addMs(clock.now(), -VISITS_KEPT_MS)),
      rotate_keys: () => deps.rotateKeys(stopping.signal),
      rehearse_connections: () => deps.rehearse(stopping.signal),
      expire_proposals: deps.expireProposals,
      audit_checkpoints: deps.signCheckpoints,
    },
    logger: new ChoreLogger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn({ message }, 'chores');
    }),
  });
  return {
    async stop() {
      stopping.abort();
      await runner.stop();
    },
  };
}
