import { enUs } from './en-us.ts';
import type { Messages } from './messages.ts';

export const LOCALES = ['en-US', 'zh-CN', 'es-ES'] as const;
export type Locale = (typeof LOCALES)[number];

/**
 * The language of ours nearest to the one asked for: `es-MX` is answered in Spanish, any Chinese in simplified
 * Chinese, what we do not speak in English.
 *
 * @param tag a BCP 47 tag, in any case.
 */
export function localeFor(tag: string): Locale {
  const language = tag.toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale.startsWith(`${language}-`)) ?? 'en-US';
}

/** Loads a language; English is always there, also when nothing else can be loaded. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  switch (locale) {
    case 'en-US':
      return enUs;
    case 'zh-CN':
      return (await import('./zh-cn.ts')).zhCn;
    case 'es-ES':
      return (await import('./es-es.ts')).esEs;
  }
}
