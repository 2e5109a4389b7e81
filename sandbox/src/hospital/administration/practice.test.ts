import * as oauth from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BASIC_USER } from '../epic/basic-users.ts';
import type { PracticeFace } from '../face.ts';
import { type HospitalUnderTest, startHospitalUnderTest } from '../testing/connector.ts';
import { backendToken, callbackOf, fhirGet, launch, launchToCallback } from '../testing/smart-launch.ts';
import { AddressError, type AppRegistration } from './app-registrations.ts';

let world: HospitalUnderTest;
let now = new Date();
beforeAll(async () => {
  world = await startHospitalUnderTest({ now: () => now });
});
beforeEach(async () => {
  now = new Date();
  await world.hospital.control.reset();
});
afterAll(() => world.close());

const ORDER = { face: 'practice', kind: 'provider', as: 'ramos', visit: 'whitfield' } as const;

function register(face: PracticeFace = 'practice'): AppRegistration {
  const app = world.hospital.control.registerApp(face, world.appAddresses);
  world.hospital.control.activate(face);
  return app;
}

function fillIn(face: PracticeFace = 'practice', clientId = register(face).clientId): void {
  for (const kind of ['patient', 'provider', 'device-test'] as const) {
    world.hospital.control.setRecord(face, kind, {
      meetingUrl: world.appAddresses.providerLaunchUrl.replace('provider', kind),
      clientId,
      contextToken: 'sessionId=%CSN%&departmentId=%PERFDEPID;;; ; ;;NONE;%',
      groupContextToken: 'sessionId=%CONFERENCEID%&departmentId=%PERFDEPID;;; ; ;;NONE;%',
    });
  }
}

describe('an app that was registered', () => {
  it('has a client id at once, which is unknown until it is active', async () => {
    const { clientId } = world.hospital.control.registerApp('practice', world.appAddresses);
    expect(world.hospital.control.app('practice')).toMatchObject({ clientId, isActive: false });
    await expect(backendToken(world, 'practice', 'system/Appointment.rs')).rejects.toMatchObject({
      error: 'invalid_client',
    });
    const { authorizationEndpoint } = world.hospital.faces.practice;
    const asked = (id: string) =>
      fetch(`${authorizationEndpoint}?client_id=${id}&response_type=code`).then((answer) => answer.text());
    expect((await asked(clientId)).replaceAll(clientId, '')).toBe(
      (await asked('unknown')).replaceAll('unknown', ''),
    );

    now = new Date(now.getTime() + 20_000);
    expect(world.hospital.control.app('practice')).toMatchObject({ isActive: true });
    expect(await backendToken(world, 'practice', 'system/Appointment.rs')).toEqual(expect.any(String));
  });

  it('is unknown to the other environment, which has client ids of its own', async () => {
    const { clientId } = register();
    expect(register('practice-prd').clientId).not.toBe(clientId);
    world.hospital.control.removeApp('practice-prd');
    const { tokenEndpoint } = world.hospital.faces['practice-prd'];
    const answer = await fetch(tokenEndpoint, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId }),
    });
    expect(await answer.json()).toMatchObject({ error: 'invalid_client' });
  });

  it('keeps its client id when an address is changed', async () => {
    const { clientId } = register();
    const redirectUri = `${world.appAddresses.redirectUri}/moved`;
    world.hospital.control.changeApp('practice', { ...world.appAddresses, redirectUri });
    expect(world.hospital.control.app('practice')).toMatchObject({ clientId, redirectUri, isActive: true });
  });

  it.each([
    ['http://connector.example/callback', 'must begin with https'],
    ['https://connector.example/*', 'Wildcards'],
    ['https://connector.example/call back', 'space'],
    ['https://connector.example/callback ', 'space'],
    ['https://user@connector.example/', 'user name'],
    ['https://connector.example/#here', '#'],
    ['connector.example', 'not an address'],
    ['', 'Enter an address'],
  ])('is not registered with the redirect URI "%s"', (redirectUri, why) => {
    const tried = () =>
      world.hospital.control.registerApp('practice', { ...world.appAddresses, redirectUri });
    expect(tried).toThrow(AddressError);
    expect(tried).toThrow(why);
    expect(world.hospital.control.app('practice')).toBeNull();
  });
});

describe('a launch', () => {
  it('is not possible before the integration record is filled in', () => {
    register();
    expect(() => world.hospital.control.mintLaunch(ORDER)).toThrow('not built yet');
  });

  it('ends in a visit of the clinician, as on the Epic face', async () => {
    fillIn();
    const { url } = world.hospital.control.mintLaunch(ORDER);
    expect(new URL(url).searchParams.get('sessionId')).toBe('810101');
    const tokens = await launch(world, ORDER);
    const visit = world.hospital.control.people('practice').visits.find((one) => one.key === 'whitfield');
    expect(tokens).toMatchObject({ token_type: 'bearer', appointment: visit?.appointmentId });
    const { fhirBaseUrl } = world.hospital.faces.practice;
    const found = await fhirGet(fhirBaseUrl, 'Appointment?identifier=810101', tokens.access_token);
    expect(found.body.total).toBe(1);
  });

  it('tells the conference of a group visit only when the record asks for it', async () => {
    fillIn();
    const group = { ...ORDER, as: 'lin', visit: '61204' } as const;
    expect(await launch(world, group)).toMatchObject({ conferenceid: '61204' });
    world.hospital.control.setRecord('practice', 'provider', { groupContextToken: 'sessionId=%CSN%' });
    expect(await launch(world, group)).not.toHaveProperty('conferenceid');
  });

  it('of the device test carries the context token of the patient record, unless it has its own', () => {
    fillIn();
    const sessionId = () => {
      const order = { face: 'practice', kind: 'device-test', as: 'whitfield', visit: 'whitfield' } as const;
      return new URL(world.hospital.control.mintLaunch(order).url).searchParams.get('sessionId');
    };
    world.hospital.control.setRecord('practice', 'device-test', { contextToken: '', groupContextToken: '' });
    world.hospital.control.setRecord('practice', 'patient', { contextToken: 'sessionId=patient-%CSN%' });
    expect(sessionId()).toBe('patient-810101');
    world.hospital.control.setRecord('practice', 'device-test', { contextToken: 'sessionId=own-%CSN%' });
    expect(sessionId()).toBe('own-810101');
  });

  it('is only for the client id of the record', async () => {
    fillIn();
    const old = world.clientOf('practice').clientId;
    register();
    expect(world.clientOf('practice').clientId).not.toBe(old);
    const { url } = await launchToCallback(world, ORDER);
    expect(url.searchParams.get('error_description')).toContain('another client id');
  });
});

