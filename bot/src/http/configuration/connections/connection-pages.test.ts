import {
  createTestWorld,
  type TestWorld,
} from '@ehr-connector/shared/adapters/postgres/database.test-support.ts';
import {
  benchOf,
  type ConfiguringBench,
} from '@ehr-connector/shared/domain/connections/configuring.test-support.ts';
import { NO_STANDING } from '@ehr-connector/shared/domain/staff/permissions.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type ConnectionPages, createConnectionPages } from './connection-pages.ts';

let world: TestWorld;
let bench: ConfiguringBench;
let pages: ConnectionPages;
beforeAll(async () => {
  world = await createTestWorld();
  pages = createConnectionPages({
    inTransaction: world.database.inTransaction,
    names: { of: async () => new Map() },
    rotation: { states: async () => [] },
    sharing: { invitations: async () => [] },
    clock: world.clock,
    publicUrl: 'https://connector.example',
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  bench = benchOf(world, await world.organization());
});

const list = async () =>
  await pages.list({ member: bench.admin, standing: NO_STANDING }, AbortSignal.timeout(10_000));

async function rehearse(connectionId: string, isGreen: boolean): Promise<void> {
  const at = world.clock.now();
  await bench.organization.in(({ configuration }) =>
    configuration.addRehearsal({ connectionId, at, by: 'service', isGreen, results: [] }),
  );
}

it('shows of each connection what serves, what is open and the last rehearsal', async () => {
  const draft = await bench.add();
  const proposed = await bench.add('oracle-health');
  await bench.approve(proposed, { sessionKeySource: 'smart-encounter' });
  await bench.propose(proposed, { sessionKeySource: 'smart-encounter', clientId: 'next' });
  const serving = await bench.add('fhir-r4');
  await bench.approve(serving, { sessionKeySource: 'smart-encounter' });
  await bench.approve(serving, { sessionKeySource: 'smart-encounter', clientId: 'next' });
  await rehearse(serving, false);
  await rehearse(serving, true);
  await rehearse(proposed, false);

  const { connections } = await list();
  const shown = new Map(
    connections.map((one) => [
      one.id,
      [
        one.state,
        one.liveRevision,
        one.open?.number,
        one.open?.state,
        one.registration,
        one.lastRehearsal?.isGreen,
      ],
    ]),
  );
  expect(shown).toEqual(
    new Map([
      [bench.organization.connection.id, ['approved', 1, undefined, undefined, 'active', undefined]],
      [draft, ['unapproved', null, 1, 'draft', 'to-register', undefined]],
      [proposed, ['approved', 1, 2, 'proposed', 'to-register', false]],
      [serving, ['approved', 2, undefined, undefined, 'to-register', true]],
    ]),
  );
});

it('says what was rejected last, until something is under way again', async () => {
  const rejected = async () => {
    const { connections } = await list();
    return connections.filter(({ isRejected }) => isRejected).map(({ id }) => id);
  };
  const id = await bench.add();
  await bench.approve(id);
  const { number, digest } = await bench.propose(id, { clientId: 'next' });
  expect(await rejected()).toEqual([]);
  await bench.configuring.reject(bench.approver, id, number, digest, 'wrong client');
  expect(await rejected()).toEqual([id]);
  await bench.write(id);
  expect(await rejected()).toEqual([]);
});

it('asks the database as often for many connections as for one', async () => {
  const statements = vi.spyOn(pg.Client.prototype, 'query');
  const asked = async () => {
    statements.mockClear();
    await list();
    return statements.mock.calls.length;
  };
  const ofOne = await asked();
  expect(ofOne).toBeGreaterThan(0);
  for (const _more of [1, 2, 3, 4]) await bench.approve(await bench.add());
  expect((await list()).connections).toHaveLength(5);
  expect(await asked()).toBe(ofOne);
  statements.mockRestore();
});
