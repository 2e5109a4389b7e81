import fc from 'fast-check';
import type { Arrival } from '../arrivals/arrival.ts';
import type { ConnectionSettings } from '../connections/connection.ts';
import { addMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/clock.ts';
import type { Fact } from '../writeback/fact.ts';
import type { Told } from '../writeback/ledger.ts';
import type { Participant } from './participant.ts';
import type { Signal, StoredSignal } from './signal.ts';
import type { Visit } from './visit.ts';
import { type FoldChange, foldVisit } from './visit-fold.ts';

/*
 * People who really do things, and witnesses who report it: each by its own clock, late, twice or not at all.
 * Times are whole seconds after START unless they are dates.
 */
export const START = new Date('2026-03-02T09:00:00Z');
export const at = (seconds: number): Date => addMs(START, seconds * SECOND_MS);
/** When everybody has stopped doing anything and every report has arrived. */
export const END = 3_000;
const HEARTBEAT = 20;

export const SETTINGS: ConnectionSettings = {
  opensBeforeMs: HOUR_MS,
  closesAfterMs: 4 * HOUR_MS,
  notifyBeforeMs: 30 * MINUTE_MS,
  connectedMeans: 'waiting-room',
  absentAfterMs: MINUTE_MS,
  endsAfterEmptyMs: 10 * MINUTE_MS,
  pageSilentAfterMs: 90 * SECOND_MS,
  rearrivesAfterMs: 5 * MINUTE_MS,
  fallback: null,
  departments: [],
  helpContact: '',
};

export const VISIT: Visit = {
  organizationId: 'organisation',
  id: 'visit',
  connectionId: 'connection',
  sessionKey: 'key',
  kind: 'single',
  scheduledStart: START,
  scheduledEnd: at(HOUR_MS / SECOND_MS),
  departmentId: null,
  appointmentId: null,
  encounterId: null,
  practitioners: [],
  segment: 1,
  createdAt: START,
  endedAt: null,
  room: {
    organizer: 'organizer',
    meetingId: null,
    threadId: null,
    securedAt: null,
    presenters: [],
    botInstalledAt: null,
  },
  version: 1,
};

interface Stay {
  readonly lobby: number;
  readonly joined: number;
  readonly left: number | null;
}

/** What one person really does. */
export interface Person {
  readonly id: string;
  readonly role: 'clinician' | 'patient' | 'proxy';
  /** The page is open from … to; closed with a word, or silently. */
  readonly page: { readonly from: number; readonly to: number; readonly silently: boolean } | null;
  /** When handed over, or for a clinician sent, to the meeting. */
  readonly sent: number | null;
  readonly stays: readonly Stay[];
}

export interface World {
  readonly people: readonly Person[];
  /** Whether everybody is gone at last and the call ends. */
  readonly callEnds: boolean;
  readonly skew: { readonly bot: number; readonly graph: number };
  readonly missing: 'bot' | 'graph' | 'roster' | null;
  /** Delays of reports, used in turn; a report is also repeated after the next delay. */
  readonly delays: readonly number[];
}

const Stays = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 5, max: 200 }),
      lobby: fc.integer({ min: 5, max: 120 }),
      stay: fc.integer({ min: 5, max: 400 }),
    }),
    { maxLength: 3 },
  )
  .map((parts) => (from: number): Stay[] => {
    let now = from;
    return parts.map(({ gap, lobby, stay }) => {
      const begun = now + gap;
      now = begun + lobby + stay;
      return { lobby: begun, joined: begun + lobby, left: now };
    });
  });

