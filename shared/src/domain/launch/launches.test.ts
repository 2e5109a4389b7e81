import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeRandomness } from '../../adapters/node/randomness.ts';
import {
  createTestWorld,
  SESSION,
  type TestOrganization,
  type TestWorld,
} from '../../adapters/postgres/database.test-support.ts';
import { LAUNCH_LASTS_MS, type LaunchContext } from './launch.ts';
import { createLaunches } from './launches.ts';

let world: TestWorld;
let ours: TestOrganization;
beforeAll(async () => {
  world = await createTestWorld();
  ours = await world.organization();
});
afterAll(() => world.close());

const signal = AbortSignal.timeout(60_000);
const CONTEXT: LaunchContext = {
  user: { kind: 'patient', reference: 'Patient/1', displayName: null },
  patientId: '1',
  encounterId: null,
  appointmentId: 'appointment-1',
  conferenceId: null,
  departmentId: null,
  accessToken: 'token',
};

/** Launches at an EHR that answers everything, and counts how often it was asked. */
function launching() {
  const asked = { redeem: 0, authorizationUrl: 0 };
  const launches = createLaunches({
    finder: world.database.finder,
    inTransaction: world.database.inTransaction,
    authorization: {
      authorizationUrl: async ({ state }) => {
        asked.authorizationUrl += 1;
        return `https://ehr.example/authorize?state=${state}`;
      },
      redeem: async () => {
        asked.redeem += 1;
        return CONTEXT;
      },
    },
    chart: { confirmSession: async () => SESSION },
    clock: world.clock,
    randomness: nodeRandomness,
    redirectUri: (id) => `https://service.example/launch/${id}/callback`,
  });
  return { launches, asked };
}

const request = { iss: 'https://ehr.example/fhir', launch: 'opaque', sessionId: null, departmentId: null };
const callback = (state: string) => new URL(`https://service.example/callback?code=c&state=${state}`);
const expired = { code: 'launch-expired' };

it('completes a launch once, for the browser that began it', async () => {
  const { launches, asked } = launching();
  const { state, browserSecret } = await launches.begin(ours.connection.id, { ...request, kind: 'patient' });
  const complete = () =>
    launches.complete(ours.connection.id, { callback: callback(state), browserSecret, signal });
  const raced = await Promise.allSettled([complete(), complete(), complete()]);
  expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(complete()).rejects.toMatchObject(expired);
  expect(asked.redeem).toBe(1);
});

it("asks nothing of an issuer that is not the connection's", async () => {
  const { launches, asked } = launching();
  for (const iss of ['https://evil.example/fhir', 'https://ehr.example/fhir/x', 'https://EHR.example/fhir'])
    await expect(
      launches.begin(ours.connection.id, { ...request, iss, kind: 'patient' }),
    ).rejects.toMatchObject({ code: 'launch-issuer-unknown' });
  await expect(launches.begin('unknown', { ...request, kind: 'patient' })).rejects.toMatchObject({
    code: 'connection-unknown',
  });
  expect(asked).toEqual({ redeem: 0, authorizationUrl: 0 });
});

it('refuses a callback of another browser, another connection, an unknown state, or too late', async () => {
  const { launches, asked } = launching();
  const theirs = await world.organization();
  const begun = () => launches.begin(ours.connection.id, { ...request, kind: 'patient' });
  const complete = (connectionId: string, state: string, browserSecret: string | null) =>
    launches.complete(connectionId, { callback: callback(state), browserSecret, signal });
  const other = await begun();
  for (const secret of [null, other.browserSecret]) {
    const { state } = await begun();
    await expect(complete(ours.connection.id, state, secret)).rejects.toMatchObject(expired);
  }
  const moved = await begun();
  await expect(complete(theirs.connection.id, moved.state, moved.browserSecret)).rejects.toMatchObject(
    expired,
  );
  await expect(complete(ours.connection.id, 'guessed', moved.browserSecret)).rejects.toMatchObject(expired);
  await expect(
    launches.complete(ours.connection.id, { callback: new URL('https://x/'), browserSecret: null, signal }),
  ).rejects.toMatchObject({ code: 'launch-incomplete' });
  const late = await begun();
  world.clock.advance(LAUNCH_LASTS_MS + 1);
  await expect(complete(ours.connection.id, late.state, late.browserSecret)).rejects.toMatchObject(expired);
  expect(asked.redeem).toBe(0);
});
