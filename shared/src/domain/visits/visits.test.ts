import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeRandomness } from '../../adapters/node/randomness.ts';
import {
  createTestWorld,
  SESSION,
  type TestOrganization,
  type TestWorld,
} from '../../adapters/postgres/database.test-support.ts';
import { addMs, MINUTE_MS } from '../kernel/clock.ts';
import type { ConfirmedSession } from '../launch/launch.ts';
import type { ProvenLaunch } from '../launch/launches.ts';
import type { AppRole, StaffMember } from '../staff/staff.ts';
import type { Stores } from '../stores.ts';
import { createBoard } from './board.ts';
import { createFolding } from './folding.ts';
import { createSignalIntake } from './intake.ts';
import { createJoining } from './joining.ts';
import { createVisits, type Visits } from './visits.ts';

let world: TestWorld;
let ours: TestOrganization;
let visits: Visits;
beforeAll(async () => {
  world = await createTestWorld();
  ours = await world.organization();
  const { inTransaction } = world.database;
  visits = createVisits({ inTransaction, clock: world.clock, randomness: nodeRandomness });
});
afterAll(() => world.close());

const signal = AbortSignal.timeout(60_000);
const launch = (
  kind: 'provider' | 'patient',
  session: Partial<ConfirmedSession>,
  user = kind === 'provider' ? 'Practitioner/lee' : 'Patient/1',
): ProvenLaunch => ({
  connection: ours.connection,
  kind,
  user: {
    kind: kind === 'provider' ? 'practitioner' : user.startsWith('Related') ? 'related-person' : 'patient',
    reference: user,
    displayName: null,
  },
  patientId: '1',
  departmentId: null,
  session: { ...SESSION, ...session },
});
const member = (entraObjectId: string, ...roles: readonly AppRole[]): StaffMember => ({
  organizationId: ours.id,
  entraObjectId,
  roles,
  displayName: '',
});
const joining = () =>
  createJoining({
    inTransaction: world.database.inTransaction,
    rooms: { ready: async () => 'https://teams.example/join', witnessed: async () => undefined },
    clock: world.clock,
    fold: () => undefined,
  });
const fold = (visitId: string) =>
  createFolding({ inTransaction: world.database.inTransaction, clock: world.clock }).fold(ours.id, visitId);
const pageHere = (visitId: string, participantId: string) =>
  createSignalIntake({ inTransaction: world.database.inTransaction, fold: () => undefined }).fromPage(
    ours.id,
    visitId,
    [
      {
        key: `here:${participantId}:${world.clock.now().getTime()}`,
        participantId,
        source: 'page',
        kind: 'here',
        endpoint: `page:${participantId}`,
        at: world.clock.now(),
        until: world.clock.now(),
      },
    ],
  );
const effectsOf = (visitId: string) => ours.in(({ outbox }) => outbox.ofVisit(visitId));

it('brings both sides into one visit, however many launches race', async () => {
  const key = { key: 'race' };
  const entered = await Promise.all([
    ...Array.from({ length: 8 }, () => visits.enterAsPatient(launch('patient', key))),
    ...Array.from({ length: 8 }, () => visits.enterAsClinician(launch('provider', key), 'lee')),
    visits.enterAsPatient(launch('patient', key, 'RelatedPerson/2')),
  ]);
  expect(new Set(entered.map(({ visit }) => visit.id)).size).toBe(1);
  const people = await ours.in(({ participants }) => participants.ofVisit(entered[0]?.visit.id ?? ''));
  expect(people.map(({ role }) => role).toSorted()).toEqual(['clinician', 'patient', 'proxy']);
});

it('lets nobody in outside the time of the visit, and makes nothing', async () => {
  const early = { key: 'early', start: addMs(world.clock.now(), 61 * MINUTE_MS) };
  await expect(visits.enterAsPatient(launch('patient', early))).rejects.toMatchObject({
    code: 'appointment-too-early',
  });
  const cancelled = { key: 'cancelled', status: 'cancelled' } as const;
  await expect(visits.enterAsPatient(launch('patient', cancelled))).rejects.toMatchObject({
    code: 'appointment-cancelled',
  });
  const found = await ours.in((stores) =>
    stores.visits.between(new Date(0), addMs(world.clock.now(), 10_000 * MINUTE_MS)),
  );
  expect(found.filter(({ sessionKey }) => ['early', 'cancelled'].includes(sessionKey))).toEqual([]);
});

