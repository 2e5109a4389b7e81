import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addConnection,
  openPortal,
  type Portal,
  pathOf,
  proposed,
  provenApprover,
} from './configuration-portal.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let admin: Portal;
let approver: Portal;
const { ehrAnalyst } = SAMPLE_OIDS;

beforeAll(async () => {
  world = await startWorld();
  admin = openPortal(world, SAMPLE_OIDS.admin);
  approver = openPortal(world, ehrAnalyst);
});
afterAll(async () => await world.close());

it('goes from nothing to a connection that serves', async () => {
  const connectionId = await addConnection(admin, 'Riverside Practice');
  const proposal = await proposed(world, admin, connectionId, ehrAnalyst);
  expect(proposal).toMatchObject({ state: 'proposed', missing: [] });
  const page = await provenApprover(world, { connectionId, number: proposal.number }, ehrAnalyst);
  expect(page.text).toContain('The EHR knows you');
  const detail = await approver.done('POST', pathOf(connectionId, 'revisions', proposal.number, 'approve'), {
    digest: proposal.digest,
  });
  expect(detail).toMatchObject({ state: 'approved', live: { number: proposal.number }, open: null });
  expect(detail.records).toHaveLength(3);
});
