import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EhrAuthorization } from '../../domain/launch/ehr-ports.ts';
import { smartEhrAuthorization } from './ehr-authorization.ts';
import {
  type Arrival,
  arrive,
  redeemed,
  startTestHospital,
  systemClock,
  systemRandomness,
  type TestHospital,
} from './hospital.test-support.ts';

let world: TestHospital;
let authorization: EhrAuthorization;

beforeAll(async () => {
  world = await startTestHospital();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hospital.control.reset();
  authorization = authorizationWith({});
});

const authorizationWith = (changes: { timeoutMs?: number }): EhrAuthorization =>
  smartEhrAuthorization({
    keys: world.keys,
    randomness: systemRandomness,
    clock: systemClock,
    allowInsecureLoopback: true,
    ...changes,
  });

const CLINICIAN = { face: 'epic', kind: 'provider', as: 'okafor', visit: 'carter' } as const;
const PATIENT = { face: 'epic', kind: 'patient', as: 'carter', visit: 'carter' } as const;

const redeem = (arrival: Arrival, changes: Partial<Arrival> = {}) =>
  authorization.redeem({ ...arrival, ...changes, signal: AbortSignal.timeout(20_000) });

/** Redeems a callback and says how it was refused, and what was asked of the EHR meanwhile. */
async function refusal(arrival: Arrival, changes: Partial<Arrival> = {}) {
  world.hospital.control.clearRequests();
  const error = await redeem(arrival, changes).then(
    (context) => expect.fail(`was accepted for ${context.user.reference}`),
    (error: unknown) => error,
  );
  return { code: (error as { code?: unknown }).code, calls: world.calls(), error };
}

describe('the authorisation request', () => {
  it('asks for this launch, by PKCE S256, at the pinned endpoint, and calls nothing', async () => {
    const connection = world.connection('epic');
    const asked = await authorization.authorizationUrl({
      connection,
      kind: 'patient',
      launch: 'launch/+&=token',
      state: 'a-state',
      nonce: 'a-nonce',
      codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
      redirectUri: 'https://service.example/launch/1/callback',
    });
    const url = new URL(asked);
    expect(url.origin + url.pathname).toBe(connection.authority.authorizationEndpoint);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: connection.clientId,
      redirect_uri: 'https://service.example/launch/1/callback',
      scope: 'launch openid fhirUser profile patient/Appointment.rs patient/Encounter.rs',
      launch: 'launch/+&=token',
      state: 'a-state',
      nonce: 'a-nonce',
      aud: connection.fhirBaseUrl,
      // RFC 7636, appendix B
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
    expect(world.calls()).toEqual([]);
  });

  it('is not made for an EHR on plain http elsewhere than on this machine', async () => {
    const connection = world.connection('epic');
    const authority = { ...connection.authority, authorizationEndpoint: 'http://ehr.example/authorize' };
    const request = { ...(await arrive(world, authorization, connection, CLINICIAN)), launch: 'x' };
    await expect(
      authorization.authorizationUrl({ ...request, connection: { ...connection, authority } }),
    ).rejects.toMatchObject({ code: 'ehr-untrusted' });
  });
});

