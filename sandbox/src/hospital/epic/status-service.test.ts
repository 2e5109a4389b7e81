import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HospitalUnderTest, startHospitalUnderTest } from '../testing/connector.ts';
import { backendToken, launch } from '../testing/smart-launch.ts';
import { BASIC_USER } from './basic-users.ts';

let world: HospitalUnderTest;
beforeAll(async () => {
  world = await startHospitalUnderTest();
});
beforeEach(() => world.hospital.control.reset());
afterAll(() => world.close());

const BASIC = `Basic ${Buffer.from(`${BASIC_USER.user}:${BASIC_USER.password}`).toString('base64')}`;

async function tell(
  change: { query?: Record<string, string>; headers?: Record<string, string>; method?: string } = {},
) {
  const query = {
    ConferenceID: '700101',
    ExternalID: 'abc',
    ExternalIDType: '2',
    VendorName: 'Teams',
    ConnectionStatus: '1',
    ...change.query,
  };
  const response = await fetch(
    `${world.hospital.faces.epic.setExternalConnectionStatusUrl}?${new URLSearchParams(query)}`,
    {
      method: change.method ?? 'GET',
      headers: { authorization: BASIC, 'epic-client-id': world.clients.epic.clientId, ...change.headers },
    },
  );
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('SetExternalConnectionStatus', () => {
  it.each(['GET', 'POST', 'PUT'])('takes %s', async (method) => {
    expect(await tell({ method })).toEqual({ status: 200, body: { Status: 'Success' } });
    expect(world.hospital.control.writebacks()).toMatchObject([
      { sessionId: '700101', who: 'abc', side: 'patient', status: 'connected' },
    ]);
  });

  it('takes a backend token, and not the token of a launch', async () => {
    const backend = await backendToken(world, 'epic', 'system/Appointment.r');
    expect((await tell({ headers: { authorization: `Bearer ${backend}` } })).status).toBe(200);
    const { access_token: user } = await launch(world, {
      face: 'epic',
      kind: 'provider',
      as: 'okafor',
      visit: 'carter',
    });
    expect((await tell({ headers: { authorization: `Bearer ${user}` } })).status).toBe(401);
  });

  it.each([
    ['a wrong password', { headers: { authorization: 'Basic ZW1wJFg6eQ==' } }, 401],
    ['no Epic-Client-ID of a known client', { headers: { 'epic-client-id': 'unknown' } }, 403],
    ['an unknown conference', { query: { ConferenceID: '1' } }, 404],
    ['an unknown status', { query: { ConnectionStatus: '3' } }, 400],
    ['an empty parameter', { query: { VendorName: '' } }, 400],
    ['DELETE', { method: 'DELETE' }, 405],
  ])('refuses %s with an Epic-style error, and notes nothing', async (_what, change, status) => {
    const answer = await tell(change);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({
      Message: expect.any(String),
      ExceptionMessage: expect.any(String),
      ExceptionType: expect.any(String),
    });
    expect(world.hospital.control.writebacks()).toEqual([]);
  });

  it('keeps order, and counts what is told again without telling it twice', async () => {
    await tell();
    await tell();
    await tell({ query: { ConnectionStatus: '2' } });
    await tell({ query: { ConnectionStatus: '1' } });
    expect(
      world.hospital.control.writebacks().map(({ seq, status, duplicates }) => [seq, status, duplicates]),
    ).toEqual([
      [1, 'connected', 1],
      [2, 'disconnected', 0],
      [3, 'connected', 0],
    ]);
  });

  it('knows a group visit by its conference id', async () => {
    expect((await tell({ query: { ConferenceID: '58812' } })).status).toBe(200);
  });
});
