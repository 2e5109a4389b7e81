import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet, exportJWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { testConnection } from './hospital.test-support.ts';
import { type IdTokenAlgorithm, verifyIdToken } from './id-token.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const NOW_SECONDS = NOW.getTime() / 1000;
const ISSUER = 'https://ehr.example/oauth2';
const CLIENT = 'connector';
const NONCE = 'nonce-of-this-launch';

const connection = testConnection({
  fhirBaseUrl: 'https://ehr.example/fhir',
  authority: {
    issuer: ISSUER,
    authorizationEndpoint: `${ISSUER}/authorize`,
    tokenEndpoint: `${ISSUER}/token`,
    jwksUri: `${ISSUER}/jwks`,
  },
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keys = createLocalJWKSet({
  keys: [
    { ...(await exportJWK(rsa.publicKey)), kid: 'rsa' },
    { ...(await exportJWK(ec.publicKey)), kid: 'ec' },
  ],
});

const CLAIMS: JWTPayload = {
  iss: ISSUER,
  aud: CLIENT,
  sub: 'okafor',
  nonce: NONCE,
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 300,
};

async function signed(changes: JWTPayload = {}, remove?: keyof JWTPayload): Promise<string> {
  const claims = { ...CLAIMS, ...changes };
  if (remove !== undefined) delete claims[remove];
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'rsa' }).sign(rsa.privateKey);
}

const verify = (idToken: string, algorithms: readonly IdTokenAlgorithm[] = ['RS256']) =>
  verifyIdToken({ idToken, connection, keys, algorithms, nonce: NONCE, now: NOW });

const REFUSED = { name: 'DomainError', code: 'launch-identity-invalid' };

describe('an id_token is accepted', () => {
  it.each([
    ['as SMART servers make it', {}],
    ['when several audiences name us as the authorised party', { aud: ['other', CLIENT], azp: CLIENT }],
    ['up to a minute after its end', { exp: NOW_SECONDS - 59 }],
    ['from a clock up to a minute ahead', { iat: NOW_SECONDS + 59 }],
  ])('%s', async (_when, changes) => {
    await expect(verify(await signed(changes))).resolves.toMatchObject({ sub: 'okafor' });
  });

  it('by an elliptic curve where that is configured', async () => {
    const idToken = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'ES256', kid: 'ec' })
      .sign(ec.privateKey);
    await expect(verify(idToken, ['RS256', 'ES256'])).resolves.toMatchObject({ sub: 'okafor' });
    await expect(verify(idToken)).rejects.toMatchObject(REFUSED);
  });
});

describe('an id_token is refused', () => {
  it.each([
    ['of another issuer', { iss: 'https://elsewhere.example' }],
    ['whose issuer only begins like ours', { iss: `${ISSUER}/other` }],
    ['for another application', { aud: 'other' }],
    ['for several applications without an authorised party', { aud: [CLIENT, 'other'] }],
    ['for several applications, authorised for another', { aud: [CLIENT, 'other'], azp: 'other' }],
    ['authorised for another application', { azp: 'other' }],
    ['more than a minute after its end', { exp: NOW_SECONDS - 61 }],
    ['from more than a minute in the future', { iat: NOW_SECONDS + 62 }],
    ['made long ago, however long it lasts', { iat: NOW_SECONDS - 3600, exp: NOW_SECONDS + 3600 }],
    ['that is not valid yet', { nbf: NOW_SECONDS + 120 }],
    ['with another nonce', { nonce: 'nonce-of-another-launch' }],
  ])('%s', async (_what, changes) => {
    await expect(verify(await signed(changes))).rejects.toMatchObject(REFUSED);
  });

  it.each(['nonce', 'exp', 'iat', 'sub', 'aud', 'iss'] as const)('without %s', async (claim) => {
    await expect(verify(await signed({}, claim))).rejects.toMatchObject(REFUSED);
  });

  it('signed by another key under the same key id', async () => {
    const idToken = new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'RS256', kid: 'rsa' })
      .sign(otherRsa.privateKey);
    await expect(verify(await idToken)).rejects.toMatchObject(REFUSED);
  });

  it('without a signature', async () => {
    await expect(verify(new UnsecuredJWT(CLAIMS).encode())).rejects.toMatchObject(REFUSED);
  });

  it('signed with our public knowledge of the key as a shared secret', async () => {
    const secret = createPublicKey(createPrivateKey(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' })));
    const pem = Buffer.from(secret.export({ type: 'spki', format: 'pem' }));
    const idToken = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS256', kid: 'rsa' }).sign(pem);
    await expect(verify(idToken)).rejects.toMatchObject(REFUSED);
  });

  it('with an algorithm that is not configured, even by the right key', async () => {
    const idToken = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'RS512', kid: 'rsa' })
      .sign(rsa.privateKey);
    await expect(verify(idToken)).rejects.toMatchObject(REFUSED);
  });

  it('that is no token', async () => {
    await expect(verify('')).rejects.toMatchObject(REFUSED);
    await expect(verify('a.b.c')).rejects.toMatchObject(REFUSED);
  });
});
