import { app } from '@microsoft/teams-js';
import { type Host, HostSilent, type HostTheme } from './host.ts';
import type { TeamsCredential } from './teams-credential.ts';

/** teams-js itself waits for a minute; nobody looks at an empty tab that long. */
const HOST_ANSWER_MS = 15_000;

/**
 * The Teams client around the tab.
 *
 * @throws {HostSilent} when the frame's parent is no Teams client.
 * @see {@link https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/using-teams-client-library}
 */
export async function openTeamsHost(settings: {
  /** Origins accepted as a host besides those teams-js knows. */
  origins: readonly string[];
  entraClientId: string;
  window: Window;
}): Promise<Host> {
  const context = await answerOf(async () => {
    await app.initialize([...settings.origins]);
    return app.getContext();
  });
  const listeners = new Set<() => void>();
  let theme = themeOf(context.app.theme);
  app.registerOnThemeChangeHandler((name) => {
    theme = themeOf(name);
    for (const listener of listeners) listener();
  });
  let credential: Promise<TeamsCredential> | undefined;
  const openCredential = async (): Promise<TeamsCredential> => {
    // TeamsFx brings a whole MSAL with it: only a Teams user loads it, beside the first request.
    const { createTeamsCredential } = await import('./teams-credential.ts');
    const signInUrl = new URL('/signin', settings.window.location.origin);
    return createTeamsCredential({ clientId: settings.entraClientId, signInUrl });
  };
  return {
    kind: 'teams',
    locale: context.app.locale,
    subPageId: context.page.subPageId || null,
    theme: {
      current: () => theme,
      subscribe: (changed) => {
        listeners.add(changed);
        return () => listeners.delete(changed);
      },
    },
    authorization: async (request) => {
      credential ??= openCredential();
      return `Bearer ${await (await credential).token(request)}`;
    },
    openLink: async (url) => {
      try {
        await app.openLink(url.href);
      } catch {
        // A client without link support still lets a frame open a window.
        settings.window.open(url, '_blank', 'noopener');
      }
    },
    shown: () => {
      app.notifyAppLoaded();
      void app.notifySuccess();
    },
  };
}

async function answerOf<T>(ask: () => Promise<T>): Promise<T> {
  const silence = Promise.withResolvers<never>();
  const timer = setTimeout(() => silence.reject(new HostSilent(undefined)), HOST_ANSWER_MS);
  try {
    return await Promise.race([ask(), silence.promise]);
  } catch (error) {
    throw error instanceof HostSilent ? error : new HostSilent(error);
  } finally {
    clearTimeout(timer);
  }
}

function themeOf(name: string): HostTheme {
  return name === 'dark' || name === 'contrast' ? name : 'default';
}
