import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textDiff, withVisibleBlanks } from './text-diff.ts';

const sideOf = (side: 'expected' | 'found', expected: string, found: string) =>
  textDiff(expected, found)
    .filter(({ of }) => of === 'both' || of === side)
    .map(({ text }) => text)
    .join('');

describe('the difference of two texts', () => {
  it('marks what is missing and what is too much', () => {
    expect(textDiff('sessionId=%CSN%', 'sessionid=%CSN% ')).toEqual([
      { of: 'both', text: 'session' },
      { of: 'expected', text: 'I' },
      { of: 'found', text: 'i' },
      { of: 'both', text: 'd=%CSN%' },
      { of: 'found', text: ' ' },
    ]);
  });

  it('is nothing but what both have when they are the same', () => {
    expect(textDiff('abc', 'abc')).toEqual([{ of: 'both', text: 'abc' }]);
    expect(textDiff('', '')).toEqual([]);
  });

  it('can be read as either of the two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (expected, found) => {
        expect(sideOf('expected', expected, found)).toBe(expected);
        expect(sideOf('found', expected, found)).toBe(found);
      }),
    );
  });

  it('does not pick single letters out of what is another text altogether', () => {
    expect(textDiff('id=%CSN%', 'id=%CONFERENCEID%').map(({ of, text }) => `${of}: ${text}`)).toEqual([
      'both: id=%C',
      'expected: SN',
      'found: ONFERENCEID',
      'both: %',
    ]);
  });

  it('is found at once for very long texts too', () => {
    const [expected, found] = [`a${'x'.repeat(8_000)}b`, `a${'y'.repeat(8_000)}b`];
    expect(textDiff(expected, found).map(({ of }) => of)).toEqual(['both', 'expected', 'found', 'both']);
  });
});

it('shows blanks as signs', () => {
  expect(withVisibleBlanks('a b\tc\nd\u00a0e\u200bf')).toBe('a␣b⇥c↵d⍽e[U+200B]f');
});
