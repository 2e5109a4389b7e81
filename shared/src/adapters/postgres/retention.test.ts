import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/kernel/clock.ts';
import { createTestWorld, type TestWorld } from './database.test-support.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const counts = async (...tables: readonly string[]) =>
  Object.fromEntries(
    await withClient(world.ownerDatabaseUrl, async (owner) => {
      const found: [string, number][] = [];
      for (const table of tables)
        found.push([table, (await owner.query(`select from ${table}`)).rowCount ?? 0]);
      return found;
    }),
  );

it('deletes visits that ended long ago with all that hangs on them, in every organisation', async () => {
  const now = world.clock.now();
  for (let n = 0; n < 2; n += 1) {
    const organization = await world.organization();
    for (const [key, endedAt] of [
      ['old', addMs(now, -HOUR_MS)],
      ['recent', now],
      ['open', null],
    ] as const) {
      const { id: visitId } = await organization.open(key);
      await organization.in(async (stores) => {
        const participant = await stores.participants.join({
          visitId,
          role: 'patient',
          identity: 'ehr:1',
          entraObjectId: null,
          ehr: { userReference: 'Patient/1', patientId: '1' },
        });
        const card = { state: 'left', since: now, waitedMinutes: 0 } as const;
        const arrival = await stores.arrivals.begin({
          visitId,
          participantId: participant.id,
          segment: 1,
          ordinal: 1,
          at: now,
          goneAt: null,
          card,
        });
        await stores.arrivals.addCard(arrival.id, visitId, { kind: 'nobody' });
        const effect = { kind: 'room', visitId } as const;
        await stores.outbox.add([{ key: visitId, visitId, line: visitId, effect }]);
        if (endedAt !== null) await stores.visits.end(visitId, endedAt);
      });
    }
  }
  await world.database.retention.deleteVisitsEndedBefore(now);
  expect(await counts('visits', 'participants', 'arrivals', 'arrival_cards', 'outbox')).toEqual({
    visits: 4,
    participants: 4,
    arrivals: 4,
    arrival_cards: 4,
    outbox: 4,
  });
});

it('deletes launches, sessions and codes that can no longer be used, and no others', async () => {
  const organization = await world.organization();
  const { id: visitId } = await organization.open('sessions');
  const now = world.clock.now();
  const past = addMs(now, -1);
  const future = addMs(now, MINUTE_MS);
  await organization.in(async ({ launches, patientSessions, staffSessions }) => {
    for (const [name, createdAt] of [
      ['late', addMs(now, -10 * MINUTE_MS - 1)],
      ['waiting', addMs(now, -10 * MINUTE_MS)],
    ] as const) {
      await launches.begin(name, {
        organizationId: organization.id,
        connectionId: organization.connection.id,
        kind: 'patient',
        sessionId: null,
        departmentId: null,
        browserDigest: 'digest',
        nonce: 'nonce',
        codeVerifier: 'verifier',
        createdAt,
      });
    }
    const owner = { organizationId: organization.id, visitId, participantId: visitId };
    for (const [name, idleUntil, endsAt] of [
      ['idle', past, future],
      ['over', future, past],
      ['alive', future, future],
    ] as const) {
      await patientSessions.open(name, { ...owner, idleUntil, endsAt });
      const staff = { organizationId: organization.id, entraObjectId: name, roles: [] };
      await staffSessions.open(name, { ...staff, idleUntil, endsAt });
      await patientSessions.offerHandover(name, { ...owner, idleUntil, endsAt }, idleUntil);
    }
  });
  await world.database.retention.deleteExpired(now);
  expect(await counts('launches', 'patient_sessions', 'staff_sessions', 'patient_handovers')).toEqual({
    launches: 1,
    patient_sessions: 1,
    staff_sessions: 1,
    patient_handovers: 2,
  });
});

it('forgets ways of approvers to the EHR that lead nowhere any more, and admins who were not seen for a year', async () => {
  const { id, connection, in: within } = await world.organization();
  const now = world.clock.now();
  await within(async ({ approvals, configAdmins }) => {
    for (const [name, createdAt] of [
      ['late', addMs(now, -10 * MINUTE_MS - 1)],
      ['waiting', addMs(now, -10 * MINUTE_MS)],
    ] as const) {
      await approvals.begin(name, {
        organizationId: id,
        connectionId: connection.id,
        revision: 1,
        digest: 'digest',
        entraObjectId: 'lee',
        browserDigest: 'browser',
        nonce: 'nonce',
        codeVerifier: 'verifier',
        createdAt,
      });
    }
    await configAdmins.seen('gone', addMs(now, -365 * DAY_MS - 1));
    await configAdmins.seen('there', addMs(now, -365 * DAY_MS));
    await configAdmins.ownSeen(addMs(now, -400 * DAY_MS));
  });
  await world.database.retention.deleteExpired(now);
  await within(async ({ approvals, configAdmins }) => {
    expect(await approvals.take('late')).toBeNull();
    expect(await approvals.take('waiting')).not.toBeNull();
    expect(await configAdmins.all()).toEqual(['there']);
    expect(await configAdmins.hasOwn()).toBe(true);
  });
});
