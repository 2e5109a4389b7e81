import { afterAll, beforeAll, expect, it } from 'vitest';
import { addMs, MINUTE_MS, SECOND_MS } from '../../domain/kernel/clock.ts';
import type { Signal } from '../../domain/visits/signal.ts';
import { createTestWorld, SESSION, type TestOrganization, type TestWorld } from './database.test-support.ts';

let world: TestWorld;
let ours: TestOrganization;
beforeAll(async () => {
  world = await createTestWorld();
  ours = await world.organization();
});
afterAll(() => world.close());

const BRIDGE_MS = 30_000;
const signal = (key: string, more: Partial<Signal> = {}): Signal => {
  const at = more.at ?? world.clock.now();
  return {
    key,
    participantId: null,
    source: 'page',
    kind: 'here',
    endpoint: 'page-1',
    at,
    until: at,
    ...more,
  };
};
const add = (visitId: string, ...signals: readonly Signal[]) =>
  ours.in(({ signals: store }) => store.add(visitId, signals, BRIDGE_MS));
const stored = (visitId: string, segment = 1) =>
  ours.in(({ signals }) => signals.ofSegment(visitId, segment));
const isDue = async (visitId: string) =>
  (await world.database.dueFolds.due(1_000)).some((due) => due.visitId === visitId);
const saveFold = (visitId: string) =>
  ours.in(({ visits }) =>
    visits.saveFold(visitId, {
      presences: [],
      joinOffered: false,
      foldedNumber: 0,
      nextFoldAt: null,
      visible: false,
    }),
  );

it('makes one visit of a session key, however many launches race', async () => {
  const databases = [world.database, world.replica()];
  const opened = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      databases[n % 2]?.inTransaction(ours.id, ({ visits }) =>
        visits.open(
          {
            organizationId: ours.id,
            connectionId: ours.connection.id,
            session: { ...SESSION, key: 'raced' },
            departmentId: null,
          },
          `organizer-${n}`,
        ),
      ),
    ),
  );
  expect(new Set(opened.map((visit) => `${visit?.id} ${visit?.room.organizer}`)).size).toBe(1);
});

it('keeps what a side could see of the chart when the other side sees less', async () => {
  await ours.open('seen', { practitioners: ['Practitioner/lee'], encounterId: 'encounter-1' });
  const visit = await ours.open('seen', {
    practitioners: [],
    encounterId: null,
    start: null,
    appointmentId: 'other',
  });
  expect([visit.practitioners, visit.encounterId, visit.scheduledStart, visit.appointmentId]).toEqual([
    ['Practitioner/lee'],
    'encounter-1',
    SESSION.start,
    'other',
  ]);
});

it('has the same session key twice when it comes from two organisations', async () => {
  const theirs = await world.organization();
  expect((await ours.open('shared')).id).not.toBe((await theirs.open('shared')).id);
});

it('stores a signal once, also when it arrives many times at once', async () => {
  const { id } = await ours.open('deduplicated');
  const joined = signal('bot:1', { source: 'bot', kind: 'joined', endpoint: 'roster-1' });
  const news = await Promise.all(Array.from({ length: 20 }, () => add(id, joined)));
  expect(news.filter(Boolean)).toEqual([true]);
  expect(await stored(id)).toHaveLength(1);
});

it('lengthens the stretch of a page that was heard a moment ago, and begins another after a silence', async () => {
  const { id } = await ours.open('bridged');
  const begun = world.clock.now();
  expect(await add(id, signal('here:1'))).toBe(true);
  for (const key of ['here:2', 'here:3', 'here:3']) {
    world.clock.advance(BRIDGE_MS);
    expect(await add(id, signal(key))).toBe(false);
  }
  const lengthened = world.clock.now();
  world.clock.advance(BRIDGE_MS + 1);
  expect(await add(id, signal('here:4'))).toBe(true);
  expect(await add(id, signal('here:other', { endpoint: 'page-2' }))).toBe(true);
  expect((await stored(id)).map(({ key, at, until }) => [key, at, until])).toEqual([
    ['here:1', begun, lengthened],
    ['here:4', world.clock.now(), world.clock.now()],
    ['here:other', world.clock.now(), world.clock.now()],
  ]);
});

it('takes it for news when a page speaks that said it goes away', async () => {
  const { id } = await ours.open('restored');
  await add(id, signal('here:1'));
  world.clock.advance(SECOND_MS);
  await add(id, signal('closing:1', { kind: 'closing' }));
  await saveFold(id);
  world.clock.advance(SECOND_MS);
  expect(await add(id, signal('here:2'))).toBe(true);
  expect(await isDue(id)).toBe(true);
});