describe('signing in without a launch', () => {
  it('lists staff and patients, and says who it was', async () => {
    register();
    const configuration = await world.configuration('practice');
    const verifier = oauth.randomPKCECodeVerifier();
    const url = oauth.buildAuthorizationUrl(configuration, {
      redirect_uri: world.appAddresses.redirectUri,
      scope: 'openid fhirUser',
      aud: world.hospital.faces.practice.fhirBaseUrl,
      state: 'state',
      nonce: 'nonce',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const asked = await fetch(url, { redirect: 'manual' });
    const signIn = new URL(asked.headers.get('location') ?? '', url);
    const cookie = asked.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const page = await (await fetch(signIn, { headers: { cookie } })).text();
    for (const name of ['Ms Priya Raman', 'Dr Diego Ramos', 'Jonah Whitfield', 'Paulo Costa'])
      expect(page).toContain(name);
    const analyst = world.hospital.control.people('practice').clinicians.find((one) => one.key === 'raman');
    const chosen = await fetch(signIn, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: new URLSearchParams({ as: `Practitioner/${analyst?.id}` }),
    });
    const resumed = await fetch(new URL(chosen.headers.get('location') ?? '', url), {
      redirect: 'manual',
      headers: { cookie },
    });
    const tokens = await oauth.authorizationCodeGrant(
      configuration,
      new URL(resumed.headers.get('location') ?? ''),
      { pkceCodeVerifier: verifier, expectedState: 'state', expectedNonce: 'nonce' },
    );
    const { fhirBaseUrl } = world.hospital.faces.practice;
    expect(tokens.claims()?.fhirUser).toBe(`${fhirBaseUrl}/Practitioner/${analyst?.id}`);
    expect(tokens.scope).toBe('openid fhirUser');
    expect((await fhirGet(fhirBaseUrl, `Practitioner/${analyst?.id}`, tokens.access_token)).status).toBe(403);
  });

  it('is refused with a redirect URI that was not registered', async () => {
    register();
    const url = oauth.buildAuthorizationUrl(await world.configuration('practice'), {
      redirect_uri: `${world.appAddresses.redirectUri}/`,
      scope: 'openid fhirUser',
      aud: world.hospital.faces.practice.fhirBaseUrl,
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    });
    expect((await callbackOf(url)).origin).toBe(world.hospital.url);
  });
});

it('takes writebacks from the client that is active, and from no other', async () => {
  const tell = async (clientId: string) => {
    const query = 'ConferenceID=810101&ExternalID=x&ExternalIDType=2&VendorName=V&ConnectionStatus=1';
    const credentials = Buffer.from(`${BASIC_USER.user}:${BASIC_USER.password}`).toString('base64');
    const answer = await fetch(`${world.hospital.faces.practice.setExternalConnectionStatusUrl}?${query}`, {
      headers: { authorization: `Basic ${credentials}`, 'epic-client-id': clientId },
    });
    return answer.status;
  };
  const { clientId } = world.hospital.control.registerApp('practice', world.appAddresses);
  expect([await tell(clientId), await tell(world.clients.epic.clientId)]).toEqual([403, 403]);
  world.hospital.control.activate('practice');
  expect(await tell(clientId)).toBe(200);
  expect(world.hospital.control.writebacks({ face: 'practice' })).toHaveLength(1);
  expect(world.hospital.control.writebacks({ face: 'epic' })).toHaveLength(0);
});

it('can be set up over HTTP, and taken back', async () => {
  const control = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${world.hospital.url}/control${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  };
  expect((await control('PUT', '/apps/epic', world.appAddresses)).status).toBe(400);
  expect((await control('PUT', '/apps/practice', { redirectUri: 'x' })).status).toBe(400);
  const { body: app } = await control('PUT', '/apps/practice', world.appAddresses);
  expect((await control('GET', '/apps/practice')).body).toMatchObject({
    clientId: app.clientId,
    isActive: false,
  });
  expect((await control('POST', '/apps/practice/activate')).status).toBe(204);
  const record = { meetingUrl: 'https://x.example', clientId: app.clientId };
  expect((await control('PUT', '/records/practice/provider', record)).status).toBe(204);
  expect((await control('PUT', '/records/practice/sms', record)).status).toBe(400);
  expect(world.hospital.control.record('practice', 'provider')).toMatchObject({
    ...record,
    contextToken: '',
  });
  expect((await control('POST', '/launches', ORDER)).status).toBe(201);
  await control('POST', '/reset');
  expect((await control('GET', '/apps/practice')).body).toBeNull();
  expect((await control('POST', '/launches', ORDER)).status).toBe(400);
});
