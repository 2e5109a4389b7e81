import { createFormat, type Format } from './messages/format.ts';
import { LOCALES, type Locale, loadMessages, localeOf } from './messages/locale.ts';
import type { Messages } from './messages/messages.ts';

/** The language the page speaks now. */
export interface PageLanguage {
  current(): { readonly locale: Locale; readonly text: Messages; readonly format: Format };
  /** Changes it, for this tab and as long as the tab lives. */
  choose(locale: Locale): Promise<void>;
}

const KEPT_AS = 'language';

/** Begins with the language chosen before in this tab, else with that of the page the service sent. */
export async function openPageLanguage(deps: {
  document: Document;
  storage: Storage;
  nowMs: () => number;
}): Promise<PageLanguage> {
  const root = deps.document.documentElement;
  const kept = LOCALES.find((locale) => locale === deps.storage.getItem(KEPT_AS));
  const speak = async (locale: Locale) => {
    const text = await loadMessages[locale]();
    root.lang = locale;
    return { locale, text, format: createFormat({ locale, nowMs: deps.nowMs }) };
  };
  let current = await speak(kept ?? localeOf(root.lang));
  return {
    current: () => current,
    async choose(locale) {
      current = await speak(locale);
      deps.storage.setItem(KEPT_AS, locale);
    },
  };
}
