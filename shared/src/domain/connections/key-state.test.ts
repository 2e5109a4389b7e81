import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addMs, HOUR_MS } from '../kernel/clock.ts';
import { keyStates } from './key-state.ts';

describe('the states of keys', () => {
  const now = new Date('2026-03-10T00:00:00Z');
  const key = (ageHours: number, algorithm: 'ES384' | 'RS384' = 'ES384') => ({
    kid: randomUUID(),
    algorithm,
    createdAt: addMs(now, -ageHours * HOUR_MS),
  });

  it.each([
    ['the first key, which signs at once', [key(0)], ['signing']],
    ['a first key and its early successor', [key(1), key(2)], ['upcoming', 'signing']],
    ['a key of an algorithm that a draft asks for', [key(1, 'RS384'), key(100)], ['upcoming', 'signing']],
    ['a key of an algorithm that was used before', [key(50), key(100, 'RS384')], ['signing', 'retiring']],
    ['no key yet of the algorithm', [key(100, 'RS384')], ['upcoming']],
  ])('%s', (_what, keys, expected) => {
    expect(keyStates(keys, 'ES384', now).map(({ state }) => state)).toEqual(expected);
  });
});
