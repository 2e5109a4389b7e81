import { expect, it } from 'vitest';
import { reconnectDelay } from './reconnect-delay.ts';

it('doubles up to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map((failures) => reconnectDelay(failures, 0))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000,
  ]);
});

it('spreads tabs over the second half of the time', () => {
  expect(reconnectDelay(60, 0.999_999)).toBeLessThan(30_000);
  expect(reconnectDelay(1, 0.5)).toBe(750);
});