const person = (id: string, role: Person['role']): fc.Arbitrary<Person> =>
  fc
    .record({
      from: fc.integer({ min: 10, max: 500 }),
      lasts: fc.oneof(fc.integer({ min: 10, max: 2_200 }), fc.constant(2 * END)),
      silently: fc.boolean(),
      sendsAfter: fc.option(fc.integer({ min: 5, max: 200 }), { freq: 4 }),
      stays: Stays,
      remains: fc.boolean(),
    })
    .map(({ from, lasts, silently, sendsAfter, stays, remains }) => {
      const sent = sendsAfter === null ? null : from + sendsAfter;
      const all = sent === null ? [] : stays(sent);
      const last = all.at(-1);
      return {
        id,
        role,
        // Handing over is done from the page.
        page: role === 'clinician' ? null : { from, to: Math.max(from + lasts, sent ?? 0), silently },
        sent,
        stays: remains && last !== undefined ? [...all.slice(0, -1), { ...last, left: null }] : all,
      };
    });

export const Worlds: fc.Arbitrary<World> = fc
  .record({
    clinicians: fc.integer({ min: 1, max: 2 }),
    patients: fc.integer({ min: 0, max: 2 }),
    callEnds: fc.boolean(),
    skew: fc.record({ bot: fc.integer({ min: -60, max: 60 }), graph: fc.integer({ min: -60, max: 60 }) }),
    missing: fc.constantFrom(null, 'bot', 'graph', 'roster'),
    delays: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 12 }),
  })
  .chain(({ clinicians, patients, ...rest }) =>
    fc
      .tuple(
        ...Array.from({ length: clinicians }, (_, n) => person(`clinician-${n}`, 'clinician')),
        ...Array.from({ length: patients }, (_, n) => person(`patient-${n}`, n === 0 ? 'patient' : 'proxy')),
      )
      .map((people) => ({ ...rest, people })),
  );

interface Report extends Signal {
  readonly arrives: number;
  /** The guest whom the signal makes a participant when it is the first of them. */
  readonly guest: string | null;
}

function reports(world: World): readonly Report[] {
  let turn = 0;
  const delay = () => world.delays[turn++ % world.delays.length] ?? 0;
  const all: Report[] = [];
  const page = (participantId: string, kind: Signal['kind'], time: number, endpoint: string) =>
    all.push({
      key: `${kind}:${participantId}:${time}`,
      participantId,
      source: kind === 'launched' ? 'staff' : 'page',
      kind,
      endpoint,
      at: at(time),
      until: at(time),
      arrives: time,
      guest: null,
    });
  const roster = (
    source: 'bot' | 'graph',
    who: string | null,
    kind: Signal['kind'],
    time: number,
    endpoint: string,
    isGuest: boolean,
  ) => {
    if (world.missing === source || world.missing === 'roster') return;
    if (source === 'bot' && kind === 'lobby') return; // as in Teams
    const seenAt = at(time + world.skew[source]);
    const participantId = isGuest ? `guest:${source}:${endpoint}` : who;
    const key = `${source}:${endpoint}:${kind}:${time}`;
    const signal = { key, participantId, source, kind, endpoint, at: seenAt, until: seenAt };
    const guest = isGuest ? participantId : null;
    for (let times = 0; times < 2; times += 1) all.push({ ...signal, guest, arrives: time + delay() });
  };
  let last = 0;
  for (const { id, role, page: open, sent, stays } of world.people) {
    if (open !== null) {
      for (let time = open.from; time <= open.to; time += HEARTBEAT) page(id, 'here', time, `page:${id}`);
      if (!open.silently) page(id, 'closing', open.to + 1, `page:${id}`);
    }
    if (sent !== null) page(id, role === 'clinician' ? 'launched' : 'handed-over', sent, 'join');
    stays.forEach(({ lobby, joined, left }, n) => {
      for (const source of ['bot', 'graph'] as const) {
        const entry = `${id}:${n}`;
        const isGuest = role !== 'clinician';
        if (isGuest) roster(source, id, 'lobby', lobby, entry, true);
        roster(source, id, 'joined', joined, entry, isGuest);
        if (left !== null) roster(source, id, 'left', left, entry, isGuest);
        last = Math.max(last, left ?? joined);
      }
    });
  }
  if (world.callEnds)
    for (const source of ['bot', 'graph'] as const)
      roster(source, null, 'call-ended', last + 5, 'call', false);
  return all.toSorted((a, b) => a.arrives - b.arrives);
}