describe('an honest launch', () => {
  it.each(['ES384', 'RS384'] as const)(
    'tells who launched and about what, with %s assertions',
    async (algorithm) => {
      world.signWith(algorithm);
      const { context } = await redeemed(world, authorization, world.connection('epic'), CLINICIAN);
      const { clinicians, patients, visits } = world.hospital.control.people('epic');
      const visit = visits.find(({ key }) => key === 'carter');
      expect(context).toEqual({
        user: {
          kind: 'practitioner',
          reference: `Practitioner/${clinicians.find(({ key }) => key === 'okafor')?.id}`,
          displayName: 'Dr Amara Okafor',
        },
        patientId: patients.find(({ key }) => key === 'carter')?.id,
        encounterId: visit?.encounterId,
        appointmentId: visit?.appointmentId,
        conferenceId: null,
        departmentId: '10101',
        visitDepartmentId: null,
        accessToken: expect.any(String),
      });
    },
  );

  it.each([
    ['a patient', { ...PATIENT }, 'patient'],
    ['a patient testing devices', { ...PATIENT, kind: 'device-test' as const }, 'patient'],
    [
      'a parent acting for a child',
      { face: 'epic', kind: 'patient', as: 'grace', visit: 'leo' },
      'related-person',
    ],
  ] as const)('knows %s', async (_who, order, kind) => {
    const { context } = await redeemed(world, authorization, world.connection('epic'), order);
    expect(context.user.kind).toBe(kind);
    expect(context.patientId).toEqual(expect.any(String));
  });

  it('takes a group’s conference id from the token response', async () => {
    const order = { face: 'epic', kind: 'patient', as: 'reyes', visit: 'group-reyes' } as const;
    const { context } = await redeemed(world, authorization, world.connection('epic'), order);
    expect(context.conferenceId).toBe('58812');
  });

  it('takes a plain server’s appointment from fhirContext', async () => {
    const order = { face: 'plain', kind: 'patient', as: 'osei', visit: 'osei' } as const;
    const { context } = await redeemed(world, authorization, world.connection('plain'), order);
    const visit = world.hospital.control.people('plain').visits.find(({ key }) => key === 'osei');
    expect(context.appointmentId).toBe(visit?.appointmentId);
  });

  it('is taken from a server that does not name itself on the callback', async () => {
    world.hospital.control.tamper('epic', { callbackIss: 'missing' });
    const { arrival } = await redeemed(world, authorization, world.connection('epic'), CLINICIAN);
    expect(arrival.callback.searchParams.has('iss')).toBe(false);
  });

  it('is taken whatever address a proxy made of the callback', async () => {
    const arrival = await arrive(world, authorization, world.connection('epic'), CLINICIAN);
    const callback = new URL(`http://inside:8080/other/path${arrival.callback.search}`);
    await expect(redeem(arrival, { callback })).resolves.toMatchObject({ user: { kind: 'practitioner' } });
  });

  it('may be granted scopes in the spelling of SMART 1', async () => {
    const scope = 'openid fhirUser launch patient/Appointment.read patient/Encounter.read';
    world.hospital.control.tamper('epic', { tokenResponse: { set: { scope } } });
    await expect(redeemed(world, authorization, world.connection('epic'), PATIENT)).resolves.toBeDefined();
  });
});

describe('an attacker’s callback calls nothing', () => {
  it('when it names another issuer', async () => {
    world.hospital.control.tamper('epic', { callbackIss: 'wrong' });
    const arrival = await arrive(world, authorization, world.connection('epic'), CLINICIAN);
    expect(await refusal(arrival)).toMatchObject({ code: 'ehr-untrusted', calls: [] });
  });

  it.each([
    ['carries another state', (url: URL) => url.searchParams.set('state', 'other'), 'ehr-untrusted'],
    ['carries no state', (url: URL) => url.searchParams.delete('state'), 'ehr-untrusted'],
    ['carries no code', (url: URL) => url.searchParams.delete('code'), 'launch-incomplete'],
    ['carries two codes', (url: URL) => url.searchParams.append('code', 'x'), 'launch-incomplete'],
    ['is an error', (url: URL) => url.searchParams.set('error', 'access_denied'), 'launch-refused-by-ehr'],
  ])('when it %s', async (_what, change, code) => {
    const arrival = await arrive(world, authorization, world.connection('epic'), CLINICIAN);
    const callback = new URL(arrival.callback);
    change(callback);
    expect(await refusal(arrival, { callback })).toMatchObject({ code, calls: [] });
  });

  it('and an error text of its making is not repeated', async () => {
    const arrival = await arrive(world, authorization, world.connection('epic'), CLINICIAN);
    const callback = new URL(arrival.callback);
    callback.searchParams.set('error', '<script>alert(1)</script>');
    callback.searchParams.set('error_description', 'CANARY');
    const { error } = await refusal(arrival, { callback });
    expect(inspect(error, { depth: 10 })).not.toMatch(/script|CANARY/);
  });
});