it('numbers signals in the order of committing, so that no fold passes one over', async () => {
  const { id } = await ours.open('numbered');
  const held = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  const slow = ours.in(async ({ signals }) => {
    await signals.add(id, [signal('slow', { endpoint: 'page-slow' })], 0);
    entered.resolve();
    await held.promise;
  });
  await entered.promise;
  const fast = add(id, signal('fast', { endpoint: 'page-fast' }));
  // Either the fast one waits, or it is there before the slow one: then it would have to have the smaller number.
  await Promise.race([fast, waitingForLock()]);
  const seen = await stored(id);
  held.resolve();
  await Promise.all([slow, fast]);
  const later = (await stored(id)).filter(({ key }) => !seen.some((known) => known.key === key));
  const highest = Math.max(0, ...seen.map(({ number }) => number));
  expect(later.filter(({ number }) => number < highest)).toEqual([]);
});

async function waitingForLock(): Promise<void> {
  const { withClient } = await import('@ehr-connector/sandbox/postgres/roles.ts');
  await withClient(world.ownerDatabaseUrl, async (client) => {
    for (let waiting = 0; waiting === 0; ) {
      const { rows } = await client.query<{ waiting: number }>(
        'select count(*)::int as waiting from pg_locks where not granted',
      );
      waiting = rows[0]?.waiting ?? 0;
    }
  });
}

it('puts what a witness says late of the time before the reopening where it belongs', async () => {
  const { id } = await ours.open('reopened');
  const bot = { source: 'bot', endpoint: 'roster-1' } as const;
  const at = world.clock.now();
  await add(id, signal('joined', { ...bot, kind: 'joined', at }));
  await add(id, signal('left', { ...bot, kind: 'left', at: addMs(at, MINUTE_MS) }));
  await ours.in(({ visits }) => visits.end(id, addMs(at, MINUTE_MS)));
  const reopened = await ours.in(({ visits }) => visits.reopen(id));
  expect([reopened.segment, reopened.endedAt]).toEqual([2, null]);
  await add(id, signal('lobby', { ...bot, kind: 'lobby', at: addMs(at, -1_000) }));
  // Graph has said nothing before: its clock is compared with nothing.
  await add(id, signal('graph', { source: 'graph', kind: 'joined', endpoint: 'g', at: addMs(at, -5_000) }));
  await add(id, signal('again', { ...bot, kind: 'joined', at: addMs(at, 2 * MINUTE_MS) }));
  expect((await stored(id, 1)).map(({ key }) => key)).toEqual(['joined', 'left', 'lobby']);
  expect((await stored(id, 2)).map(({ key }) => key)).toEqual(['graph', 'again']);
});

it('never has an ended visit folded, whatever is heard of it', async () => {
  const { id } = await ours.open('ended');
  await ours.in(({ visits }) => visits.end(id, world.clock.now()));
  expect(await add(id, signal('late'))).toBe(false);
  expect(await stored(id)).toHaveLength(1);
  expect(await isDue(id)).toBe(false);
  const next = await world.database.dueFolds.nextDueAt();
  expect(next === null || next <= world.clock.now()).toBe(true);
});

it('has a visit folded when its time has come, and not before', async () => {
  const { id } = await ours.open('timed');
  const nextFoldAt = addMs(world.clock.now(), MINUTE_MS);
  const fold = { presences: [], joinOffered: false, foldedNumber: 0, nextFoldAt, visible: false };
  await ours.in(({ visits }) => visits.saveFold(id, fold));
  expect(await isDue(id)).toBe(false);
  world.clock.advance(MINUTE_MS);
  expect(await isDue(id)).toBe(true);
});

it('keeps the join link sealed, and gives it back', async () => {
  const { id } = await ours.open('linked');
  expect(await ours.in(({ visits }) => visits.joinUrl(id))).toBeNull();
  await ours.in(({ visits }) => visits.saveJoinUrl(id, 'https://teams.example/l/meetup-join/secret'));
  expect(await ours.in(({ visits }) => visits.joinUrl(id))).toBe(
    'https://teams.example/l/meetup-join/secret',
  );
});

it('brings back what a fold found, as it was', async () => {
  const { id } = await ours.open('folded');
  const presences = [
    {
      participantId: 'p',
      state: 'in-meeting',
      since: world.clock.now(),
      observedAt: null,
      beenInMeeting: true,
      handedOver: false,
    },
  ] as const;
  const before = await ours.in(({ visits }) => visits.get(id));
  const fold = { presences, joinOffered: true, foldedNumber: 7, nextFoldAt: null, visible: true };
  await ours.in(({ visits }) => visits.saveFold(id, fold));
  expect(await ours.in(({ visits }) => visits.folded(id))).toEqual({ presences, joinOffered: true });
  expect(await ours.in(({ visits }) => visits.foldedNumber(id))).toBe(7);
  expect((await ours.in(({ visits }) => visits.get(id)))?.version).toBe((before?.version ?? 0) + 1);
});
