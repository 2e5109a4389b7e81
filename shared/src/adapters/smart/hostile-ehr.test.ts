import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionKeys } from '../../domain/connections/connection-keys.ts';
import {
  answerJson,
  type Script,
  type ScriptedServer,
  startScriptedServer,
} from '../http/scripted-server.test-support.ts';
import { smartEhrAuthorization } from './ehr-authorization.ts';
import {
  CALLBACK,
  newSigningKey,
  systemClock,
  systemRandomness,
  testConnection,
} from './hospital.test-support.ts';

const NONCE = 'nonce';
const { privateKey, publicKey } = await generateKeyPair('RS256');
const publicJwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
const signingKey = await newSigningKey('ES384');
const keys: ConnectionKeys = {
  signingKey: async () => signingKey,
  publicJwks: async () => ({ keys: [] }),
  basicCredentials: async () => null,
};

let ehr: ScriptedServer;
let elsewhere: ScriptedServer;
beforeAll(async () => {
  [ehr, elsewhere] = await Promise.all([startScriptedServer(), startScriptedServer()]);
});
afterAll(() => Promise.all([ehr.close(), elsewhere.close()]));

function connectionTo(server: ScriptedServer, changes: Partial<Connection['authority']> = {}): Connection {
  return testConnection({
    fhirBaseUrl: `${server.url}/fhir`,
    authority: {
      issuer: `${server.url}/oauth2`,
      authorizationEndpoint: `${server.url}/authorize`,
      tokenEndpoint: `${server.url}/token`,
      jwksUri: `${server.url}/jwks`,
      ...changes,
    },
  });
}

const authorizationWith = (changes: { allowInsecureLoopback?: boolean; timeoutMs?: number } = {}) =>
  smartEhrAuthorization({
    keys,
    randomness: systemRandomness,
    clock: systemClock,
    allowInsecureLoopback: true,
    ...changes,
  });

const redeemAt = (connection: Connection, authorization = authorizationWith()) =>
  authorization.redeem({
    connection,
    kind: 'provider',
    callback: new URL(`${CALLBACK}?code=c&state=s`),
    state: 's',
    nonce: NONCE,
    codeVerifier: systemRandomness.secret(),
    redirectUri: CALLBACK,
    signal: AbortSignal.timeout(20_000),
  });

const paths = (server: ScriptedServer): readonly string[] => server.calls.map(({ path }) => path);

async function tokenResponse(claims: JWTPayload = {}, response: object = {}, kid = 'k1'): Promise<object> {
  const idToken = await new SignJWT({ nonce: NONCE, sub: 'u', fhirUser: 'Practitioner/p1', ...claims })
    .setProtectedHeader({ alg: 'RS256', kid })
    .setIssuer(`${ehr.url}/oauth2`)
    .setAudience('connector')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);
  return {
    access_token: 'a',
    token_type: 'bearer',
    scope: 'user/Appointment.r',
    id_token: idToken,
    ...response,
  };
}

/** An honest EHR, but for what a test replaces. */
function honest(body: object, replaced: Readonly<Record<string, Script>> = {}): Script {
  return (call, response) => {
    const [path = ''] = call.path.split('?');
    const script = replaced[path];
    if (script) return script(call, response);
    if (path === '/token') return answerJson(response, body);
    if (path === '/jwks') return answerJson(response, { keys: [publicJwk] });
    response.writeHead(404).end();
  };
}

const redirect: Script = (call, response) =>
  response.writeHead(307, { location: `${elsewhere.url}${call.path}` }).end();
const endless: Script = (_call, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"access_token":"');
  const more = (): void => {
    if (response.destroyed) return;
    response.write('x'.repeat(100_000), more);
  };
  more();
};

