/** Takes back what was planned; harmless once it has run. */
export type Cancel = () => void;

/** The passing of time, as an argument: the page uses the browser's, a test moves its own. */
export interface Timers {
  /** Milliseconds since the epoch, by this device's clock. */
  now(): number;
  after(delayMs: number, run: () => void): Cancel;
}

export const browserTimers: Timers = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
