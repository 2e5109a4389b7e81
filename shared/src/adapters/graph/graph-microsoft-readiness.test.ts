import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CheckResult } from '../../domain/connections/probe.ts';
import { nodeRandomness } from '../node/randomness.ts';
import { type GraphClient, GraphRefusal, type GraphRequest } from './graph-client.ts';
import { type GraphCloud, neverAborted, startGraphCloud, systemClock } from './graph-cloud.test-support.ts';
import { graphMicrosoftReadiness } from './graph-microsoft-readiness.ts';

let world: GraphCloud;
beforeAll(async () => {
  world = await startGraphCloud();
});
afterAll(() => world.cloud.close());
beforeEach(() => world.cloud.control.reset({ everything: true }));

const { organizer, secondOrganizer, unlicensed, stranger, amara, mei } = SAMPLE_OIDS;

interface Subject {
  organizers?: readonly string[];
  clinicians?: readonly string[];
  graph?: GraphClient;
  signal?: AbortSignal;
}

async function look({ organizers = [organizer], clinicians = [amara], graph, signal }: Subject = {}) {
  const told: CheckResult[] = [];
  const readiness = graphMicrosoftReadiness({
    graph: graph ?? world.graph,
    clock: systemClock,
    randomness: nodeRandomness,
  });
  const subject = { tenantId: TENANT_ID, organizers, clinicians };
  const results = await readiness.run(subject, (result) => told.push(result), signal ?? neverAborted());
  expect(told).toEqual(results);
  expect(results.map(({ check }) => check)).toEqual([
    'organizer-licences',
    'clinician-licences',
    'meeting-policy',
  ]);
  const [ofOrganizers, ofClinicians, policy] = results;
  return { ofOrganizers, ofClinicians, policy };
}

/** Graph, but for what is told of some requests. */
function otherwise(answer: (request: GraphRequest) => unknown): GraphClient {
  const call = async (request: GraphRequest) => answer(request) ?? (await world.graph.call(request));
  return { url: '', call };
}

const withPlan = (servicePlanName: string, provisioningStatus = 'Success') =>
  otherwise(({ path }) =>
    path.endsWith('/licenseDetails')
      ? { value: [{ servicePlans: [{ servicePlanName, provisioningStatus }] }] }
      : undefined,
  );

describe('a tenant that is ready', () => {
  it('has licences, and lets a meeting be made and deleted', async () => {
    expect(await look({ organizers: [organizer, secondOrganizer], clinicians: [amara, mei] })).toEqual({
      ofOrganizers: {
        check: 'organizer-licences',
        outcome: 'fine',
        finding: 'organizers-licensed',
        details: {},
      },
      ofClinicians: {
        check: 'clinician-licences',
        outcome: 'fine',
        finding: 'clinicians-licensed',
        details: {},
      },
      policy: { check: 'meeting-policy', outcome: 'fine', finding: 'meeting-made-and-deleted', details: {} },
    });
    expect(world.cloud.cloud.meetings.size).toBe(0);
  });

  it('is looked at with a meeting that is nobody’s visit', async () => {
    const made: unknown[] = [];
    const graph = otherwise(({ path, body }) => {
      if (path.endsWith('createOrGet')) made.push(body);
      return undefined;
    });
    await look({ graph });
    await look({ graph });
    expect(made).toEqual(
      Array(2).fill(
        expect.objectContaining({ externalId: expect.stringMatching(/^rehearsal:[0-9a-f-]{36}$/) }),
      ),
    );
    expect(made[0]).not.toMatchObject({ externalId: (made[1] as { externalId: string }).externalId });
  });
});

