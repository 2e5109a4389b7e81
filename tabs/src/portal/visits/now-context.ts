import { createContext, useContext, useEffect, useState } from 'react';

const TICK_MS = 5_000;

const NowContext = createContext(0);

/** The service's time in milliseconds, moving on every five seconds. */
export const NowProvider = NowContext.Provider;

export function useNow(): number {
  return useContext(NowContext);
}

/** @param offsetMs added to the device's clock. */
export function useTickingClock(offsetMs: number): number {
  const [deviceNow, setDeviceNow] = useState(Date.now);
  useEffect(() => {
    const tick = () => setDeviceNow(Date.now());
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return deviceNow + offsetMs;
}
