import type { VisitSession } from './visit-session.ts';

/**
 * Tells the session what the browser does with the page.
 *
 * @see {@link https://developer.chrome.com/docs/web-platform/page-lifecycle-api}
 */
export function followLifecycle(deps: {
  window: Window;
  session: VisitSession;
  /** The page came into view or went out of it. */
  onVisibility: (isVisible: boolean) => void;
}): void {
  const { window, session } = deps;
  const { document } = window;
  document.addEventListener('visibilitychange', () => {
    const isVisible = document.visibilityState === 'visible';
    if (isVisible) session.returned();
    deps.onVisibility(isVisible);
  });
  // A page that is kept for the back button may return whole; any other is gone.
  window.addEventListener('pagehide', (event) => (event.persisted ? session.paused() : session.closed()));
  window.addEventListener('pageshow', (event) => event.persisted && session.returned());
  document.addEventListener('freeze', () => session.paused());
  document.addEventListener('resume', () => session.returned());
  window.addEventListener('online', () => session.networkChanged());
  window.addEventListener('offline', () => session.networkChanged());
}
