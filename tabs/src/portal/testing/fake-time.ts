import type { After } from '../live/timers.ts';

/** Time that stands still until it is told to pass. */
export function createFakeTime(start: number) {
  let now = start;
  const due = new Map<object, { at: number; run: () => void }>();
  const after: After = (ms, run) => {
    const key = {};
    due.set(key, { at: now + ms, run });
    return () => due.delete(key);
  };
  return {
    after,
    clock: () => now,
    /** Lets time pass, and runs what falls due in its order. */
    pass: (ms: number) => {
      const end = now + ms;
      for (;;) {
        const next = [...due].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
        if (!next) break;
        due.delete(next[0]);
        now = Math.max(now, next[1].at);
        next[1].run();
      }
      now = end;
    },
  };
}
