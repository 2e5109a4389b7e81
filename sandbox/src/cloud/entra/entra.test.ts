import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_OIDS, SECOND_TENANT_ID } from '../sample-people.ts';
import { createSignInBrowser, type SignInBrowser } from '../testing/browser-sign-in.ts';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  REDIRECT_URI,
  startTestCloud,
  TENANT_ID,
  type TestCloud,
} from '../testing/test-cloud.ts';

let cloud: TestCloud;
let config: oidc.Configuration;

beforeAll(async () => {
  cloud = await startTestCloud();
  config = await discover(TENANT_ID);
});
afterAll(() => cloud.close());

function discover(tenant: string, secret = CLIENT_SECRET): Promise<oidc.Configuration> {
  const server = new URL(`${cloud.authority}/${tenant}/v2.0`);
  return oidc.discovery(server, CLIENT_ID, secret, undefined, { execute: [oidc.allowInsecureRequests] });
}

interface Attempt {
  readonly url: URL;
  readonly checks: { pkceCodeVerifier: string; expectedState: string; expectedNonce: string };
}

async function attempt(extra: Record<string, string> = {}, via = config): Promise<Attempt> {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const checks = { pkceCodeVerifier, expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce() };
  const url = oidc.buildAuthorizationUrl(via, {
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile offline_access',
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...extra,
  });
  return { url, checks };
}

async function signedIn(oid: string): Promise<SignInBrowser> {
  const browser = createSignInBrowser(cloud.authority);
  await browser.signIn((await attempt()).url, { oid });
  return browser;
}

function locationOf(answer: Response): URL {
  return new URL(answer.headers.get('location') ?? '');
}

describe('signing in', () => {
  it('gives an OpenID client an id token with the claims of Entra', async () => {
    const { url, checks } = await attempt();
    const back = await createSignInBrowser(cloud.authority).signIn(url, { oid: SAMPLE_OIDS.amara });
    const tokens = await oidc.authorizationCodeGrant(config, back, checks);
    expect(tokens.claims()).toMatchObject({
      iss: `${cloud.authority}/${TENANT_ID}/v2.0`,
      aud: CLIENT_ID,
      tid: TENANT_ID,
      oid: SAMPLE_OIDS.amara,
      name: 'Dr. Amara Okafor',
      preferred_username: 'amara.okafor@riverside.example',
      roles: ['Clinician'],
      ver: '2.0',
    });
  });

  it('tells of directory roles, in id tokens and in tokens of tabs', async () => {
    const widsOf = async (oid: string) => {
      const browser = await signedIn(oid);
      const { url, checks } = await attempt();
      const tokens = await oidc.authorizationCodeGrant(config, locationOf(await browser.open(url)), checks);
      const sso = decodeJwt(await cloud.ssoToken(oid));
      expect(sso.wids).toEqual(tokens.claims()?.wids);
      expect(sso.roles).toBeUndefined();
      return sso.wids;
    };
    const ordinary = 'b79fbf4d-3ef9-4689-8143-76b194e85509';
    expect(await widsOf(SAMPLE_OIDS.teamsAdmin)).toEqual(['69091246-20e8-4a56-aa4d-066075b2a7a8', ordinary]);
    expect(await widsOf(SAMPLE_OIDS.ehrAnalyst)).toEqual([ordinary]);
  });

  it('is silent the second time, unless the app forces the choice of an account', async () => {
    const browser = await signedIn(SAMPLE_OIDS.diego);
    const { url, checks } = await attempt();
    const tokens = await oidc.authorizationCodeGrant(config, locationOf(await browser.open(url)), checks);
    expect(tokens.claims()?.oid).toBe(SAMPLE_OIDS.diego);
    for (const prompt of ['select_account', 'login']) {
      const page = await browser.open((await attempt({ prompt })).url);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('Pick an account');
    }
  });

  it('answers prompt=none at once, with a code or with login_required', async () => {
    const { url } = await attempt({ prompt: 'none' });
    const stranger = locationOf(await createSignInBrowser(cloud.authority).open(url));
    expect(stranger.searchParams.get('error')).toBe('login_required');
    const known = locationOf(await (await signedIn(SAMPLE_OIDS.mei)).open(url));
    expect(known.searchParams.get('code')).toBeTruthy();
  });

  it('asks when the hint names another person than the one signed in', async () => {
    const browser = await signedIn(SAMPLE_OIDS.mei);
    const page = await browser.open((await attempt({ login_hint: 'diego.ramos@riverside.example' })).url);
    const text = await page.text();
    expect(text.indexOf('Dr. Diego Ramos')).toBeLessThan(text.indexOf('Dr. Amara Okafor'));
  });

  it('finds a person by user name and says when there is none', async () => {
    const browser = createSignInBrowser(cloud.authority);
    const page = await browser.submit(await browser.open((await attempt()).url), { another: '1' });
    const again = await browser.submit(page, { username: 'nobody@riverside.example' });
    const copy = again.clone();
    expect(await copy.text()).toContain('find an account');
    const back = await browser.submit(again, { username: 'Mei.Lin@riverside.example' });
    expect(locationOf(back).searchParams.get('code')).toBeTruthy();
  });

  it('tells the app when the person cancels', async () => {
    const { url, checks } = await attempt();
    const back = await createSignInBrowser(cloud.authority).signIn(url, { cancel: '1' });
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('state')).toBe(checks.expectedState);
  });

  it('lets people of another tenant in by the organizations authority only', async () => {
    const { url } = await attempt();
    const browser = createSignInBrowser(cloud.authority);
    const refused = await browser.submit(await browser.open(url), { oid: SAMPLE_OIDS.stranger });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('AADSTS50020');

    const anywhere = new URL(url.href.replace(TENANT_ID, 'organizations'));
    const back = await browser.signIn(anywhere, { oid: SAMPLE_OIDS.stranger });
    expect(back.searchParams.get('code')).toBeTruthy();
  });

  it('names the issuer of the aliases as a template', async () => {
    const answer = await fetch(`${cloud.authority}/common/v2.0/.well-known/openid-configuration`);
    expect(await answer.json()).toMatchObject({ issuer: `${cloud.authority}/{tenantid}/v2.0` });
  });

  it('forgets the person at logout', async () => {
    const browser = await signedIn(SAMPLE_OIDS.mei);
    await browser.open(`${cloud.authority}/${TENANT_ID}/oauth2/v2.0/logout`);
    expect((await browser.open((await attempt()).url)).status).toBe(200);
  });
});

