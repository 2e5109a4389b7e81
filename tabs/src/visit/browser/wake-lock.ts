/** Keeps a phone's screen on while somebody waits in front of it. */
export interface WakeLock {
  /** Says whether the screen shall stay on; safe to say again at any time. */
  want(isWanted: boolean): void;
}

/** @param lock undefined in browsers without the Screen Wake Lock API: there the screen goes dark as ever. */
export function createWakeLock(deps: { lock: Pick<globalThis.WakeLock, 'request'> | undefined }): WakeLock {
  let isWanted = false;
  let held: WakeLockSentinel | null = null;
  let isAsking = false;

  async function settle(): Promise<void> {
    if (deps.lock === undefined || isAsking) return;
    if (!isWanted) {
      await held?.release();
      held = null;
      return;
    }
    if (held !== null && !held.released) return;
    isAsking = true;
    try {
      held = await deps.lock.request('screen');
    } catch {
      // Low battery, or the page is hidden: the browser decides, and the visit goes on without.
      held = null;
    }
    isAsking = false;
    if (!isWanted) await settle();
  }

  return {
    want(wanted) {
      isWanted = wanted;
      void settle();
    },
  };
}
