import { createContext, useContext, useEffect, useReducer } from 'react';

const TICK_MS = 5_000;

const NowContext = createContext(0);

/** The service's time in milliseconds, moving on every five seconds. */
export const NowProvider = NowContext.Provider;

export function useNow(): number {
  return useContext(NowContext);
}

/**
 * The time in milliseconds: as of this render, and rendered anew every five seconds.
 *
 * @param offsetMs added to the device's clock.
 */
export function useTickingClock(offsetMs: number): number {
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return Date.now() + offsetMs;
}
