import { expect, it } from 'vitest';
import { preferredLanguage } from './languages.ts';

it.each([
  [undefined, 'en-US'],
  ['', 'en-US'],
  ['fr-FR', 'en-US'],
  ['es', 'es-ES'],
  ['es-MX,en;q=0.5', 'es-ES'],
  ['ES-ar', 'es-ES'],
  ['zh-Hans-CN', 'zh-CN'],
  ['en-GB;q=0.4, zh;q=0.8, es;q=0.6', 'zh-CN'],
  ['fr, es;q=0, en;q=0.1', 'en-US'],
  ['es;q=nonsense, zh', 'zh-CN'],
  ['*', 'en-US'],
  [',;q=,'.repeat(10_000), 'en-US'],
])('answers %j in %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
