import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestWorld, SETTINGS, type TestOrganization, type TestWorld } from './database.test-support.ts';
import { createLive, type Live } from './live.ts';

let world: TestWorld;
let ours: TestOrganization;
let theirs: TestOrganization;
let live: Live;
const heard: string[] = [];
beforeAll(async () => {
  world = await createTestWorld();
  ours = await world.organization();
  theirs = await world.organization();
  live = createLive({ url: world.databaseUrl, onLost: () => undefined });
  live.on('configuration', (payload) => heard.push(payload));
  await new Promise<void>((connected) => live.onMissed(connected));
});
afterAll(async () => {
  await live.close();
  await world.close();
});

const ofOurs = () => `${ours.id}:${ours.connection.id}`;

/** What was told by the time that a later change is told, too. */
async function toldBy(work: Parameters<TestOrganization['in']>[0]): Promise<readonly string[]> {
  heard.length = 0;
  await ours.in(work);
  await theirs.in(({ configuration }) => configuration.setDisabled(theirs.connection.id, false));
  const last = `${theirs.id}:${theirs.connection.id}`;
  await vi.waitFor(() => expect(heard.at(-1)).toBe(last), { timeout: 15_000, interval: 20 });
  return heard.slice(0, -1);
}

const by = { by: 'service', at: new Date('2026-03-02T09:00:00Z') };

it('tells once of a commit, with nothing but whose connection it is', async () => {
  const told = await toldBy(async ({ configuration }) => {
    const { id, name } = ours.connection;
    await configuration.saveSettings(id, 1, { name, settings: SETTINGS });
    await configuration.setDisabled(id, true);
    await configuration.setDisabled(id, false);
  });
  expect(told).toEqual([ofOurs()]);
});

it('tells of drafts, of what the approver proved, of rehearsals, keys and shares', async () => {
  const connectionId = ours.connection.id;
  const live = await ours.in(({ configuration }) => configuration.revision(connectionId, 1));
  if (live === null) throw new Error('nothing was provisioned');
  const begun = { connectionId, content: live.content, origin: { kind: 'edit', of: 1 } as const, note: '' };
  const works: Parameters<TestOrganization['in']>[0][] = [
    ({ configuration }) => configuration.begin({ ...begun, ...by, credentialsOf: null }),
    ({ approvals }) =>
      approvals.prove({
        connectionId,
        revision: 2,
        entraObjectId: 'ada',
        digest: live.digest,
        issuer: 'https://ehr.example',
        userDigest: 'somebody',
        at: by.at,
      }),
    ({ configuration }) => configuration.addRehearsal({ connectionId, ...by, isGreen: false, results: [] }),
    ({ configuration }) => configuration.ensureKey(connectionId, 'RS384'),
    ({ configuration }) => configuration.discard(connectionId, 2),
  ];
  for (const work of works) expect([String(work), await toldBy(work)]).toEqual([String(work), [ofOurs()]]);
});

it('tells whom an EHR is shared with of the invitation, and of its end', async () => {
  const { connection } = ours;
  const invited = await toldBy(({ shares }) =>
    shares.invite({ connectionId: connection.id, tenantId: theirs.tenantId, departments: ['7'] }, by.at),
  );
  expect([...invited].sort()).toEqual([ofOurs(), `${theirs.id}:`].sort());
  const [share] = await ours.in(({ shares }) => shares.ofConnection(connection.id));
  const revoked = await toldBy(({ shares }) => shares.revoke(share?.id ?? ''));
  expect(revoked).toContain(`${theirs.id}:`);
});

it('tells nothing of what is undone, nor of what is only read', async () => {
  await expect(
    ours.in(async ({ configuration }) => {
      await configuration.setDisabled(ours.connection.id, true);
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  expect(await toldBy(({ configuration }) => configuration.all())).toEqual([]);
});