/** What has been stored at a time: each signal once, pages' heartbeats as stretches, guests when first heard of. */
export function storedBy(world: World, seconds: number, reported = reports(world)) {
  const signals = new Map<string, StoredSignal>();
  const stretches = new Map<string, string>();
  const participants: Participant[] = world.people.map(({ id, role }, index) => ({
    id,
    visitId: VISIT.id,
    role,
    identity: id,
    entraObjectId: role === 'clinician' ? id : null,
    knownToEhr: true,
    number: index + 1,
  }));
  let number = participants.length;
  for (const { arrives, guest, ...signal } of reported) {
    if (arrives > seconds) break;
    if (guest !== null && !participants.some(({ id }) => id === guest)) {
      number += 1;
      participants.push({
        id: guest,
        visitId: VISIT.id,
        role: 'guest',
        identity: guest,
        entraObjectId: null,
        knownToEhr: false,
        number,
      });
    }
    const stretch = signal.kind === 'here' ? stretches.get(signal.endpoint) : undefined;
    const lengthened = stretch === undefined ? undefined : signals.get(stretch);
    if (lengthened !== undefined) signals.set(lengthened.key, { ...lengthened, until: signal.until });
    else if (!signals.has(signal.key)) {
      number += 1;
      signals.set(signal.key, { ...signal, number, storedAt: at(arrives) });
      if (signal.kind === 'here') stretches.set(signal.endpoint, signal.key);
    }
  }
  return { participants, signals: [...signals.values()] };
}

/** When something is stored. */
export const storingTimes = (world: World): readonly number[] => [
  ...new Set(reports(world).map(({ arrives }) => arrives)),
];

export interface Folded {
  readonly facts: readonly Fact[];
  readonly arrivals: readonly Arrival[];
  readonly cards: readonly Arrival[];
  readonly changes: readonly { readonly change: FoldChange; readonly now: Date }[];
  readonly last: FoldChange;
}

/** Folds at the times given, as the folding service does, until the visit has ended. */
export function foldAt(world: World, times: readonly number[], settings = SETTINGS, visit = VISIT): Folded {
  const facts: Fact[] = [];
  let arrivals: Arrival[] = [];
  const cards: Arrival[] = [];
  const changes: { change: FoldChange; now: Date }[] = [];
  let foldedNumber = 0;
  const reported = reports(world);
  for (const time of times) {
    const now = at(time);
    const change = foldVisit({
      ...storedBy(world, time, reported),
      visit,
      told: lastTold(facts),
      arrivals,
      foldedNumber,
      settings,
      now,
    });
    foldedNumber = change.foldedNumber;
    facts.push(...change.facts);
    const begun = change.arrivals.begun.map((arrival) => ({
      ...arrival,
      id: `${arrival.participantId}:${arrival.ordinal}`,
    }));
    const changed = new Map(change.arrivals.changed.map((arrival) => [arrival.id, arrival]));
    arrivals = [...arrivals.map((arrival) => changed.get(arrival.id) ?? arrival), ...begun];
    cards.push(...begun, ...changed.values());
    changes.push({ change, now });
    if (change.endedAt !== null) break;
  }
  const last = changes.at(-1)?.change;
  if (last === undefined) throw new RangeError('nothing was folded');
  return { facts, arrivals, cards, changes, last };
}

function lastTold(facts: readonly Fact[]): Told[] {
  return [...Map.groupBy(facts, ({ participantId }) => participantId)].flatMap(([participantId, own]) => {
    const last = own.at(-1);
    return last === undefined
      ? []
      : [{ participantId, transition: last.transition, at: last.at, count: own.length }];
  });
}
