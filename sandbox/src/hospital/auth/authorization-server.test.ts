import { randomUUID } from 'node:crypto';
import { generateKeyPair, SignJWT } from 'jose';
import * as oauth from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchOrder } from '../control/launches.ts';
import { type HospitalUnderTest, startHospitalUnderTest } from '../testing/connector.ts';
import { backendToken, callbackOf, launchToCallback, redeem } from '../testing/smart-launch.ts';

const ORDER: LaunchOrder = { face: 'epic', kind: 'provider', as: 'okafor', visit: 'carter' };

let world: HospitalUnderTest;
beforeAll(async () => {
  world = await startHospitalUnderTest();
});
afterAll(() => world.close());

/** Posts to the token endpoint as a client that may say anything. */
async function tokenRequest(
  form: Record<string, string>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(world.hospital.faces.epic.tokenEndpoint, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

function backendRequest(assertion: string, more: Record<string, string> = {}) {
  return tokenRequest({
    grant_type: 'client_credentials',
    scope: 'system/Appointment.r',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    ...more,
  });
}

function honestClaims(): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  return { aud: world.hospital.faces.epic.tokenEndpoint, jti: randomUUID(), iat: now, exp: now + 60 };
}

async function errorOf(
  order: LaunchOrder,
  change: Readonly<Record<string, string | null>>,
): Promise<string | null> {
  return (await launchToCallback(world, order, change)).url.searchParams.get('error');
}

describe('the authorisation request', () => {
  it('is refused without PKCE', async () => {
    expect(await errorOf(ORDER, { code_challenge: null, code_challenge_method: null })).toBe(
      'invalid_request',
    );
  });

  it('is refused with plain PKCE', async () => {
    expect(await errorOf(ORDER, { code_challenge_method: 'plain' })).toBe('invalid_request');
  });

  it.each([
    ['another server', 'https://ehr.elsewhere.example/api/FHIR/R4'],
    ['the issuer', 'issuer'],
    ['nothing', null],
  ])('is refused when aud is %s', async (_what, aud) => {
    expect(await errorOf(ORDER, { aud: aud === 'issuer' ? world.hospital.faces.epic.issuer : aud })).toBe(
      'invalid_request',
    );
  });

  it('ends on an error page, not at the connector, when the redirect URI is not exactly the registered one', async () => {
    for (const redirectUri of [
      `${world.clients.epic.redirectUri}/`,
      `${world.clients.epic.redirectUri}?a=b`,
      world.clients.plain.redirectUri,
    ]) {
      const { url } = await launchToCallback(world, ORDER, { redirect_uri: redirectUri });
      expect(url.href.startsWith(world.hospital.faces.epic.authorizationEndpoint)).toBe(true);
    }
  });

  it('is refused for a launch that is made up, expired, or meant for the other face', async () => {
    expect(await errorOf(ORDER, { launch: 'made-up' })).toBe('invalid_request');
    expect(await errorOf({ ...ORDER, overrides: { lifetimeMs: 0 } }, {})).toBe('invalid_request');
    const foreign = new URL(
      world.hospital.control.mintLaunch({ face: 'plain', kind: 'provider', as: 'okonkwo', visit: 'almeida' })
        .url,
    );
    expect(await errorOf(ORDER, { launch: foreign.searchParams.get('launch') })).toBe('invalid_request');
  });

  it('redeems a launch once', async () => {
    const launch = new URL(world.hospital.control.mintLaunch(ORDER).url).searchParams.get('launch');
    expect(await errorOf(ORDER, { launch })).toBeNull();
    expect(await errorOf(ORDER, { launch })).toBe('invalid_request');
  });

  it('needs the launch scope with a launch, and a launch with the scope', async () => {
    expect(await errorOf(ORDER, { scope: 'openid fhirUser' })).toBe('invalid_request');
    expect(await errorOf(ORDER, { launch: null })).toBe('invalid_request');
  });

  it('is answered with iss, as RFC 9207 has it', async () => {
    const { url } = await launchToCallback(world, ORDER);
    expect(url.searchParams.get('iss')).toBe(world.hospital.faces.epic.issuer);
  });
});

describe('the code', () => {
  it('is good once, and using it again revokes what it gave', async () => {
    const callback = await launchToCallback(world, ORDER);
    const tokens = await redeem(callback);
    await expect(redeem(callback)).rejects.toMatchObject({ error: 'invalid_grant' });
    const response = await fetch(
      `${world.hospital.faces.epic.fhirBaseUrl}/Patient/${String(tokens.patient)}`,
      {
        headers: { authorization: `Bearer ${tokens.access_token}` },
      },
    );
    expect(response.status).toBe(401);
  });

  it('is refused with another verifier', async () => {
    const callback = await launchToCallback(world, ORDER);
    const checks = { ...callback.checks, pkceCodeVerifier: oauth.randomPKCECodeVerifier() };
    await expect(redeem({ ...callback, checks })).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});

describe('the client assertion', () => {
  it('is accepted when it keeps to the rules', async () => {
    const { status, body } = await backendRequest(await world.assertion('epic', honestClaims()));
    expect(status).toBe(200);
    expect(body).toMatchObject({ scope: 'system/Appointment.r', expires_in: 3600 });
  });

  it('is refused the second time', async () => {
    const assertion = await world.assertion('epic', honestClaims());
    expect((await backendRequest(assertion)).status).toBe(200);
    expect((await backendRequest(assertion)).body.error).toBe('invalid_client');
  });

  it.each([
    ['ten minutes of life', (now: number) => ({ iat: undefined, exp: now + 600 })],
    ['ten minutes between iat and exp', (now: number) => ({ iat: now - 540, exp: now + 60 })],
    ['an exp that has passed', (now: number) => ({ iat: now - 120, exp: now - 60 })],
    ['no exp', () => ({ exp: undefined })],
    ['no jti', () => ({ jti: undefined })],
    ['an endlessly long jti', () => ({ jti: 'j'.repeat(152) })],
    ['the issuer as audience', () => ({ aud: world.hospital.faces.epic.issuer })],
    ['the other face as audience', () => ({ aud: world.hospital.faces.plain.tokenEndpoint })],
    ['another sub', () => ({ sub: 'somebody-else' })],
    ['an iat in the future', (now: number) => ({ iat: now + 120, exp: now + 240 })],
  ])('is refused with %s', async (_what, wrong) => {
    const claims = { ...honestClaims(), ...wrong(Math.floor(Date.now() / 1000)) };
    const { status, body } = await backendRequest(await world.assertion('epic', claims));
    expect({ status, error: body.error }).toEqual({ status: 401, error: 'invalid_client' });
  });

  it('may be signed with RS384, and not with RS256', async () => {
    expect((await backendRequest(await world.assertion('epic', honestClaims(), 'RS384'))).status).toBe(200);
    expect((await backendRequest(await world.assertion('epic', honestClaims(), 'RS256'))).body.error).toBe(
      'invalid_client',
    );
  });

  it('is refused when signed by a key the connector does not publish', async () => {
    const { privateKey } = await generateKeyPair('ES384');
    const { clientId } = world.clients.epic;
    const assertion = await new SignJWT({ ...honestClaims(), iss: clientId, sub: clientId })
      .setProtectedHeader({ alg: 'ES384', kid: 'test-key' })
      .sign(privateKey);
    expect((await backendRequest(assertion)).body.error).toBe('invalid_client');
  });

  it('is the only way in: a client id alone or a secret is refused', async () => {
    const { status } = await tokenRequest({
      grant_type: 'client_credentials',
      scope: 'system/Appointment.r',
      client_id: world.clients.epic.clientId,
      client_secret: 'secret',
    });
    expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe('backend services', () => {
  it('get system scopes', async () => {
    expect(await backendToken(world, 'plain', 'system/AuditEvent.crs')).toEqual(expect.any(String));
  });

  it('are told in the answer which scopes they got, and refused when there is none', async () => {
    const granted = async (scope: string) => {
      const configuration = await world.configuration('epic');
      return (await oauth.clientCredentialsGrant(configuration, { scope })).scope;
    };
    expect(await granted('system/Appointment.rs system/AuditEvent.c')).toBe('system/Appointment.rs');
    for (const scope of ['system/AuditEvent.c', 'system/Appointment.u'])
      await expect(granted(scope)).rejects.toMatchObject({ status: 400, error: 'invalid_scope' });
  });

  it('get no user or patient scopes', async () => {
    await expect(backendToken(world, 'epic', 'user/Appointment.r')).rejects.toMatchObject({
      error: 'invalid_scope',
    });
  });
});

describe('a late client', () => {
  it('is known as soon as it is registered', async () => {
    const registered = world.clients.epic;
    world.hospital.registerClients({
      epic: { ...registered, redirectUri: `${registered.launchBase}/moved` },
    });
    const moved = await launchToCallback(world, ORDER, { redirect_uri: `${registered.launchBase}/moved` });
    world.hospital.registerClients({ epic: registered });
    expect(moved.url.pathname).toBe('/launch/epic/moved');
  });
});

describe('standalone launch', () => {
  it('asks who it is, then comes back with their identity', async () => {
    const configuration = await world.configuration('plain');
    const verifier = oauth.randomPKCECodeVerifier();
    const url = oauth.buildAuthorizationUrl(configuration, {
      redirect_uri: world.clients.plain.redirectUri,
      scope: 'openid fhirUser launch/patient patient/Patient.r',
      aud: world.hospital.faces.plain.fhirBaseUrl,
      state: 'state',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const asked = await fetch(url, { redirect: 'manual' });
    const signIn = new URL(asked.headers.get('location') ?? '', url);
    const cookies = asked.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const osei = world.hospital.control.people('plain').patients.find((one) => one.key === 'osei');
    expect(await (await fetch(signIn, { headers: { cookie: cookies } })).text()).toContain('Kwame Osei');
    const chosen = await fetch(signIn, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: cookies },
      body: new URLSearchParams({ as: `Patient/${osei?.id}` }),
    });
    const resumed = await fetch(new URL(chosen.headers.get('location') ?? '', url), {
      redirect: 'manual',
      headers: { cookie: cookies },
    });
    const callback = new URL(resumed.headers.get('location') ?? '');
    const tokens = await oauth.authorizationCodeGrant(configuration, callback, {
      pkceCodeVerifier: verifier,
      expectedState: 'state',
    });
    expect(tokens.patient).toBe(osei?.id);
    expect(tokens.claims()?.fhirUser).toBe(`${world.hospital.faces.plain.fhirBaseUrl}/Patient/${osei?.id}`);
  });

  it('says so when the sign-in is unknown or has expired', async () => {
    const response = await fetch(`${world.hospital.url}/plain/sign-in/unknown`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Please go back and try again.');
  });

  it('signs in nobody else on the same computer afterwards', async () => {
    const callback = await launchToCallback(world, ORDER);
    expect(callback.url.searchParams.get('code')).not.toBeNull();
    const url = oauth.buildAuthorizationUrl(callback.configuration, {
      redirect_uri: world.clients.epic.redirectUri,
      scope: 'openid fhirUser',
      aud: world.hospital.faces.epic.fhirBaseUrl,
      code_challenge: await oauth.calculatePKCECodeChallenge(oauth.randomPKCECodeVerifier()),
      code_challenge_method: 'S256',
    });
    expect((await callbackOf(url)).pathname).toMatch(/^\/epic\/sign-in\//);
  });
});
