import type { Messages } from './messages.ts';

export const LOCALES = ['en-US', 'es-ES', 'zh-CN'] as const;
export type Locale = (typeof LOCALES)[number];

/** How each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = {
  'en-US': 'English',
  'es-ES': 'Español',
  'zh-CN': '中文',
};

/** The texts of a language, fetched alone: a patient's phone loads one language, not three. */
export const loadMessages: Readonly<Record<Locale, () => Promise<Messages>>> = {
  'en-US': async () => (await import('./en-us.ts')).enUs,
  'es-ES': async () => (await import('./es-es.ts')).esEs,
  'zh-CN': async () => (await import('./zh-cn.ts')).zhCn,
};

export function localeOf(language: string): Locale {
  return LOCALES.find((locale) => locale.slice(0, 2) === language.slice(0, 2).toLowerCase()) ?? 'en-US';
}
