import { useEffect, useState } from 'react';

/**
 * Whether somebody is still in the window that was opened for them. A host does not say when that window closes, but it
 * is known when they look at this page again.
 */
export function useOtherWindow(): {
  isAway: boolean;
  /** They were away, and look at this page again. */
  isBack: boolean;
  /** The window is being opened. */
  leave: () => void;
} {
  const [state, setState] = useState<'here' | 'away' | 'back'>('here');
  useEffect(() => {
    if (state !== 'away') return;
    const stop = new AbortController();
    const come = () => {
      if (document.visibilityState === 'visible') setState('back');
    };
    window.addEventListener('focus', come, { signal: stop.signal });
    document.addEventListener('visibilitychange', come, { signal: stop.signal });
    return () => stop.abort();
  }, [state]);
  return { isAway: state === 'away', isBack: state === 'back', leave: () => setState('away') };
}
