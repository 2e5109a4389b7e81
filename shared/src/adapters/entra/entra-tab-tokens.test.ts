import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { CLIENT_ID, TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ErrorCode, isDomainError } from '../../domain/kernel/domain-error.ts';
import type { TabTokens } from '../../domain/staff/microsoft-sign-in.ts';
import { type EntraCloud, startEntraCloud } from './entra-cloud.test-support.ts';
import { createEntraVerifier } from './entra-keys.ts';
import { entraTabTokens } from './entra-tab-tokens.ts';

const AUTHORITY = 'https://login.microsoftonline.com';
const OTHER_TENANT = '22222222-7e4a-4f00-8000-000000000000';
const keys = await generateKeyPair('RS256');
const strangersKeys = await generateKeyPair('RS256');
const seconds = Math.floor(Date.now() / 1_000);

const good: JWTPayload = {
  iss: `${AUTHORITY}/${TENANT_ID}/v2.0`,
  aud: CLIENT_ID,
  tid: TENANT_ID,
  oid: SAMPLE_OIDS.amara,
  azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
  scp: 'access_as_user',
  name: 'Dr. Amara Okafor',
  preferred_username: 'amara.okafor@riverside.example',
  roles: ['Clinician', 'SomethingElse'],
  iat: seconds,
  nbf: seconds,
  exp: seconds + 3_600,
};

const sign = (claims: JWTPayload, key = keys.privateKey, kid = 'key-1') =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(key);

const refused = (code: ErrorCode) => (error: unknown) => isDomainError(error, code);

/** Entra as one JWKS, which remembers what was asked of it. */
async function entraWith(member: object = {}) {
  const asked: string[] = [];
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig', ...member };
  const verifier = createEntraVerifier({
    authority: AUTHORITY,
    send: async (url) => {
      asked.push(String(url));
      return Response.json({ keys: [jwk] });
    },
  });
  return { tokens: entraTabTokens({ clientId: CLIENT_ID, verifier }), asked };
}

describe('a token of the tab', () => {
  let tokens: TabTokens;
  let asked: string[];
  beforeEach(async () => {
    ({ tokens, asked } = await entraWith());
  });

  it('says who asks, with the roles that we know', async () => {
    await expect(tokens.verify(await sign(good))).resolves.toEqual({
      tenantId: TENANT_ID,
      entraObjectId: SAMPLE_OIDS.amara,
      roles: ['Clinician'],
      isDirectoryAdmin: false,
      displayName: 'Dr. Amara Okafor',
      username: 'amara.okafor@riverside.example',
    });
  });

  it.each<[string, Partial<Record<keyof typeof good, unknown>>]>([
    ['for another app', { aud: 'another' }],
    ['of another issuer', { iss: 'https://login.example' }],
    ['of another tenant’s issuer than it names', { tid: OTHER_TENANT }],
    ['of version 1', { iss: `https://sts.windows.net/${TENANT_ID}/` }],
    ['that has expired', { exp: seconds - 120 }],
    ['that is not valid yet', { nbf: seconds + 3_600 }],
    ['without the tab’s scope', { scp: 'User.Read' }],
    ['of an app, which has no scope', { scp: undefined, roles: ['Coordinator'] }],
    ['that another client than Teams asked for', { azp: 'c11e4710-0000-4000-8000-000000000009' }],
    ['that names nobody', { oid: undefined }],
    ['that names no tenant', { tid: undefined }],
    ['that names no tenant but a path', { tid: '../../evil', iss: `${AUTHORITY}/../../evil/v2.0` }],
    ['that never expires', { exp: undefined }],
  ])('is refused %s', async (_what, change) => {
    const token = await sign({ ...good, ...change } as JWTPayload);
    await expect(tokens.verify(token)).rejects.toSatisfy(refused('signin-required'));
  });

  it('is refused without a good signature', async () => {
    const unsigned = new UnsecuredJWT(good).encode();
    const foreign = await sign(good, strangersKeys.privateKey);
    const symmetric = await new SignJWT(good)
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey))));
    for (const token of [unsigned, foreign, symmetric, 'not-a-token', '']) {
      await expect(tokens.verify(token)).rejects.toSatisfy(refused('signin-required'));
    }
  });

  it('is refused when its key signs for another tenant', async () => {
    const own = await entraWith({ issuer: `${AUTHORITY}/{tenantid}/v2.0` });
    await expect(own.tokens.verify(await sign(good))).resolves.toBeTruthy();
    const other = await entraWith({ issuer: `${AUTHORITY}/${OTHER_TENANT}/v2.0` });
    await expect(other.tokens.verify(await sign(good))).rejects.toSatisfy(refused('signin-required'));
  });

  it('has Entra asked once, whatever tenants are invented', async () => {
    await tokens.verify(await sign(good));
    for (const end of ['1', '2', '3']) {
      const tid = `33333333-7e4a-4f00-8000-00000000000${end}`;
      await tokens.verify(await sign({ ...good, tid }, strangersKeys.privateKey, 'key-x')).catch(() => null);
    }
    expect(asked).toEqual([`${AUTHORITY}/common/discovery/v2.0/keys`]);
  });
});

describe('at the sandbox’s Entra, a token', () => {
  let world: EntraCloud;
  beforeAll(async () => {
    world = await startEntraCloud();
  });
  afterAll(() => world.cloud.close());

  it('of a tab is accepted, also one signed by the next key', async () => {
    const tokens = world.tabTokens();
    const accepted = { entraObjectId: SAMPLE_OIDS.coordinator, roles: ['Coordinator'] };
    await expect(tokens.verify(await world.cloud.ssoToken(SAMPLE_OIDS.coordinator))).resolves.toMatchObject(
      accepted,
    );
    await world.cloud.control.rotateEntraKeys();
    await expect(tokens.verify(await world.cloud.ssoToken(SAMPLE_OIDS.coordinator))).resolves.toMatchObject(
      accepted,
    );
  });

  it('of a tab says who administers the tenant', async () => {
    const accountOf = async (oid: string) => world.tabTokens().verify(await world.cloud.ssoToken(oid));
    expect(await accountOf(SAMPLE_OIDS.teamsAdmin)).toMatchObject({ isDirectoryAdmin: true });
    expect(await accountOf(SAMPLE_OIDS.ehrAnalyst)).toMatchObject({ isDirectoryAdmin: false });
  });

  it('for Graph is refused', async () => {
    const token = await world.cloud.token('https://graph.microsoft.com/.default');
    await expect(world.tabTokens().verify(token)).rejects.toSatisfy(refused('signin-required'));
  });

  it('cannot be judged while its keys cannot be had', async () => {
    const token = await world.cloud.ssoToken(SAMPLE_OIDS.amara);
    world.cloud.control.setFault({ target: 'entra.metadata', kind: '500', count: 1 });
    const tokens = world.tabTokens();
    await expect(tokens.verify(token)).rejects.toSatisfy(refused('entra-unavailable'));
    await expect(tokens.verify(token)).resolves.toBeTruthy();
  });
});
