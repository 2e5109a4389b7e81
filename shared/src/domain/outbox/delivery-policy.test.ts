import fc from 'fast-check';
import { expect, it } from 'vitest';
import { retryDelayMs } from './delivery-policy.ts';

it('waits a whole number of milliseconds, under a ceiling that doubles from one second to five minutes', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, random) => {
        const delay = retryDelayMs(attempt, random);
        expect(Number.isSafeInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThan(Math.min(1_000 * 2 ** Math.min(attempt - 1, 20), 300_000));
      },
    ),
  ));

it.each([0, -1, 1.5, Number.NaN])('refuses the attempt %d', (attempt) => {
  expect(() => retryDelayMs(attempt, 0)).toThrow(RangeError);
});