describe('an attacker’s token ends the launch', () => {
  const TOKEN_ONLY = ['/epic/oauth2/token'];
  const TOKEN_AND_KEYS = ['/epic/oauth2/token', '/epic/oauth2/jwks'];

  it.each([
    ['signed with another key', 'other-key', TOKEN_AND_KEYS],
    ['not signed at all', 'alg-none', TOKEN_ONLY],
    ['for another application', 'wrong-aud', TOKEN_ONLY],
    ['with another nonce', 'wrong-nonce', TOKEN_ONLY],
    ['without nonce', 'no-nonce', TOKEN_ONLY],
    ['expired', 'expired', TOKEN_ONLY],
    ['of another issuer', 'wrong-iss', TOKEN_ONLY],
    ['without fhirUser', 'no-fhir-user', TOKEN_AND_KEYS],
    ['with a fhirUser of another EHR', 'foreign-fhir-user', TOKEN_AND_KEYS],
    ['absent', 'missing', TOKEN_ONLY],
  ] as const)('when the id_token is %s', async (_what, idToken, calls) => {
    const arrival = await arrive(world, authorization, world.connection('epic'), CLINICIAN);
    world.hospital.control.tamper('epic', { idToken });
    const refused = await refusal(arrival);
    expect(refused).toMatchObject({ code: 'launch-identity-invalid', calls });
    // Neither a token nor a name may reach a log by way of the error.
    expect(inspect(refused.error, { depth: 20, showHidden: true })).not.toMatch(/eyJ|Okafor|access_token/);
  });

  it.each([
    ['a patient at the provider’s URL', { ...PATIENT, overrides: { path: 'provider' as const } }],
    ['a clinician at the patient’s URL', { ...CLINICIAN, overrides: { path: 'patient' as const } }],
    ['a clinician at the device test’s URL', { ...CLINICIAN, overrides: { path: 'device-test' as const } }],
  ])('when the sides are swapped: %s', async (_what, order) => {
    const arrival = await arrive(world, authorization, world.connection('epic'), order);
    expect(await refusal(arrival)).toMatchObject({ code: 'launch-wrong-side', calls: TOKEN_AND_KEYS });
  });

  it('when fhirUser is neither staff nor patient side', async () => {
    const arrival = await arrive(world, authorization, world.connection('epic'), PATIENT);
    world.hospital.control.tamper('epic', { fhirUser: 'Person/1' });
    expect(await refusal(arrival)).toMatchObject({ code: 'launch-identity-invalid', calls: TOKEN_AND_KEYS });
  });

  it('when a code comes twice', async () => {
    const arrival = await arrive(world, authorization, world.connection('epic'), CLINICIAN);
    await redeem(arrival);
    expect(await refusal(arrival)).toMatchObject({ code: 'launch-refused-by-ehr', calls: TOKEN_ONLY });
  });

  it('when a stolen code comes with another launch’s verifier', async () => {
    const arrival = await arrive(world, authorization, world.connection('epic'), CLINICIAN);
    const codeVerifier = systemRandomness.secret();
    expect(await refusal(arrival, { codeVerifier })).toMatchObject({ code: 'launch-refused-by-ehr' });
  });

  it('when the scope it needs was not granted', async () => {
    const arrival = await arrive(world, authorization, world.connection('epic'), PATIENT);
    const scope = 'launch openid fhirUser patient/Appointment.rs';
    world.hospital.control.tamper('epic', { tokenResponse: { set: { scope } } });
    const refused = await refusal(arrival);
    expect(refused).toMatchObject({ code: 'launch-scope-missing', calls: TOKEN_AND_KEYS });
    expect(String(refused.error)).toContain('Encounter.rs');
  });
});

describe('an EHR that fails', () => {
  it.each([
    ['is down', { kind: 'down' }],
    ['fails', { kind: 'status', status: 500 }],
    ['is busy', { kind: 'status', status: 429 }],
    ['loses its answer', { kind: 'drop-answer' }],
  ] as const)('is unavailable when its token endpoint %s', async (_what, fault) => {
    const arrival = await arrive(world, authorization, world.connection('epic'), CLINICIAN);
    world.hospital.control.setFault({ face: 'epic', area: 'token', ...fault });
    expect(await refusal(arrival)).toMatchObject({ code: 'ehr-unavailable', calls: ['/epic/oauth2/token'] });
  });

  it('is unavailable when its keys cannot be read', async () => {
    const arrival = await arrive(world, authorization, world.connection('epic'), CLINICIAN);
    world.hospital.control.setFault({ face: 'epic', area: 'discovery', kind: 'status', status: 500 });
    expect(await refusal(arrival)).toMatchObject({ code: 'ehr-unavailable' });
  });

  it('is unavailable when it is too slow', async () => {
    authorization = authorizationWith({ timeoutMs: 200 });
    const arrival = await arrive(world, authorization, world.connection('epic'), CLINICIAN);
    world.hospital.control.setFault({ face: 'epic', area: 'token', kind: 'slow', ms: 10_000 });
    expect(await refusal(arrival)).toMatchObject({ code: 'ehr-unavailable' });
  });

  it('is no longer waited for when the launch is given up', async () => {
    const arrival = await arrive(world, authorization, world.connection('epic'), CLINICIAN);
    world.hospital.control.setFault({ face: 'epic', area: 'token', kind: 'slow', ms: 10_000 });
    await expect(authorization.redeem({ ...arrival, signal: AbortSignal.timeout(50) })).rejects.toMatchObject(
      {
        code: 'ehr-unavailable',
      },
    );
  });
});
