import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../kernel/clock.ts';
import { presenceOf } from './presence.ts';
import {
  at,
  END,
  foldAt,
  SETTINGS,
  START,
  storedBy,
  storingTimes,
  VISIT,
  type World,
  Worlds,
} from './simulated-visit.test-support.ts';
import { foldVisit } from './visit-fold.ts';

const check = (property: (world: World) => void, numRuns = 40) =>
  fc.assert(fc.property(Worlds, property), { numRuns });
/** No ending by emptiness: what a late fold finds is then what every earlier one was on the way to. */
const LASTING = { ...SETTINGS, endsAfterEmptyMs: 100 * HOUR_MS };
const everyTime = (world: World) =>
  [...storingTimes(world), ...Array.from({ length: END / 100 }, (_, n) => (n + 1) * 100)].toSorted(
    (a, b) => a - b,
  );
const states = ({ presences }: { presences: readonly { participantId: string; state: string }[] }) =>
  Object.fromEntries(presences.map(({ participantId, state }) => [participantId, state]));

it('finds the same in any order of the signals', () =>
  check((world) => {
    const { participants, signals } = storedBy(world, END);
    const shuffled = signals.toSorted((a, b) => a.key.localeCompare(b.key));
    expect(presenceOf(participants, shuffled, SETTINGS, at(END))).toEqual(
      presenceOf(participants, signals, SETTINGS, at(END)),
    );
  }));

it('finds the same states however late and in whatever order reports arrive', () =>
  check((world) => {
    const end = 2 * END; // every report has arrived
    const prompt = storedBy({ ...world, delays: [0] }, end);
    const late = storedBy(world, end);
    const known = ({ participants, signals }: typeof late) =>
      states(presenceOf(participants, signals, SETTINGS, at(end)));
    expect(known(late)).toEqual(known(prompt));
  }));

it('finds the same states from clocks that are two minutes apart', () =>
  check((world) => {
    const skewed = storedBy({ ...world, skew: { bot: -60, graph: 60 } }, END);
    const right = storedBy({ ...world, skew: { bot: 0, graph: 0 } }, END);
    const known = ({ participants, signals }: typeof right) =>
      states(presenceOf(participants, signals, SETTINGS, at(END)));
    expect(known(skewed)).toEqual(known(right));
  }));

it('knows what people really do from any one witness of the meeting, once reports have arrived', () =>
  check((world) => {
    if (world.missing === 'roster' || world.people.filter(({ role }) => role !== 'clinician').length > 1)
      return;
    const { participants, signals } = storedBy(world, END);
    const found = states(presenceOf(participants, signals, SETTINGS, at(END)));
    for (const { id, role, page, stays, sent } of world.people) {
      const stay = stays.at(-1);
      const pageOpen = page !== null && page.to >= END;
      if (stay === undefined) {
        const before = role === 'clinician' ? 'expected' : 'left';
        if (sent === null && (page === null || !page.silently))
          expect(found[id]).toBe(pageOpen ? 'waiting' : before);
        continue;
      }
      const gone = stay.left !== null || world.callEnds;
      expect([id, found[id]]).toEqual([id, gone ? (pageOpen ? 'waiting' : 'left') : 'in-meeting']);
    }
  }));

it('takes nobody who was handed over for gone when no witness of the meeting speaks', () =>
  check((world) => {
    const blind = { ...world, missing: 'roster' as const };
    const { participants, signals } = storedBy(blind, END);
    const found = states(presenceOf(participants, signals, SETTINGS, at(END)));
    for (const { id, sent } of blind.people)
      if (sent !== null) expect(['handed-over', 'unknown']).toContain(found[id]);
    const told = foldAt(blind, everyTime(blind), LASTING);
    const handedOver = new Map(blind.people.map(({ id, sent }) => [id, sent]));
    for (const fact of told.facts.filter(({ transition }) => transition === 'disconnected')) {
      const sent = handedOver.get(fact.participantId) ?? null;
      expect(sent === null || fact.at < at(sent)).toBe(true);
    }
  }));

it('claims nothing that no witness saw', () =>
  check((world) => {
    const times = everyTime(world);
    const { changes, facts } = foldAt(world, times);
    for (const { change, now } of changes) {
      const { participants, signals } = storedBy(world, (now.getTime() - START.getTime()) / 1_000);
      const guests = participants.filter(({ role }) => role === 'guest').map(({ id }) => id);
      for (const { participantId, state, since, beenInMeeting } of change.presences) {
        const own = signals.filter(
          (s) =>
            s.participantId === participantId ||
            s.participantId === null ||
            // An anonymous guest of this person's own entries.
            (guests.includes(s.participantId) && s.endpoint.startsWith(`${participantId}:`)),
        );
        const saw = (...kinds: string[]) => own.some(({ kind }) => kinds.includes(kind));
        if (state === 'in-meeting' || beenInMeeting) expect(saw('joined')).toBe(true);
        if (state === 'lobby') expect(saw('lobby')).toBe(true);
        if (state === 'waiting' || state === 'handed-over') expect(saw('here', 'launched')).toBe(true);
        if (state === 'left') expect(saw('left', 'closing', 'call-ended')).toBe(true);
        if (since !== null)
          expect(own.flatMap((s) => [s.at.getTime(), s.until.getTime()])).toContain(since.getTime());
        else expect(state).toBe('expected');
      }
    }
    const { signals } = storedBy(world, END);
    for (const fact of facts.filter(({ assumed }) => !assumed)) {
      const seen = signals.flatMap((s) => [s.at.getTime(), s.until.getTime()]);
      expect(seen).toContain(fact.at.getTime());
    }
  }, 15));