describe('strictness', () => {
  it.each([
    ['redirect_uri', `${REDIRECT_URI}/`],
    ['client_id', 'another'],
  ])('shows a page and redirects nowhere when %s is wrong', async (name, value) => {
    const { url } = await attempt();
    url.searchParams.set(name, value);
    const answer = await createSignInBrowser(cloud.authority).open(url);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });

  it('refuses a request without PKCE', async () => {
    const { url } = await attempt();
    url.searchParams.delete('code_challenge');
    const back = locationOf(await createSignInBrowser(cloud.authority).open(url));
    expect(back.searchParams.get('error')).toBe('invalid_request');
  });

  it('refuses a code that comes twice, with another verifier, or to another address', async () => {
    const browser = createSignInBrowser(cloud.authority);
    const first = await attempt();
    const back = await browser.signIn(first.url, { oid: SAMPLE_OIDS.amara });
    await oidc.authorizationCodeGrant(config, back, first.checks);
    await expect(oidc.authorizationCodeGrant(config, back, first.checks)).rejects.toMatchObject({
      error: 'invalid_grant',
    });

    const second = await attempt();
    const silent = locationOf(await browser.open(second.url));
    const checks = { ...second.checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
    await expect(oidc.authorizationCodeGrant(config, silent, checks)).rejects.toMatchObject({
      error: 'invalid_grant',
    });

    const third = await attempt();
    const elsewhere = locationOf(await browser.open(third.url));
    elsewhere.pathname = '/elsewhere';
    await expect(oidc.authorizationCodeGrant(config, elsewhere, third.checks)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('refuses a wrong client secret', async () => {
    const impostor = await discover(TENANT_ID, 'guess');
    const grant = oidc.clientCredentialsGrant(impostor, { scope: `${cloud.graphUrl}/.default` });
    await expect(grant).rejects.toMatchObject({ error: 'invalid_client', status: 401 });
  });

  it('sends a signed-in browser to paths of its own host only', async () => {
    const browser = createSignInBrowser(cloud.authority);
    for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
      const answer = await browser.open(`${cloud.authority}/signin?return_to=${encodeURIComponent(path)}`);
      expect(answer.status).toBe(400);
    }
  });
});

describe('tokens without a sign-in', () => {
  it('gives the app its Graph permissions, and the bot none', async () => {
    const graph = await oidc.clientCredentialsGrant(config, { scope: `${cloud.graphUrl}/.default` });
    expect(decodeJwt(graph.access_token)).toMatchObject({
      aud: cloud.graphUrl,
      appid: CLIENT_ID,
      tid: TENANT_ID,
      roles: expect.arrayContaining(['OnlineMeetings.ReadWrite.All']),
    });
    const bot = await oidc.clientCredentialsGrant(config, { scope: 'https://api.botframework.com/.default' });
    expect(decodeJwt(bot.access_token)).toMatchObject({ aud: 'https://api.botframework.com', roles: [] });
  });

  it.each(['https://vault.example/.default', 'User.Read'])('refuses the scope %s', async (scope) => {
    const grant = oidc.clientCredentialsGrant(config, { scope });
    await expect(grant).rejects.toMatchObject({ error: 'invalid_scope' });
  });

  it('hands a tab a token for its own API, which the app exchanges on behalf of the person', async () => {
    const assertion = await cloud.ssoToken(SAMPLE_OIDS.coordinator);
    const keys = createRemoteJWKSet(new URL(`${cloud.authority}/${TENANT_ID}/discovery/v2.0/keys`));
    const { payload } = await jwtVerify(assertion, keys, {
      audience: CLIENT_ID,
      issuer: `${cloud.authority}/${TENANT_ID}/v2.0`,
    });
    expect(payload).toMatchObject({
      scp: 'access_as_user',
      oid: SAMPLE_OIDS.coordinator,
      roles: ['Coordinator'],
      azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
    });
    const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
    const form = { requested_token_use: 'on_behalf_of', scope: `${cloud.graphUrl}/User.Read` };
    const tokens = await oidc.genericGrantRequest(config, grantType, { ...form, assertion });
    expect(decodeJwt(tokens.access_token)).toMatchObject({ scp: 'User.Read', oid: SAMPLE_OIDS.coordinator });

    const foreign = await cloud.ssoToken(SAMPLE_OIDS.stranger);
    expect(decodeJwt(foreign).tid).toBe(SECOND_TENANT_ID);
    const { url, checks } = await attempt();
    const back = await createSignInBrowser(cloud.authority).signIn(url, { oid: SAMPLE_OIDS.coordinator });
    const { id_token = '' } = await oidc.authorizationCodeGrant(config, back, checks);
    for (const bad of [foreign, id_token, `${assertion.slice(0, -4)}AAAA`]) {
      await expect(
        oidc.genericGrantRequest(config, grantType, { ...form, assertion: bad }),
      ).rejects.toThrow();
    }
  });

  it('renews tokens with a refresh token', async () => {
    const { url, checks } = await attempt();
    const back = await createSignInBrowser(cloud.authority).signIn(url, { oid: SAMPLE_OIDS.admin });
    const first = await oidc.authorizationCodeGrant(config, back, checks);
    const renewed = await oidc.refreshTokenGrant(config, first.refresh_token ?? '');
    expect(renewed.claims()?.roles).toEqual(['ConfigAdmin']);
  });
});

it('publishes two keys, and signs with the second after a rotation', async () => {
  const own = await startTestCloud();
  const url = new URL(`${own.authority}/${TENANT_ID}/discovery/v2.0/keys`);
  const before = await own.ssoToken(SAMPLE_OIDS.amara);
  await jwtVerify(before, createRemoteJWKSet(url));
  await own.control.rotateEntraKeys();
  const { protectedHeader } = await jwtVerify(await own.ssoToken(SAMPLE_OIDS.amara), createRemoteJWKSet(url));
  expect(protectedHeader.kid).toBeTruthy();
  await expect(jwtVerify(before, createRemoteJWKSet(url))).rejects.toMatchObject({
    code: 'ERR_JWKS_NO_MATCHING_KEY',
  });
  await own.close();
});

it('puts the canary into every name', async () => {
  const own = await startTestCloud({ canary: 'CANARY7' });
  const claims = decodeJwt(await own.ssoToken(SAMPLE_OIDS.stranger));
  expect(claims).toMatchObject({
    name: 'Dr. Sam Stranger CANARY7',
    preferred_username: 'sam.stranger.canary7@lakeside.example',
  });
  expect(own.cloud.people.every(({ displayName }) => displayName.includes('CANARY7'))).toBe(true);
  await own.close();
});
