import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { SAMPLE_OIDS } from './sample-people.ts';
import { callJson, startTestCloud, type TestCloud } from './testing/test-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.close());
beforeEach(() => cloud.control.reset({ everything: true }));

const createOrGet = `/v1.0/users/${SAMPLE_OIDS.organizer}/onlineMeetings/createOrGet`;
const control = (method: string, path: string, body?: unknown) =>
  callJson(`${cloud.url}/control${path}`, method, body);
const makeVisit = () => cloud.graph('POST', createOrGet, { externalId: 'visit' });

it('answers with the fault as often as it was told, in the words of the protocol', async () => {
  await control('POST', '/faults', { target: 'graph.meetings', kind: '429', count: 2, retryAfterSeconds: 7 });
  const answers = [await makeVisit(), await makeVisit(), await makeVisit()];
  expect(answers.map(({ status }) => status)).toEqual([429, 429, 201]);
  expect(answers[0]?.headers.get('retry-after')).toBe('7');
  expect(answers[0]?.body.error.code).toBe('TooManyRequests');
});

it.each(['401', '403', '500'] as const)('answers %s at every part', async (kind) => {
  cloud.control.setFault({ target: 'graph', kind });
  cloud.control.setFault({ target: 'connector', kind });
  expect((await makeVisit()).status).toBe(Number(kind));
  expect((await cloud.connector('POST', '/v3/conversations', {})).status).toBe(Number(kind));
  cloud.control.setFault({ target: 'entra', kind });
  const answer = await fetch(`${cloud.authority}/x/oauth2/v2.0/token`, { method: 'POST' });
  expect(answer.status).toBe(Number(kind));
  expect(await answer.json()).toMatchObject({ error: expect.any(String), error_codes: [expect.any(Number)] });
  expect((await fetch(`${cloud.authority}/x/oauth2/v2.0/authorize`)).status).toBe(Number(kind));
});

it('breaks the connection when a part is down, and only of that part', async () => {
  cloud.control.setFault({ target: 'graph.users', kind: 'down' });
  await expect(cloud.graph('GET', '/v1.0/users')).rejects.toThrow('fetch failed');
  expect((await makeVisit()).status).toBe(201);
});

it('does the work and withholds the answer', async () => {
  cloud.control.setFault({ target: 'graph.meetings', kind: 'drop-answer', count: 1 });
  await expect(makeVisit()).rejects.toThrow('fetch failed');
  expect(cloud.cloud.meetings.size).toBe(1);
  expect((await makeVisit()).status).toBe(200);
});

it('answers late when slow', async () => {
  cloud.control.setFault({ target: 'graph.meetings', kind: 'slow', delayMs: 150 });
  const before = performance.now();
  expect((await makeVisit()).status).toBe(201);
  expect(performance.now() - before).toBeGreaterThan(140);
});

it('meets only the paths that were named', async () => {
  cloud.control.setFault({ target: 'graph', kind: '500', pathContains: '/licenseDetails' });
  expect((await cloud.graph('GET', `/v1.0/users/${SAMPLE_OIDS.mei}`)).status).toBe(200);
  expect((await cloud.graph('GET', `/v1.0/users/${SAMPLE_OIDS.mei}/licenseDetails`)).status).toBe(500);
});

it('keeps a log that names part, answer and fault, and no query', async () => {
  cloud.control.setFault({ target: 'graph.users', kind: '403', count: 1 });
  await cloud.graph('GET', '/v1.0/users?$top=1');
  const { body } = await control('GET', '/requests?target=graph');
  expect(body).toMatchObject([
    {
      direction: 'in',
      target: 'graph.users',
      method: 'GET',
      url: '/graph/v1.0/users',
      status: 403,
      fault: '403',
    },
  ]);
});

it('lists, clears and resets over HTTP, and says what is wrong with a request', async () => {
  await control('POST', '/faults', { target: 'connector', kind: 'down' });
  await control('POST', '/faults', { target: 'graph.users', kind: 'down' });
  expect((await control('DELETE', '/faults?target=graph')).status).toBe(204);
  expect((await control('GET', '/faults')).body).toMatchObject([
    { target: 'connector', kind: 'down', count: null },
  ]);
  expect((await control('PATCH', '/settings', { monthlyMeetingCap: 5 })).body.monthlyMeetingCap).toBe(5);
  for (const wrong of [{ monthlyMeetingCap: 'many' }, { unknown: 1 }]) {
    expect((await control('PATCH', '/settings', wrong)).status).toBe(400);
  }
  for (const wrong of [
    { target: 'moon', kind: 'down' },
    { target: 'graph', kind: 'odd' },
    { target: 'graph', kind: '500', count: 0 },
  ]) {
    expect((await control('POST', '/faults', wrong)).status).toBe(400);
  }
  expect((await control('POST', '/reset', {})).status).toBe(204);
  expect(cloud.control.faults()).toEqual([]);
  expect(cloud.control.settings().monthlyMeetingCap).toBe(2000);
});

it('is not switched by a form of another page', async () => {
  const body = new URLSearchParams({ target: 'graph', kind: 'down' });
  expect((await fetch(`${cloud.url}/control/faults`, { method: 'POST', body })).status).toBe(415);
});
