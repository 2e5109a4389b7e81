import { createBrowserHost } from './browser-host.ts';
import type { Host } from './host.ts';

/**
 * Finds out where the portal runs.
 *
 * teams-js is loaded only where a Teams client can be: in a frame, or in the web view of a Teams mobile app
 * (`nativeInterface`). Elsewhere it would refuse with "No Parent window found", or, in a window that another
 * page opened, wait for an answer that never comes.
 */
export async function openHost(settings: {
  teamsOrigins: readonly string[];
  entraClientId: string;
  window: Window;
}): Promise<Host> {
  const { window } = settings;
  if (window.parent === window.self && !('nativeInterface' in window)) return createBrowserHost(window);
  const { openTeamsHost } = await import('./teams-host.ts');
  return openTeamsHost({ origins: settings.teamsOrigins, entraClientId: settings.entraClientId, window });
}
