import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestWorld, type TestOrganization, type TestWorld } from './database.test-support.ts';
import { createLive } from './live.ts';

let world: TestWorld;
let ours: TestOrganization;
beforeAll(async () => {
  world = await createTestWorld();
  ours = await world.organization();
});
afterAll(() => world.close());

async function listening(url = world.databaseUrl) {
  const lost: unknown[] = [];
  const live = createLive({ url, onLost: (error) => lost.push(error) });
  let connected = 0;
  live.onMissed(() => {
    connected += 1;
  });
  return { live, lost, connections: () => connected };
}

const cut = () =>
  withClient(world.databaseUrl, (service) =>
    service.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query like 'listen %'`,
    ),
  );

const eventually = { timeout: 15_000, interval: 20 };

it('hears of a change once it is committed, and not of one that is undone', async () => {
  const { live, connections } = await listening();
  const heard: string[] = [];
  const stop = live.on('visits', (payload) => heard.push(payload));
  await vi.waitFor(() => expect(connections()).toBe(1), eventually);
  const visit = await ours.open('heard');
  const undone = ours.in(async ({ visits }) => {
    await visits.touch(visit.id);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  await ours.in(({ visits }) => visits.touch(visit.id));
  await vi.waitFor(() => expect(heard).toEqual([`${ours.id}:${visit.id}:2`]), eventually);
  stop();
  await live.close();
});

it('comes back when its connection is cut, and says that something may have been missed', async () => {
  const { live, lost, connections } = await listening();
  const heard: string[] = [];
  live.on('outbox', (payload) => heard.push(payload));
  await vi.waitFor(() => expect(connections()).toBe(1), eventually);
  await cut();
  await vi.waitFor(() => expect(connections()).toBe(2), eventually);
  expect(lost.length).toBeGreaterThan(0);
  const { id: visitId } = await ours.open('again');
  const effect = { kind: 'room', visitId } as const;
  await ours.in(({ outbox }) => outbox.add([{ key: visitId, visitId, line: visitId, effect }]));
  await vi.waitFor(() => expect(heard).toEqual(['']), eventually);
  await live.close();
});

it('closes at any moment: while it connects, and while there is no server', async () => {
  const early = createLive({ url: world.databaseUrl, onLost: () => undefined });
  await early.close();
  const nowhere = await listening('postgres://nobody@127.0.0.1:1/none');
  await vi.waitFor(() => expect(nowhere.lost.length).toBeGreaterThan(0), eventually);
  await nowhere.live.close();
});
