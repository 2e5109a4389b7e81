import { useCallback, useEffect, useState } from 'react';
import type { Host } from '../host/host.ts';
import { enUs } from '../i18n/en-us.ts';
import { createI18n, type I18n } from '../i18n/i18n.ts';
import { loadMessages, localeFor } from '../i18n/locale.ts';
import { failureOf } from '../session/api.ts';
import type { Failure } from '../session/failure.ts';
import { type Session, startHost, startSession } from '../session/session.ts';

/** How far the portal has come. The host is known before the user is: it gives theme and language. */
export type Startup =
  | { readonly state: 'loading'; readonly host: Host | null }
  | { readonly state: 'failed'; readonly host: Host | null; readonly failure: Failure }
  | { readonly state: 'ready'; readonly host: Host; readonly session: Session };

export function useStartup(): { startup: Startup; i18n: I18n; restart: () => void } {
  const [startup, setStartup] = useState<Startup>({ state: 'loading', host: null });
  const [i18n, setI18n] = useState(() => createI18n('en-US', enUs));
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt starts everything anew
  useEffect(() => {
    let isCurrent = true;
    const speak = async (tag: string): Promise<void> => {
      const locale = localeFor(tag);
      const messages = await loadMessages(locale).catch(() => null);
      if (isCurrent && messages) setI18n(createI18n(locale, messages));
    };
    const start = async (): Promise<void> => {
      let host: Host | null = null;
      try {
        setStartup({ state: 'loading', host });
        // What may be said before the host is known is said in the browser's language.
        const [found] = await Promise.all([startHost(window), speak(window.navigator.language)]);
        host = found;
        await speak(found.locale);
        if (isCurrent) setStartup({ state: 'loading', host });
        const session = await startSession(found, window);
        if (isCurrent) setStartup({ state: 'ready', host: found, session });
      } catch (error) {
        if (isCurrent) setStartup({ state: 'failed', host, failure: failureOf(error) });
      }
      host?.shown();
    };
    void start();
    return () => {
      isCurrent = false;
    };
  }, [attempt]);

  return { startup, i18n, restart: useCallback(() => setAttempt((count) => count + 1), []) };
}
