import type { Clock } from '@ehr-connector/shared/domain/kernel/clock.ts';
import type { Folding } from '@ehr-connector/shared/domain/visits/folding.ts';
import type { DueFolds } from '@ehr-connector/shared/domain/visits/visit-store.ts';
import type { Logger } from 'pino';
import type { Worker } from './outbox-worker.ts';
import { createWakeUp } from './wake-up.ts';

const MOST_AT_ONCE = 50;
const LOOK_EVERY_MS = 2_000;

/** Folds visits whose time has come: a silence that became an absence, a fold that another replica owed. */
export function startFoldWorker(deps: {
  readonly due: DueFolds;
  readonly folding: Folding;
  readonly clock: Clock;
  readonly log: Logger;
}): Worker {
  const { due, clock, log } = deps;
  const wakeUp = createWakeUp();
  const stopping = new AbortController();

  /** @returns false when a visit could not be folded; the others are, all the same. */
  async function foldDue(): Promise<boolean> {
    let allFolded = true;
    for (const { organizationId, visitId } of await due.due(MOST_AT_ONCE)) {
      if (stopping.signal.aborted) break;
      await deps.folding.fold(organizationId, visitId).catch((error: unknown) => {
        log.error({ err: error, visit: visitId }, 'a visit could not be brought up to date');
        allFolded = false;
      });
    }
    return allFolded;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      let sleepMs = LOOK_EVERY_MS;
      try {
        const allFolded = await foldDue();
        const next = allFolded ? await due.nextDueAt() : null;
        if (next !== null)
          sleepMs = Math.min(Math.max(next.getTime() - clock.now().getTime(), 10), LOOK_EVERY_MS);
      } catch (error) {
        log.error({ err: error }, 'visits could not be brought up to date');
      }
      await wakeUp.sleep(sleepMs, stopping.signal);
    }
  }

  const running = run();
  return {
    wake: wakeUp.wake,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
