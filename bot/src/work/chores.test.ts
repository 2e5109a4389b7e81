import { systemClock } from '@ehr-connector/shared/adapters/node/clock.ts';
import { nodeRandomness } from '@ehr-connector/shared/adapters/node/randomness.ts';
import { createDatabase } from '@ehr-connector/shared/adapters/postgres/database.ts';
import { createSealer } from '@ehr-connector/shared/adapters/postgres/sealer.ts';
import { makeWorkerUtils } from 'graphile-worker';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tests/database/test-database.ts';
import { type Chores, startChores } from './chores.ts';

let test: TestDatabase;
let database: ReturnType<typeof createDatabase>;
let chores: Chores;
const renewed: string[] = [];
const forgotten: Date[] = [];
const done: string[] = [];
const now = new Date('2026-03-31T12:00:00Z');

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({
    url: test.databaseUrl,
    poolSize: 2,
    clock: systemClock,
    randomness: nodeRandomness,
    sealer: createSealer([{ id: 'k', key: new Uint8Array(32) }]),
    onIdleError: () => undefined,
  });
  chores = await startChores({
    databaseUrl: test.databaseUrl,
    expiring: {
      expiring: async () => ['a', 'b', 'c'].map((visitId) => ({ organizationId: 'org', visitId })),
    },
    rooms: {
      ready: () => Promise.reject(new Error('not asked for')),
      async witnessed(_organizationId, visitId) {
        if (visitId === 'b') throw new Error('Graph is away');
        renewed.push(visitId);
      },
    },
    retention: {
      deleteExpired: (at) => database.retention.deleteExpired(at),
      async deleteVisitsEndedBefore(at) {
        forgotten.push(at);
      },
    },
    rehearse: async (signal) => void done.push(`rehearsed ${signal.aborted}`),
    rotateKeys: async (signal) => void done.push(`rotated ${signal.aborted}`),
    expireProposals: async () => void done.push('expired'),
    signCheckpoints: async () => void done.push('signed'),
    clock: { now: () => now },
    log: pino({ enabled: false }),
  });
});
afterAll(async () => {
  await chores.stop();
  await database.close();
  await test.drop();
});

async function runNow(chore: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString: test.databaseUrl });
  try {
    const { id } = await utils.addJob(chore, {});
    await vi.waitUntil(
      () =>
        utils.withPgClient(
          async (client) =>
            (await client.query('select from graphile_worker.jobs where id = $1', [id])).rowCount === 0,
        ),
      15_000,
    );
  } finally {
    await utils.release();
  }
}

it('renews subscriptions that run out, each for itself', async () => {
  await runNow('renew_call_subscriptions');
  expect(renewed).toEqual(['a', 'c']);
});

it('forgets visits thirty days after they ended', async () => {
  await runNow('delete_old_visits');
  expect(forgotten).toEqual([new Date('2026-03-01T12:00:00Z')]);
});

it('forgets what has expired, in the name of the service’s own role', async () => {
  await runNow('delete_expired');
});

it.each([
  ['rehearse_connections', 'rehearsed false'],
  ['rotate_keys', 'rotated false'],
  ['expire_proposals', 'expired'],
  ['audit_checkpoints', 'signed'],
])('looks after connections and the audit log (%s)', async (chore, what) => {
  await runNow(chore);
  expect(done).toContain(what);
});
