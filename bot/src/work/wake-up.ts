/** Lets a loop sleep until something is due, somebody wakes it, or it is to stop. */
export interface WakeUp {
  wake(): void;
  /** @returns after `ms` at most; at once when woken since the last sleep. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export function createWakeUp(): WakeUp {
  let awake = false;
  let rouse: (() => void) | null = null;
  return {
    wake() {
      awake = true;
      rouse?.();
    },
    async sleep(ms, signal) {
      if (!awake && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          rouse = () => {
            clearTimeout(timer);
            resolve();
          };
          signal.addEventListener('abort', rouse, { once: true });
        });
        if (rouse !== null) signal.removeEventListener('abort', rouse);
        rouse = null;
      }
      awake = false;
    },
  };
}
