import { expect, it } from 'vitest';
import { chromeIntent, handoverCodeIn, handoverLink } from './handover-link.ts';

const page = new URL('https://visits.example/visit/5d1c?utm=x');

it('carries the code where browsers do not send it, and reads it there', () => {
  const link = handoverLink(page, 'a+b/c=');
  expect(link).toBe('https://visits.example/visit/5d1c#h=a%2Bb%2Fc%3D');
  expect(handoverCodeIn(new URL(link))).toBe('a+b/c=');
  expect(handoverCodeIn(page)).toBeNull();
});

it('asks Android for Chrome, with the whole link as data and as way out', () => {
  const link = handoverLink(page, 'once');
  const intent = chromeIntent(link);
  // Read as Android reads it: the data is what stands before the last '#'.
  const [data, extras] = [
    intent.slice(0, intent.lastIndexOf('#')),
    intent.slice(intent.lastIndexOf('#') + 1),
  ];
  const parts = extras.split(';');
  expect(data.replace('intent:', 'https:')).toBe(link);
  expect(parts).toEqual([
    'Intent',
    'scheme=https',
    'package=com.android.chrome',
    `S.browser_fallback_url=${encodeURIComponent(link)}`,
    'end',
  ]);
});
