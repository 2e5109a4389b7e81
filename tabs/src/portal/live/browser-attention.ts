/** A forgotten window asks for nothing, or it would stay signed in for as long as it is open. */
export const AWAY_AFTER_MS = 30 * 60_000;

const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus'] as const;

/** Whether anybody looks: the page is not hidden, and somebody has used it within half an hour. */
export function browserAttention(window: Window) {
  return {
    isThere: () => window.document.visibilityState !== 'hidden',
    /** @param changed also called when somebody is there again, or has been away for too long. */
    subscribe: (changed: (isThere: boolean) => void) => {
      let isAway = false;
      const tell = () => changed(window.document.visibilityState !== 'hidden' && !isAway);
      const leave = () => {
        isAway = true;
        tell();
      };
      let timer = window.setTimeout(leave, AWAY_AFTER_MS);
      const live = () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(leave, AWAY_AFTER_MS);
        if (!isAway) return;
        isAway = false;
        tell();
      };
      const stop = new AbortController();
      const options = { signal: stop.signal, capture: true, passive: true };
      for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, live, options);
      window.document.addEventListener('visibilitychange', tell, options);
      return () => {
        stop.abort();
        window.clearTimeout(timer);
      };
    },
  };
}
