import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeRandomness } from '../../adapters/node/randomness.ts';
import {
  createTestWorld,
  SESSION,
  type TestOrganization,
  type TestWorld,
} from '../../adapters/postgres/database.test-support.ts';
import { type ConfirmedSession, LAUNCH_LASTS_MS, type LaunchContext, type LaunchKind } from './launch.ts';
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
  visitDepartmentId: null,
  accessToken: 'token',
};

/** Launches at an EHR that answers everything, and counts how often it was asked. */
function launching(
  session: Partial<ConfirmedSession> = {},
  departments: readonly string[] = [],
  meanwhile: () => Promise<void> = async () => undefined,
) {
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
        await meanwhile();
        return CONTEXT;
      },
    },
    chart: {
      confirmSession: async () => ({ ...SESSION, ...session }),
      departmentsOf: async () => departments,
    },
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

it.each(['patient', 'provider', 'device-test'] as const)(
  'lets nobody in of the %s side whose EHR was still asked when the connection was disabled',
  async (kind) => {
    const { connection, in: within } = await world.organization();
    const disable = () => within(({ configuration }) => configuration.setDisabled(connection.id, true));
    const { launches } = launching({}, [], disable);
    const { state, browserSecret } = await launches.begin(connection.id, { ...request, kind });
    await expect(
      launches.complete(connection.id, { callback: callback(state), browserSecret, signal }),
    ).rejects.toMatchObject({ code: 'connection-disabled' });
  },
);

/** @returns what came of a whole launch, with a department in the address that is allowed. */
async function launchedFrom(
  { connection }: TestOrganization,
  departments: readonly string[],
  kind: LaunchKind = 'patient',
) {
  // Where the user is logged in, or what a token says, is no proof either.
  const { launches } = launching({ departmentId: 'cardiology' }, departments);
  const claimed = { ...request, kind, departmentId: 'cardiology' };
  const { state, browserSecret } = await launches.begin(connection.id, claimed);
  return await launches.complete(connection.id, { callback: callback(state), browserSecret, signal });
}

describe('a connection for certain departments', () => {
  it('opens their appointments only, as the EHR confirms them and whatever the address says', async () => {
    const limited = await world.organization({ onlyDepartments: ['cardiology'] });
    expect((await launchedFrom(limited, ['Location/7', 'cardiology'])).session).not.toBeNull();
    for (const other of [['neurology'], []])
      for (const kind of ['patient', 'provider'] as const)
        await expect(launchedFrom(limited, other, kind)).rejects.toMatchObject({
          code: 'launch-department-refused',
        });
    // It is about no appointment.
    expect((await launchedFrom(limited, [], 'device-test')).session).toBeNull();
  });

  it('is no other than before where none are named', async () => {
    expect((await launchedFrom(ours, ['any'])).session).not.toBeNull();
  });
});

describe('a connection that another organisation shares', () => {
  async function sharing() {
    const borrower = await world.organization({ onlyDepartments: ['cardiology', 'neurology'] });
    const share = { tenantId: borrower.tenantId, departments: ['cardiology'] };
    const owner = await world.organization({ shares: [share] });
    const [offered] = await owner.in(({ shares }) => shares.ofConnection(owner.connection.id));
    const shareId = offered?.id ?? '';
    const sharedFrom = JSON.stringify({ organizationId: owner.id, shareId });
    await withClient(world.ownerDatabaseUrl, (client) =>
      client.query('update connections set shared_from = $1 where id = $2', [
        sharedFrom,
        borrower.connection.id,
      ]),
    );
    return { owner, borrower, shareId };
  }
  const disabled = { code: 'connection-disabled' };

  it('opens launches while the share is accepted and stands, and no other', async () => {
    const { owner, borrower, shareId } = await sharing();
    const launch = () => launchedFrom(borrower, ['cardiology']);
    await expect(launch()).rejects.toMatchObject(disabled);
    await owner.in(({ shares }) => shares.accept(shareId, world.clock.now()));
    expect((await launch()).session).not.toBeNull();
    await owner.in(({ configuration }) => configuration.setDisabled(owner.connection.id, true));
    await expect(launch()).rejects.toMatchObject(disabled);
    await owner.in(({ configuration }) => configuration.setDisabled(owner.connection.id, false));
    await owner.in(({ shares }) => shares.revoke(shareId));
    await expect(launch()).rejects.toMatchObject(disabled);
  });

  it('opens no department that is no longer shared, whatever its own revision says', async () => {
    const { owner, borrower, shareId } = await sharing();
    await owner.in(({ shares }) => shares.accept(shareId, world.clock.now()));
    await expect(launchedFrom(borrower, ['neurology'])).rejects.toMatchObject({
      code: 'launch-department-refused',
    });
  });

  it('is closed also to who was on the way when the share ended', async () => {
    const { owner, borrower, shareId } = await sharing();
    await owner.in(({ shares }) => shares.accept(shareId, world.clock.now()));
    const { launches, asked } = launching({}, ['cardiology']);
    const begun = await launches.begin(borrower.connection.id, { ...request, kind: 'patient' });
    await owner.in(({ shares }) => shares.revoke(shareId));
    const { state, browserSecret } = begun;
    await expect(
      launches.complete(borrower.connection.id, { callback: callback(state), browserSecret, signal }),
    ).rejects.toMatchObject(disabled);
    expect(asked.redeem).toBe(0);
  });
});
