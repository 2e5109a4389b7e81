import { expect, it } from 'vitest';
import { createFormat } from './format.ts';
import { LOCALES, loadMessages, localeOf } from './locale.ts';

/** Every text of a language by its path; those that take values are given marks in their places. */
function textsOf(messages: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(messages) as [string, unknown][]) {
    if (typeof value === 'string') texts.set(path + key, value);
    else if (typeof value === 'function') texts.set(path + key, String(value('‹1›', '‹2›')));
    else for (const [below, text] of textsOf(value as object, `${path}${key}.`)) texts.set(below, text);
  }
  return texts;
}

const marksIn = (text: string) => text.match(/‹\d›/g)?.sort() ?? [];
const english = textsOf(await loadMessages['en-US']());

it.each(LOCALES)('%s has every text, with the same values in it', async (locale) => {
  const texts = textsOf(await loadMessages[locale]());
  expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
  for (const [path, text] of texts) {
    expect(text.trim(), path).not.toBe('');
    expect(marksIn(text), path).toEqual(marksIn(english.get(path) ?? ''));
  }
});

it.each(LOCALES.filter((locale) => locale !== 'en-US'))('%s leaves nothing in English', async (locale) => {
  const texts = textsOf(await loadMessages[locale]());
  const same = [...texts].filter(([path, text]) => english.get(path) === text).map(([path]) => path);
  expect(same).toEqual(locale === 'es-ES' ? ['device.no'] : []);
});

it('speaks the nearest language it knows', () => {
  expect(['es-MX', 'zh-TW', 'EN-gb', 'fr-FR'].map(localeOf)).toEqual(['es-ES', 'zh-CN', 'en-US', 'en-US']);
});

it('writes the time of today short, and any other with its day', () => {
  const noon = new Date(2026, 2, 2, 12).getTime();
  const format = createFormat({ locale: 'en-US', nowMs: () => noon });
  expect(format.time(noon).replace(/\s/g, ' ')).toBe('12:00 PM');
  expect(format.time(noon + 86_400_000)).toContain('Tuesday, March 3');
  expect(createFormat({ locale: 'es-ES', nowMs: () => noon }).time(noon)).toBe('12:00');
  expect(format.bitrate(12_345)).toContain('12 Mb');
});