describe('an EHR that is not to be trusted', () => {
  it.each(['/token', '/jwks'])('is not followed when %s redirects', async (path) => {
    elsewhere.answer(honest({}));
    ehr.answer(honest(await tokenResponse(), { [path]: redirect }));
    await expect(redeemAt(connectionTo(ehr))).rejects.toMatchObject({ code: 'ehr-untrusted' });
    expect(elsewhere.calls).toEqual([]);
  });

  it.each(['/token', '/jwks'])('is not read to the end when %s never ends', async (path) => {
    ehr.answer(honest(await tokenResponse(), { [path]: endless }));
    await expect(redeemAt(connectionTo(ehr))).rejects.toMatchObject({ code: 'ehr-untrusted' });
  });

  it('is not called on plain http, unless this machine may be', async () => {
    ehr.answer(honest(await tokenResponse()));
    const strict = authorizationWith({ allowInsecureLoopback: false });
    await expect(redeemAt(connectionTo(ehr), strict)).rejects.toMatchObject({ code: 'ehr-untrusted' });
    expect(ehr.calls).toEqual([]);
  });

  it('is not called on plain http elsewhere', async () => {
    const connection = connectionTo(ehr, { tokenEndpoint: 'http://ehr.example/token' });
    await expect(redeemAt(connection)).rejects.toMatchObject({ code: 'ehr-untrusted' });
  });

  it('is not believed about another user’s server', async () => {
    ehr.answer(honest(await tokenResponse({ fhirUser: `${ehr.url}/fhir2/Practitioner/p1` })));
    await expect(redeemAt(connectionTo(ehr))).rejects.toMatchObject({ code: 'launch-identity-invalid' });
  });

  it('is unavailable while its keys are no keys', async () => {
    const noKeys: Script = (_call, response) => response.writeHead(200).end('<html>maintenance</html>');
    ehr.answer(honest(await tokenResponse(), { '/jwks': noKeys }));
    await expect(redeemAt(connectionTo(ehr))).rejects.toMatchObject({ code: 'ehr-unavailable' });
  });
});

describe('the EHR’s keys', () => {
  it('are fetched once, however many launch', async () => {
    ehr.answer(honest(await tokenResponse()));
    const authorization = authorizationWith();
    await Promise.all(Array.from({ length: 5 }, () => redeemAt(connectionTo(ehr), authorization)));
    expect(paths(ehr).filter((path) => path === '/jwks')).toHaveLength(1);
  });

  it('are not fetched again and again for key ids nobody knows', async () => {
    const authorization = authorizationWith();
    ehr.answer(honest(await tokenResponse({}, {}, 'unknown')));
    for (let launches = 0; launches < 3; launches += 1) {
      await expect(redeemAt(connectionTo(ehr), authorization)).rejects.toMatchObject({
        code: 'launch-identity-invalid',
      });
    }
    expect(paths(ehr).filter((path) => path === '/jwks')).toHaveLength(1);
  });

  it('of one connection say nothing about another’s', async () => {
    const authorization = authorizationWith();
    ehr.answer(honest(await tokenResponse()));
    await redeemAt(connectionTo(ehr), authorization);
    elsewhere.answer((_call, response) => answerJson(response, { keys: [] }));
    const other = { ...connectionTo(ehr, { jwksUri: `${elsewhere.url}/jwks` }), id: 'connection-2' };
    await expect(redeemAt(other, authorization)).rejects.toMatchObject({ code: 'launch-identity-invalid' });
  });
});

describe('a clinician known by a role', () => {
  const role =
    (body: unknown, status = 200): Script =>
    (_call, response) =>
      answerJson(response, body, status);

  it.each([
    [
      'the practitioner behind it',
      { practitioner: { reference: 'Practitioner/p9' } },
      200,
      'Practitioner/p9',
    ],
    [
      'the role where it names no person',
      { practitioner: { reference: 'Organization/o1' } },
      200,
      'PractitionerRole/r1',
    ],
    ['the role where the role may not be read', {}, 403, 'PractitionerRole/r1'],
    [
      'the role where it names somebody of another server',
      { practitioner: { reference: 'https://x.example/Practitioner/p9' } },
      200,
      'PractitionerRole/r1',
    ],
  ])('is %s', async (_who, body, status, reference) => {
    const response = await tokenResponse({ fhirUser: `${ehr.url}/fhir/PractitionerRole/r1` });
    ehr.answer(honest(response, { '/fhir/PractitionerRole/r1': role(body, status) }));
    await expect(redeemAt(connectionTo(ehr))).resolves.toMatchObject({
      user: { kind: 'practitioner', reference },
    });
  });

  it('is not given a second identity by an outage', async () => {
    const response = await tokenResponse({ fhirUser: 'PractitionerRole/r1' });
    ehr.answer(honest(response, { '/fhir/PractitionerRole/r1': role({}, 503) }));
    await expect(redeemAt(connectionTo(ehr))).rejects.toMatchObject({ code: 'ehr-unavailable' });
  });
});