it('changes nothing more when a visit is folded again, also by many at once', async () => {
  const { visit, participant } = await visits.enterAsPatient(launch('patient', { key: 'idempotent' }));
  await pageHere(visit.id, participant.id);
  await Promise.all(Array.from({ length: 10 }, () => fold(visit.id)));
  const effects = await effectsOf(visit.id);
  expect(effects.map(({ effect }) => effect.kind).toSorted()).toEqual(['card', 'fact', 'room']);
  const before = await ours.in((stores) => stores.visits.get(visit.id));
  await fold(visit.id);
  expect(await effectsOf(visit.id)).toEqual(effects);
  expect(await ours.in((stores) => stores.visits.get(visit.id))).toEqual(before);
});

it('never reopens an ended visit by a signal; a fresh launch begins the next segment', async () => {
  const { visit, participant } = await visits.enterAsPatient(launch('patient', { key: 'ending' }));
  await pageHere(visit.id, participant.id);
  await fold(visit.id);
  world.clock.advance(2 * MINUTE_MS);
  await fold(visit.id);
  world.clock.advance(10 * MINUTE_MS);
  await fold(visit.id);
  const ended = await ours.in((stores) => stores.visits.get(visit.id));
  expect(ended?.endedAt).not.toBeNull();
  const facts = (await effectsOf(visit.id)).flatMap(({ effect }) =>
    effect.kind === 'fact' ? [effect.fact.transition] : [],
  );
  expect(facts).toEqual(['connected', 'disconnected']);
  await pageHere(visit.id, participant.id);
  await fold(visit.id);
  expect(await ours.in((stores) => stores.visits.get(visit.id))).toEqual(ended);
  const again = await visits.enterAsPatient(launch('patient', { key: 'ending' }));
  expect([again.visit.id, again.visit.segment, again.visit.endedAt]).toEqual([visit.id, 2, null]);
});

it('lets into the meeting the own clinicians, coordinators and whom the fallback told, and nobody else', async () => {
  const { visit, participant } = await visits.enterAsPatient(
    launch('patient', { key: 'joined', practitioners: ['Practitioner/own'] }),
  );
  await ours.in(({ links }) =>
    links.link({
      connectionId: ours.connection.id,
      ehrUser: 'Practitioner/own',
      entraObjectId: 'own',
      linkedAt: world.clock.now(),
    }),
  );
  const { asStaff, asPatient } = joining();
  const refusal = { code: 'visit-not-found' };
  await expect(asStaff(member('other', 'Clinician'), visit.id, signal)).rejects.toMatchObject(refusal);
  await expect(asStaff(member('auditor', 'Auditor'), visit.id, signal)).rejects.toMatchObject(refusal);
  const theirs = await world.organization();
  const stranger = { ...member('own', 'Coordinator'), organizationId: theirs.id };
  await expect(asStaff(stranger, visit.id, signal)).rejects.toMatchObject(refusal);
  await expect(asPatient(ours.id, visit.id, participant.id, signal)).rejects.toMatchObject({
    code: 'room-not-ready',
  });
  await expect(asStaff(member('own', 'Clinician'), visit.id, signal)).resolves.toContain('https://');
  await expect(asStaff(member('anyone', 'Coordinator'), visit.id, signal)).resolves.toContain('https://');
  await ours.in(async ({ arrivals }) => {
    const card = { state: 'waiting', since: world.clock.now(), waitedMinutes: 0 } as const;
    const arrival = await arrivals.begin({
      visitId: visit.id,
      participantId: participant.id,
      segment: 1,
      ordinal: 1,
      at: world.clock.now(),
      goneAt: null,
      card,
    });
    await arrivals.addCard(arrival.id, visit.id, { kind: 'fallback-person', entraObjectId: 'desk' });
  });
  await expect(asStaff(member('other', 'Clinician'), visit.id, signal)).resolves.toContain('https://');
});

