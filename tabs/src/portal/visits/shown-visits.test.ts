import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf, sampleVisit } from '../testing/sample-visits.ts';
import { type ShownVisits, withBoard, withVisit } from './shown-visits.ts';

const RANGE = { from: new Date('2026-03-02T00:00:00.000Z'), to: new Date('2026-03-03T00:00:00.000Z') };
const NOON = Date.parse('2026-03-02T12:00:00.000Z');
const NOBODY: ShownVisits = new Map();
const atNine = (version: number, number = 1) =>
  sampleVisit({ number, version, startsAt: '2026-03-02T09:00:00.000Z' });
const versions = (shown: ShownVisits) => [...shown.values()].map(({ id, version }) => [id, version]);
const never = () => false;

describe('an event', () => {
  it('shows the newest version, in whatever order and however often events come', () => {
    const events = [1, 2].flatMap((number) => [1, 2, 3, 4].map((version) => atNine(version, number)));
    fc.assert(
      fc.property(fc.shuffledSubarray([...events, ...events], { minLength: 16 }), (heard) => {
        const shown = heard.reduce((before, visit) => withVisit(before, visit, RANGE, NOON), NOBODY);
        expect(versions(shown).sort()).toEqual([
          [idOf(1), 4],
          [idOf(2), 4],
        ]);
      }),
    );
  });

  it('changes nothing when it is older than what is shown', () => {
    const shown = withVisit(NOBODY, atNine(3), RANGE, NOON);
    expect(withVisit(shown, atNine(2), RANGE, NOON)).toBe(shown);
    expect(withVisit(shown, atNine(3), RANGE, NOON)).toBe(shown);
  });

  it('of another day is not shown', () => {
    const tomorrow = sampleVisit({ number: 1, startsAt: '2026-03-03T00:00:00.000Z' });
    expect(withVisit(NOBODY, tomorrow, RANGE, NOON)).toBe(NOBODY);
  });

  it('that moves the visit to another day takes it off the board', () => {
    const shown = withVisit(NOBODY, atNine(1), RANGE, NOON);
    const moved = sampleVisit({ number: 1, version: 2, startsAt: '2026-03-04T09:00:00.000Z' });
    expect(withVisit(shown, moved, RANGE, NOON).size).toBe(0);
  });

  it('of an unscheduled visit is shown on the day it is heard of', () => {
    const unscheduled = sampleVisit({ number: 1 });
    expect(withVisit(NOBODY, unscheduled, RANGE, NOON).size).toBe(1);
    expect(withVisit(NOBODY, unscheduled, RANGE, RANGE.to.getTime()).size).toBe(0);
  });
});

describe('a fetched board', () => {
  it('does not bring back an older version than an event has shown', () => {
    const shown = withVisit(NOBODY, atNine(5), RANGE, NOON);
    expect(versions(withBoard(shown, [atNine(4)], never))).toEqual([[idOf(1), 5]]);
    expect(versions(withBoard(shown, [atNine(6)], never))).toEqual([[idOf(1), 6]]);
  });

  it('takes away what it no longer has, but not what became known after it was asked for', () => {
    const shown = [atNine(1, 1), atNine(1, 2)].reduce(
      (before, visit) => withVisit(before, visit, RANGE, NOON),
      NOBODY,
    );
    expect(versions(withBoard(shown, [], (id) => id === idOf(2)))).toEqual([[idOf(2), 1]]);
  });
});
