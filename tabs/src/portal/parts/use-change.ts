import { useCallback, useRef, useState } from 'react';
import { failureOf } from '../session/api.ts';
import type { Failure } from '../session/failure.ts';

export type Change =
  | { readonly state: 'idle' | 'running' }
  | { readonly state: 'failed'; readonly failure: Failure };

/** One change of the configuration at a time, and how it goes. */
export function useChange(): {
  change: Change;
  isRunning: boolean;
  /** Does nothing while another is running. @returns whether it was done. */
  run: (act: () => Promise<void>) => Promise<boolean>;
  /** Forgets a failure. */
  clear: () => void;
} {
  const [change, setChange] = useState<Change>({ state: 'idle' });
  const running = useRef(false);
  const run = useCallback(async (act: () => Promise<void>) => {
    if (running.current) return false;
    running.current = true;
    setChange({ state: 'running' });
    try {
      await act();
      setChange({ state: 'idle' });
      return true;
    } catch (error) {
      setChange({ state: 'failed', failure: failureOf(error) });
      return false;
    } finally {
      running.current = false;
    }
  }, []);
  const clear = useCallback(() => setChange({ state: 'idle' }), []);
  return { change, isRunning: change.state === 'running', run, clear };
}
