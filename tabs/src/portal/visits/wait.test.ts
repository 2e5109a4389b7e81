import { expect, it } from 'vitest';
import { waitOf } from './wait.ts';

const SINCE = '2026-03-02T09:00:00.000Z';
const minutes = (count: number) => Date.parse(SINCE) + count * 60_000;

it('counts from when the longest-waiting patient began to wait', () => {
  expect(waitOf({ state: 'waiting', waitingSince: SINCE }, minutes(4))).toEqual({
    ms: 240_000,
    isLong: false,
  });
});

it('stands out from ten minutes on', () => {
  expect(waitOf({ state: 'waiting', waitingSince: SINCE }, minutes(10) - 1)?.isLong).toBe(false);
  expect(waitOf({ state: 'waiting', waitingSince: SINCE }, minutes(10))?.isLong).toBe(true);
});

it('is never negative, where clocks disagree', () => {
  expect(waitOf({ state: 'waiting', waitingSince: SINCE }, minutes(-3))?.ms).toBe(0);
});

it('is nothing when nobody waits, or the visit is over', () => {
  expect(waitOf({ state: 'in-progress', waitingSince: null }, minutes(1))).toBeNull();
  expect(waitOf({ state: 'ended', waitingSince: SINCE }, minutes(1))).toBeNull();
});
