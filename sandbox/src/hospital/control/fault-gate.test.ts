import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BASIC_USER } from '../epic/basic-users.ts';
import { type HospitalUnderTest, startHospitalUnderTest } from '../testing/connector.ts';

let world: HospitalUnderTest;
beforeAll(async () => {
  world = await startHospitalUnderTest();
});
beforeEach(() => world.hospital.control.reset());
afterAll(() => world.close());

const metadata = () => fetch(`${world.hospital.faces.epic.fhirBaseUrl}/metadata`);

function tellStatus(): Promise<Response> {
  const query = 'ConferenceID=700101&ExternalID=abc&ExternalIDType=2&VendorName=Teams&ConnectionStatus=1';
  const credentials = Buffer.from(`${BASIC_USER.user}:${BASIC_USER.password}`).toString('base64');
  return fetch(`${world.hospital.faces.epic.setExternalConnectionStatusUrl}?${query}`, {
    headers: { authorization: `Basic ${credentials}`, 'epic-client-id': world.clients.epic.clientId },
  });
}

async function control(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${world.hospital.url}/control${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
}

describe('faults', () => {
  it('cut the line when an area is down, until it is switched on again', async () => {
    world.hospital.control.setFault({ face: 'epic', area: 'discovery', kind: 'down' });
    await expect(metadata()).rejects.toThrow();
    world.hospital.control.clearFaults();
    expect((await metadata()).status).toBe(200);
  });

  it('last for the number of requests asked for', async () => {
    world.hospital.control.setFault({
      face: 'epic',
      area: 'discovery',
      kind: 'status',
      status: 500,
      count: 2,
    });
    const seen = [await metadata(), await metadata(), await metadata()].map((one) => one.status);
    expect(seen).toEqual([500, 500, 200]);
  });

  it('touch only their own face and area', async () => {
    world.hospital.control.setFault({ face: 'epic', area: 'token', kind: 'status', status: 503 });
    world.hospital.control.setFault({ face: 'plain', area: 'discovery', kind: 'down' });
    expect((await metadata()).status).toBe(200);
    expect((await fetch(world.hospital.faces.epic.tokenEndpoint, { method: 'POST' })).status).toBe(503);
  });

  it('say when to come back', async () => {
    world.hospital.control.setFault({
      face: 'epic',
      area: 'status-service',
      kind: 'status',
      status: 429,
      retryAfterSeconds: 7,
    });
    const answer = await tellStatus();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    expect(world.hospital.control.writebacks()).toEqual([]);
  });

  it('lose the answer after the effect took place', async () => {
    world.hospital.control.setFault({ face: 'epic', area: 'status-service', kind: 'drop-answer', count: 1 });
    await expect(tellStatus()).rejects.toThrow();
    expect(world.hospital.control.writebacks()).toMatchObject([{ status: 'connected', duplicates: 0 }]);
    expect((await tellStatus()).status).toBe(200);
    expect(world.hospital.control.writebacks()).toMatchObject([{ status: 'connected', duplicates: 1 }]);
  });

  it('lose the answer of the token endpoint too, so that the code is spent', async () => {
    world.hospital.control.setFault({ face: 'epic', area: 'token', kind: 'drop-answer', count: 1 });
    await expect(fetch(world.hospital.faces.epic.tokenEndpoint, { method: 'POST' })).rejects.toThrow();
  });

  it('slow an answer down', async () => {
    world.hospital.control.setFault({ face: 'epic', area: 'discovery', kind: 'slow', ms: 200 });
    const begun = performance.now();
    expect((await metadata()).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThan(190);
  });
});

describe('the control API', () => {
  it('switches faults, mints launches, lists writebacks and requests, and starts again', async () => {
    const put = await control('PUT', '/faults', { face: 'epic', area: 'fhir-read', kind: 'slow', ms: 5 });
    expect(await put.json()).toEqual([{ face: 'epic', area: 'fhir-read', kind: 'slow', ms: 5 }]);
    const minted = await control('POST', '/launches', {
      face: 'epic',
      kind: 'device-test',
      as: 'carter',
      visit: 'carter',
    });
    expect(await minted.json()).toEqual({ url: expect.stringMatching(/\/device-test\?iss=/) });
    await tellStatus();
    expect(await (await control('GET', '/writebacks?face=epic&visit=700101')).json()).toHaveLength(1);
    const requests = (await (await control('GET', '/requests')).json()) as { method: string; path: string }[];
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${new URL(world.hospital.faces.epic.setExternalConnectionStatusUrl ?? '').pathname}`,
    ]);
    expect((await control('POST', '/reset')).status).toBe(204);
    expect(await (await control('GET', '/writebacks')).json()).toEqual([]);
    expect(await (await control('GET', '/faults')).json()).toEqual([]);
  });

  it('says what is wrong with a request it does not understand', async () => {
    const answers = await Promise.all([
      control('PUT', '/faults', { face: 'moon', area: 'token', kind: 'down' }),
      control('PUT', '/faults', { face: 'epic', area: 'kitchen', kind: 'down' }),
      control('POST', '/launches', { face: 'epic', kind: 'provider', as: 'nobody', visit: 'carter' }),
    ]);
    expect(answers.map((one) => one.status)).toEqual([400, 400, 400]);
  });
});
