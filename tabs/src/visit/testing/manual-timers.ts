import type { Timers } from '../api/timers.ts';

/** Time that passes when the test says so. */
export interface ManualTimers extends Timers {
  /** Lets time pass, with all that falls due in it, and what follows from that without further waiting. */
  pass(ms: number): Promise<void>;
}

export function createManualTimers(): ManualTimers {
  let now = 0;
  let planned: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after(delayMs, run) {
      const plan = { at: now + delayMs, run };
      planned.push(plan);
      return () => {
        planned = planned.filter((each) => each !== plan);
      };
    },
    async pass(ms) {
      const end = now + ms;
      await settled();
      for (;;) {
        const next = planned.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        planned = planned.filter((each) => each !== next);
        now = next.at;
        next.run();
        await settled();
      }
      now = end;
    },
  };
}

/** Every promise that is resolved already has been followed to its end. */
function settled(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
