import { expect, it } from 'vitest';
import { dayAfter, dayOf, isDay, rangeOf } from './day.ts';

it('runs from one midnight of the user to the next', () => {
  const { from, to } = rangeOf('2026-03-08');
  expect([from.getHours(), to.getHours()]).toEqual([0, 0]);
  expect(dayOf(from)).toBe('2026-03-08');
  expect(dayOf(new Date(to.getTime() - 1))).toBe('2026-03-08');
  expect(dayOf(to)).toBe('2026-03-09');
});

it('steps over the ends of months and years', () => {
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(dayAfter('2028-03-01', -1)).toBe('2028-02-29');
});

it('takes only days that exist', () => {
  expect(isDay('2026-02-28')).toBe(true);
  for (const text of ['2026-02-30', '2026-2-3', 'today', '']) expect(isDay(text)).toBe(false);
});