it('tells the EHR connects and disconnects in turn, at times that never run back, each by a key of its own', () =>
  check((world) => {
    for (const connectedMeans of ['waiting-room', 'meeting'] as const) {
      const { facts, last } = foldAt(world, everyTime(world), { ...SETTINGS, connectedMeans });
      expect(new Set(facts.map(({ key }) => key)).size).toBe(facts.length);
      for (const own of Map.groupBy(facts, ({ participantId }) => participantId).values()) {
        own.forEach((fact, n) => {
          expect(fact.transition).toBe(n % 2 === 0 ? 'connected' : 'disconnected');
          expect(fact.at.getTime()).toBeGreaterThanOrEqual(own[n - 1]?.at.getTime() ?? 0);
        });
        // The end of a visit closes everybody.
        if (last.endedAt !== null) expect(own.at(-1)?.transition).toBe('disconnected');
      }
    }
  }));

it('ends the same for who folds after every signal and for who folds only at the end', () =>
  check((world) => {
    const often = foldAt(world, [...everyTime(world), 2 * END], LASTING);
    if (often.changes.some(({ change, now }) => change.endedAt !== null && now < at(2 * END))) return;
    const once = foldAt(world, [2 * END], LASTING);
    expect(once.last.presences).toEqual(often.last.presences);
    const ends = ({ facts }: typeof once) =>
      Object.fromEntries(facts.map(({ participantId, transition }) => [participantId, transition]));
    expect(ends(once)).toEqual(ends(often));
  }));

it('closes everybody with the visit, as assumed where nobody saw them go', () =>
  check((world) => {
    const never = { ...LASTING, absentAfterMs: 100 * HOUR_MS };
    const { facts, last } = foldAt(world, [...everyTime(world), END + 200_000], never);
    expect(last.endedAt).not.toBeNull();
    const { participants } = storedBy(world, END);
    for (const { id } of participants.filter(({ knownToEhr }) => knownToEhr)) {
      const own = facts.filter(({ participantId }) => participantId === id);
      const state = last.presences.find(({ participantId }) => participantId === id)?.state;
      if (own.length > 0)
        expect(own.at(-1)).toMatchObject({
          transition: 'disconnected',
          assumed: state !== 'left',
        });
    }
  }));

it('raises one card a stay, and another only after a long absence', () =>
  check((world) => {
    const { arrivals, cards } = foldAt(world, everyTime(world), LASTING);
    expect(new Set(arrivals.map(({ id }) => id)).size).toBe(arrivals.length);
    for (const own of Map.groupBy(arrivals, ({ participantId }) => participantId).values()) {
      own.forEach(({ ordinal }, n) => {
        expect(ordinal).toBe(n + 1);
        const before = own[n - 1];
        if (before !== undefined) expect(before.goneAt).not.toBeNull();
      });
    }
    for (const { card } of cards) if (card.state !== 'waiting') expect(card.waitedMinutes).toBe(0);
    const patients = world.people.filter(({ page }) => page !== null).map(({ id }) => id);
    for (const id of patients) expect(arrivals.some(({ participantId }) => participantId === id)).toBe(true);
  }));

it('never asks to be woken at a time that has passed', () =>
  check((world) => {
    for (const { change, now } of foldAt(world, everyTime(world)).changes)
      if (change.nextFoldAt !== null) expect(change.nextFoldAt.getTime()).toBeGreaterThan(now.getTime());
  }, 40));

it('does not close at once a visit that is begun anew the day after', () => {
  const now = at(26 * 3_600);
  const launched = {
    key: 'l',
    participantId: 'c',
    source: 'staff',
    kind: 'launched',
    endpoint: 'l',
  } as const;
  const change = foldVisit({
    visit: { ...VISIT, segment: 2, scheduledStart: null, scheduledEnd: null },
    participants: [
      {
        id: 'c',
        visitId: VISIT.id,
        role: 'clinician',
        identity: 'c',
        entraObjectId: 'c',
        knownToEhr: true,
        number: 1,
      },
    ],
    signals: [{ ...launched, at: now, until: now, storedAt: now, number: 2 }],
    told: [],
    arrivals: [],
    foldedNumber: 1,
    settings: SETTINGS,
    now,
  });
  expect(change.endedAt).toBeNull();
  expect(change.nextFoldAt?.getTime()).toBeLessThanOrEqual(
    now.getTime() + SETTINGS.closesAfterMs + MINUTE_MS,
  );
});
