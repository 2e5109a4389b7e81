import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ConfiguringBench, createConfiguringBench, EPIC_WRITEBACK } from './configuring.test-support.ts';
import { createExporting } from './exporting.ts';

let bench: ConfiguringBench;
beforeAll(async () => {
  bench = await createConfiguringBench();
});
afterAll(() => bench.close());

const exporting = () =>
  createExporting({ inTransaction: bench.world.database.inTransaction, clock: bench.world.clock });

it('holds everything but secrets, and says so in the log', async () => {
  const id = await bench.add();
  const { version } = await bench.write(id, { writeback: EPIC_WRITEBACK });
  const credentials = { user: 'canary-user', password: 'canary-password' };
  await bench.configuring.setCredentials(bench.admin, id, version, credentials);
  const live = await bench.approve(id, { writeback: EPIC_WRITEBACK });
  const draft = await bench.write(id, { clientId: 'next', writeback: EPIC_WRITEBACK });
  await bench.organization.in(({ links }) =>
    links.link({
      connectionId: id,
      ehrUser: 'Practitioner/1',
      entraObjectId: 'ada',
      linkedAt: bench.world.clock.now(),
    }),
  );
  const exported = await exporting().exportAll(bench.admin);
  expect(exported).toMatchObject({
    format: 'teams-ehr-connector/configuration',
    version: 1,
    organization: { id: bench.organization.id },
  });
  expect(exported.connections.find((each) => each.id === id)).toMatchObject({
    state: 'approved',
    live: { number: 1, content: live.content, digest: live.digest },
    open: { number: 2, state: 'draft', content: draft.content },
    links: [{ ehrUser: 'Practitioner/1', entraObjectId: 'ada' }],
  });
  const text = JSON.stringify(exported);
  expect(JSON.parse(text)).toEqual(exported);
  for (const secret of ['canary', 'private', 'basic_credentials', '"d":']) expect(text).not.toContain(secret);
  expect(await bench.audited(bench.organization.id)).toContainEqual(
    expect.objectContaining({ action: 'configuration-exported' }),
  );
});

it('is for admins, auditors and approvers of the organisation', async () => {
  const { exportAll } = exporting();
  const stranger = bench.member(randomUUID(), ['Clinician', 'Coordinator']);
  await expect(exportAll(stranger)).rejects.toMatchObject({ code: 'not-allowed' });
  for (const member of [bench.member(randomUUID(), ['Auditor']), bench.approver])
    expect((await exportAll(member)).connections.length).toBeGreaterThan(0);
  const other = await bench.world.organization();
  const { connections } = await exportAll({ ...bench.admin, organizationId: other.id });
  expect(connections.map(({ id }) => id)).toEqual([other.connection.id]);
});