it('shows a clinician own visits, and coordinators and auditors all of the organisation', async () => {
  const board = createBoard({ inTransaction: world.database.inTransaction });
  const { visit } = await visits.enterAsClinician(launch('provider', { key: 'board' }), 'mine');
  const from = addMs(world.clock.now(), -1_000 * MINUTE_MS);
  const to = addMs(world.clock.now(), 1_000 * MINUTE_MS);
  const own = await board.day(member('mine', 'Clinician'), from, to);
  expect(own.map((entry) => entry.visit.id)).toEqual([visit.id]);
  const all = await board.day(member('anyone', 'Coordinator'), from, to);
  expect(all.length).toBeGreaterThan(3);
  for (const entry of all) {
    expect(await board.entry(member('anyone', 'Coordinator'), entry.visit.id)).toEqual(entry);
    for (const { visitId } of [...entry.participants, ...entry.effects, ...entry.cards])
      expect(visitId).toBe(entry.visit.id);
  }
  const seen = await board.day(member('auditor', 'Auditor'), from, to);
  expect(seen).toEqual(all.map((entry) => ({ ...entry, mayJoin: false })));
  await expect(board.day(member('admin', 'ConfigAdmin'), from, to)).rejects.toMatchObject({
    code: 'not-allowed',
  });
});

it('offers to join what the member may join: all to a coordinator, own visits to an auditor who is a clinician', async () => {
  const board = createBoard({ inTransaction: world.database.inTransaction });
  const { visit } = await visits.enterAsClinician(launch('provider', { key: 'to-join' }), 'mine-too');
  const joinable = async (who: StaffMember) => {
    const all = await board.day(
      who,
      addMs(world.clock.now(), -1_000 * MINUTE_MS),
      addMs(world.clock.now(), 1_000 * MINUTE_MS),
    );
    expect(all.length).toBeGreaterThan(3);
    return all.filter(({ mayJoin }) => mayJoin).map((entry) => entry.visit.id);
  };
  expect(await joinable({ ...member('mine-too', 'Clinician'), roles: ['Clinician', 'Auditor'] })).toEqual([
    visit.id,
  ]);
  expect((await joinable(member('anyone', 'Coordinator'))).length).toBeGreaterThan(3);
});

it('asks as often for a day of many visits as for a day of one', async () => {
  let asked = 0;
  const counted = (stores: Stores): Stores =>
    new Proxy(stores, {
      get: (target, name: keyof Stores) =>
        new Proxy(target[name], {
          get: (store, method) => {
            asked += 1;
            return Reflect.get(store, method);
          },
        }),
    });
  const board = createBoard({
    inTransaction: (organizationId, work) =>
      world.database.inTransaction(organizationId, (stores) => work(counted(stores))),
  });
  const day = async (from: Date) => {
    asked = 0;
    const entries = await board.day(member('anyone', 'Coordinator'), from, addMs(from, MINUTE_MS));
    return { entries: entries.length, asked };
  };
  const start = addMs(world.clock.now(), 100 * MINUTE_MS);
  await ours.open('single day', { start });
  const one = await day(start);
  const later = addMs(start, MINUTE_MS);
  for (let n = 0; n < 30; n += 1) await ours.open(`busy day ${n}`, { start: later });
  const many = await day(later);
  expect([one.entries, many.entries]).toEqual([1, 30]);
  expect(many.asked).toBe(one.asked);
});

it('draws the card anew also when it is to look as it did before', async () => {
  const { visit, participant } = await visits.enterAsPatient(launch('patient', { key: 'two-devices' }));
  await ours.in(({ signals }) =>
    signals.add(visit.id, [{ ...sightedInRoster(participant.id), kind: 'lobby', endpoint: 'phone' }], 0),
  );
  await fold(visit.id);
  world.clock.advance(1_000);
  const computer = { ...sightedInRoster(participant.id), endpoint: 'computer' };
  await ours.in(({ signals }) => signals.add(visit.id, [computer], 0));
  await fold(visit.id);
  world.clock.advance(1_000);
  const gone = { ...sightedInRoster(participant.id), kind: 'left', endpoint: 'computer' } as const;
  await ours.in(({ signals }) => signals.add(visit.id, [gone], 0));
  await fold(visit.id);
  await fold(visit.id);
  const entries = await ours.in(({ outbox }) => outbox.ofVisit(visit.id));
  const drawn = entries.flatMap(({ effect }) => (effect.kind === 'card' ? [effect.show.state] : []));
  expect(drawn).toEqual(['lobby', 'in-meeting', 'lobby']);
});

const sightedInRoster = (participantId: string) => ({
  key: `roster:${world.clock.now().getTime()}`,
  participantId,
  source: 'graph' as const,
  kind: 'joined' as const,
  at: world.clock.now(),
  until: world.clock.now(),
});
