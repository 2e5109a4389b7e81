import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSealer } from './sealer.ts';

const first = { id: '2026-01', key: randomBytes(32) };
const second = { id: '2026-02', key: randomBytes(32) };

it('opens what it sealed, and never seals the same value alike', () => {
  const sealer = createSealer([first]);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (value, context) => {
      const sealed = sealer.seal(value, context);
      expect(sealer.open(sealed, context)).toBe(value);
      expect(sealed.equals(sealer.seal(value, context))).toBe(false);
    }),
  );
});

it('opens nothing in which one bit was changed', () => {
  const sealer = createSealer([first]);
  const sealed = sealer.seal('secret', 'visits.join_url:1');
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => sealer.open(changed, 'visits.join_url:1')).toThrow();
  }
  for (let length = 0; length < sealed.length; length += 1)
    expect(() => sealer.open(sealed.subarray(0, length), 'visits.join_url:1')).toThrow();
});

it('opens nothing that was moved to another row', () => {
  const sealer = createSealer([first]);
  expect(() => sealer.open(sealer.seal('secret', 'visits.join_url:1'), 'visits.join_url:2')).toThrow();
});

it('seals with the newest key and opens with every one that is configured', () => {
  const old = createSealer([first]).seal('kept', 'c');
  const rotated = createSealer([second, first]);
  expect(rotated.open(old, 'c')).toBe('kept');
  const fresh = rotated.seal('new', 'c');
  expect(createSealer([second]).open(fresh, 'c')).toBe('new');
  expect(() => createSealer([first]).open(fresh, 'c')).toThrow('not configured');
});

it('refuses keys it could not use', () => {
  expect(() => createSealer([])).toThrow(RangeError);
  expect(() => createSealer([{ id: 'x'.repeat(256), key: randomBytes(32) }])).toThrow(RangeError);
});