describe('licences', () => {
  it('are wanted by every organiser, and by clinicians', async () => {
    const found = await look({
      organizers: [organizer, unlicensed],
      clinicians: [amara, unlicensed, stranger],
    });
    expect(found.ofOrganizers).toMatchObject({
      outcome: 'failed',
      finding: 'organizers-unlicensed',
      details: { accounts: unlicensed },
    });
    expect(found.ofClinicians).toMatchObject({
      outcome: 'warning',
      finding: 'clinicians-unlicensed',
      details: { accounts: `${stranger}, ${unlicensed}` },
    });
    expect(found.policy).toMatchObject({ outcome: 'skipped', finding: null });
  });

  it('are not had by who does not exist', async () => {
    const { ofOrganizers } = await look({ organizers: [stranger] });
    expect(ofOrganizers).toMatchObject({ outcome: 'failed', finding: 'organizers-unknown' });
  });

  it('are no question where nobody was chosen yet', async () => {
    expect(await look({ organizers: [], clinicians: [] })).toMatchObject({
      ofOrganizers: { outcome: 'skipped', finding: 'organizers-none' },
      ofClinicians: { outcome: 'fine', finding: 'clinicians-none-linked' },
      policy: { outcome: 'skipped' },
    });
  });

  it.each([
    ['TEAMS1', 'Success', 'fine'],
    ['TEAMS_GOV', 'Success', 'fine'],
    ['TEAMS1', 'Disabled', 'failed'],
    ['MCOSTANDARD', 'Success', 'failed'],
    ['TEAMSPRO_MGMT', 'Success', 'failed'],
  ])('by the plan %s (%s) are %s', async (plan, status, outcome) => {
    expect((await look({ graph: withPlan(plan, status) })).ofOrganizers).toMatchObject({ outcome });
  });

  it('of at most 50 clinicians are looked at', async () => {
    let asked = 0;
    const graph = otherwise(({ path }) => {
      if (path.endsWith('/licenseDetails')) asked += 1;
      return undefined;
    });
    await look({ graph, clinicians: Array.from({ length: 80 }, () => amara) });
    expect(asked).toBe(51);
  });
});

describe('the application access policy', () => {
  it('is missing when Graph does not let us act for the organiser', async () => {
    world.cloud.control.changeSettings({ organizersWithoutPolicy: [organizer] });
    expect((await look()).policy).toEqual({
      check: 'meeting-policy',
      outcome: 'failed',
      finding: 'meeting-policy-missing',
      details: { organizer, answer: '403 Unauthorized' },
    });
  });

  it('is not blamed for another refusal', async () => {
    const graph = otherwise(({ path }) => {
      if (path.endsWith('createOrGet')) throw new GraphRefusal(400, 'BadRequest', null);
      return undefined;
    });
    expect((await look({ graph })).policy).toMatchObject({ outcome: 'failed', finding: 'meeting-refused' });
  });

  it('is there also when the meeting could not be deleted again', async () => {
    const failing = (status: number) =>
      otherwise(({ method }) => {
        if (method === 'DELETE') throw new GraphRefusal(status, 'unknown', null);
        return undefined;
      });
    expect((await look({ graph: failing(500) })).policy).toMatchObject({
      outcome: 'warning',
      finding: 'meeting-not-deleted',
      details: { organizer },
    });
    expect((await look({ graph: failing(404) })).policy).toMatchObject({ outcome: 'fine' });
  });
});

describe('while Microsoft gives no answer', () => {
  it.each(['down', '500', '429'] as const)('nothing is said of the tenant (%s)', async (kind) => {
    for (const target of ['graph.users', 'graph.meetings'] as const)
      world.cloud.control.setFault({ target, kind, retryAfterSeconds: 30 });
    for (const result of Object.values(await look()))
      expect(result).toMatchObject({ outcome: 'skipped', finding: null });
  });

  it('nor without the permission to read licences, which is named by its answer', async () => {
    const graph = otherwise(({ path }) => {
      if (path.endsWith('/licenseDetails')) throw new GraphRefusal(403, 'Forbidden', null);
      return undefined;
    });
    expect(await look({ graph })).toMatchObject({
      ofOrganizers: { outcome: 'skipped', details: { answer: '403 Forbidden' } },
      policy: { outcome: 'fine' },
    });
  });

  it('nor after its caller has gone', async () => {
    const { policy } = await look({ signal: AbortSignal.abort() });
    expect(policy).toMatchObject({ outcome: 'skipped' });
    expect(world.cloud.cloud.meetings.size).toBe(0);
  });
});
