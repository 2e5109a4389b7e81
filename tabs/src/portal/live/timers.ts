/** Runs something later. @returns takes it back; without effect once it has run. */
export type After = (ms: number, run: () => void) => () => void;

export const afterReally: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
