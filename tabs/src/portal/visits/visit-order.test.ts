import fc from 'fast-check';
import { expect, it } from 'vitest';
import { idOf, sampleVisit } from '../testing/sample-visits.ts';
import { inOrder } from './visit-order.ts';

const MORNING = [
  sampleVisit({ number: 1, startsAt: '2026-03-02T09:00:00.000Z' }),
  sampleVisit({ number: 2, startsAt: '2026-03-02T08:00:00.000Z' }),
  sampleVisit({ number: 3, startsAt: '2026-03-02T10:00:00.000Z', waitingSince: '2026-03-02T09:55:00.000Z' }),
  sampleVisit({ number: 4, startsAt: '2026-03-02T11:00:00.000Z', waitingSince: '2026-03-02T09:40:00.000Z' }),
  sampleVisit({ number: 5, startsAt: null }),
  sampleVisit({
    number: 6,
    state: 'ended',
    startsAt: '2026-03-02T07:00:00.000Z',
    waitingSince: '2026-03-02T06:00:00.000Z',
  }),
];

it('puts the longest wait first, then goes by time, and the unscheduled last', () => {
  expect(inOrder(MORNING).map(({ id }) => id)).toEqual([4, 3, 6, 2, 1, 5].map(idOf));
});

it('does not depend on the order in which visits became known', () => {
  const expected = inOrder(MORNING);
  fc.assert(
    fc.property(fc.shuffledSubarray(MORNING, { minLength: MORNING.length }), (shuffled) => {
      expect(inOrder(shuffled)).toEqual(expected);
    }),
  );
});
