import { expect, it } from 'vitest';
import { createLaunchLimit } from './launch-limit.ts';

function limited() {
  let now = 0;
  const limit = createLaunchLimit({ clock: { now: () => new Date(now) } });
  const taken = (connection: string, most: number) => {
    for (let count = 0; count < most; count += 1) {
      try {
        limit.take(connection);
      } catch {
        return count;
      }
    }
    return most;
  };
  return {
    taken,
    limit,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

it('lets a morning’s burst pass, then as many as are begun in an hour of rush', () => {
  const { taken, limit, pass } = limited();
  expect(taken('a', 1_000)).toBe(300);
  expect(() => limit.take('a')).toThrow(expect.objectContaining({ code: 'launch-rate-limited' }));
  pass(1_000);
  expect(taken('a', 1_000)).toBe(50);
  pass(3_600_000);
  expect(taken('a', 1_000)).toBe(300);
});

it('counts each connection for itself', () => {
  const { taken } = limited();
  expect(taken('a', 1_000)).toBe(300);
  expect(taken('b', 1_000)).toBe(300);
});

it('keeps what it remembers small, whatever ids are invented', () => {
  const { taken, limit } = limited();
  taken('busy', 1_000);
  for (let count = 0; count < 9_999; count += 1) limit.take(`invented-${count}`);
  expect(() => limit.take('busy')).toThrow('too many');
  limit.take('one-more');
  limit.take('and-another');
  expect(taken('busy', 1)).toBe(1);
});
