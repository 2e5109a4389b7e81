import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMs, HOUR_MS, MINUTE_MS } from '../../domain/kernel/clock.ts';
import { type GraphCloud, startGraphCloud } from './graph-cloud.test-support.ts';
import { graphStaffDirectory } from './graph-staff-directory.ts';

let world: GraphCloud;
let now: Date;
beforeAll(async () => {
  world = await startGraphCloud();
});
afterAll(() => world.cloud.close());
beforeEach(() => {
  world.cloud.control.reset({ everything: true });
  now = new Date('2026-01-05T08:00:00Z');
});

const newDirectory = () => graphStaffDirectory({ graph: world.graph, clock: { now: () => now } });
const asked = () => world.cloud.control.requests('graph.users').length;

describe('names of staff', () => {
  it('are those of the directory; who is not in it is left out', async () => {
    const names = await newDirectory().names(TENANT_ID, [SAMPLE_OIDS.amara, SAMPLE_OIDS.stranger]);
    expect([...names]).toEqual([[SAMPLE_OIDS.amara, 'Dr. Amara Okafor']]);
  });

  it('are asked for once a shift, however often the board is drawn', async () => {
    const directory = newDirectory();
    const ids = [SAMPLE_OIDS.amara, SAMPLE_OIDS.amara, SAMPLE_OIDS.stranger];
    for (let drawing = 0; drawing < 3; drawing += 1) await directory.names(TENANT_ID, ids);
    expect(asked()).toBe(2);
    now = addMs(now, 9 * HOUR_MS);
    await directory.names(TENANT_ID, [SAMPLE_OIDS.amara]);
    expect(asked()).toBe(3);
  });

  it('are kept apart by tenant', async () => {
    const directory = newDirectory();
    await directory.names(TENANT_ID, [SAMPLE_OIDS.amara]);
    expect((await directory.names('another', [SAMPLE_OIDS.amara])).size).toBe(0);
  });

  it('are absent while Graph fails, and come back soon after', async () => {
    const directory = newDirectory();
    world.cloud.control.setFault({ target: 'graph.users', kind: 'down', count: 1 });
    expect((await directory.names(TENANT_ID, [SAMPLE_OIDS.amara])).size).toBe(0);
    now = addMs(now, MINUTE_MS);
    expect((await directory.names(TENANT_ID, [SAMPLE_OIDS.amara])).size).toBe(1);
  });
});
