import { expect, it } from 'vitest';
import { createSearchLimit } from '../people/search-limit.ts';
import { createCheckTurns } from './check-turns.ts';

function clockOf() {
  let now = 0;
  return {
    clock: { now: () => new Date(now) },
    pass: (ms: number) => {
      now += ms;
    },
  };
}
const tooOften = expect.objectContaining({ code: 'asked-too-often' });

it('lets two checks of an organisation run at once, and a third when one has ended', () => {
  const turns = createCheckTurns(clockOf());
  const giveBack = turns.take('one');
  turns.take('one');
  expect(() => turns.take('one')).toThrow(tooOften);
  turns.take('another');
  giveBack();
  giveBack();
  turns.take('one');
  expect(() => turns.take('one')).toThrow(tooOften);
});

it('lets an organisation check twenty times an hour', () => {
  const { clock, pass } = clockOf();
  const turns = createCheckTurns({ clock });
  for (let count = 0; count < 20; count += 1) turns.take('one')();
  expect(() => turns.take('one')).toThrow(tooOften);
  turns.take('another')();
  pass(3_600_000 / 20);
  turns.take('one')();
  expect(() => turns.take('one')).toThrow(tooOften);
});

it('lets the directory be searched as fast as somebody types', () => {
  const { clock, pass } = clockOf();
  const limit = createSearchLimit({ clock });
  for (let count = 0; count < 20; count += 1) limit.take('me');
  expect(() => limit.take('me')).toThrow(tooOften);
  limit.take('somebody else');
  pass(1_000);
  for (let count = 0; count < 10; count += 1) limit.take('me');
  expect(() => limit.take('me')).toThrow(tooOften);
});
