import { describe, expect, it } from 'vitest';
import { enUs } from './en-us.ts';
import { createI18n } from './i18n.ts';
import { LOCALES, loadMessages, localeFor } from './locale.ts';
import type { MessageKey } from './messages.ts';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe.each(LOCALES)('%s', async (locale) => {
  const messages = await loadMessages(locale);
  const i18n = createI18n(locale, messages);

  it('has every text, with the same blanks to fill', () => {
    expect(Object.keys(messages)).toEqual(Object.keys(enUs));
    for (const key of Object.keys(enUs) as MessageKey[]) {
      expect(messages[key].trim(), key).not.toBe('');
      expect(placeholders(messages[key]), key).toEqual(placeholders(enUs[key]));
    }
  });

  it('leaves no blank unfilled', () => {
    const said = [
      i18n.t('failure.reference', { reference: 'abc' }),
      i18n.plural('visits.count', 1),
      i18n.plural('visits.count', 2_000),
      i18n.since(new Date(0), 7_200_000),
      i18n.duration(3_900_000),
    ];
    for (const text of said) expect(text).not.toMatch(/[{}]/);
  });
});

it('translates: no text of another language is the English one but for the same words', async () => {
  const isSame = async (locale: 'es-ES' | 'zh-CN') => {
    const messages = await loadMessages(locale);
    return (Object.keys(enUs) as MessageKey[]).filter((key) => messages[key] === enUs[key]);
  };
  expect(await isSame('zh-CN')).toEqual(['connection.kind']);
  expect(await isSame('es-ES')).toEqual([
    'account.roles',
    'role.Auditor',
    'connection.kind',
    'content.no',
    'pasted.tokenOf',
  ]);
});

it('answers in the nearest language it speaks', () => {
  expect(['es-MX', 'ES', 'zh-Hant-TW', 'zh-cn', 'en-gb', 'de-DE', ''].map(localeFor)).toEqual([
    'es-ES',
    'es-ES',
    'zh-CN',
    'zh-CN',
    'en-US',
    'en-US',
    'en-US',
  ]);
});

describe('times', () => {
  const { since, duration, plural } = createI18n('en-US', enUs);
  const at = new Date('2026-03-02T09:00:00.000Z');
  const later = (minutes: number) => at.getTime() + minutes * 60_000;

  it('are said to the minute, and by the clock from an hour on', () => {
    expect(since(at, later(0.9))).toBe('just now');
    expect(since(at, later(-5))).toBe('just now');
    expect(since(at, later(12))).toBe('12m ago');
    expect(since(at, later(60))).toMatch(/^since \d{1,2}:00/);
  });

  it('are measured in hours and minutes', () => {
    expect([30_000, 60_000, 3_600_000, 3_900_000].map(duration)).toEqual([
      'under 1 min',
      '1 min',
      '1 hr',
      '1 hr, 5 min',
    ]);
  });

  it('are counted as the language does', () => {
    expect([0, 1, 2].map((count) => plural('visits.count', count))).toEqual([
      '0 visits',
      '1 visit',
      '2 visits',
    ]);
  });
});
