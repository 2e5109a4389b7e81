import { SAMPLE_OIDS, SECOND_TENANT_ID } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { createSignInBrowser } from '@ehr-connector/sandbox/cloud/testing/browser-sign-in.ts';
import { REDIRECT_URI, TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ErrorCode, isDomainError } from '../../domain/kernel/domain-error.ts';
import type { MicrosoftSignIn } from '../../domain/staff/microsoft-sign-in.ts';
import { type EntraCloud, startEntraCloud } from './entra-cloud.test-support.ts';

let world: EntraCloud;
let signIn: MicrosoftSignIn;
beforeAll(async () => {
  world = await startEntraCloud();
});
afterAll(() => world.cloud.close());
beforeEach(() => {
  world.cloud.control.reset({ everything: true });
  signIn = world.signIn();
});

const begun = {
  tenantId: TENANT_ID as string | null,
  state: 'state-of-this-browser',
  nonce: 'nonce-of-this-sign-in',
  codeVerifier: 'verifier-verifier-verifier-verifier-verifier-1',
  redirectUri: REDIRECT_URI,
  selectAccount: false,
};

/** What a person's browser brings back from Microsoft. */
async function callback(oid: string, change: Partial<typeof begun> = {}): Promise<URL> {
  const browser = createSignInBrowser(world.cloud.authority);
  const url = await signIn.authorizationUrl({ ...begun, ...change });
  return await browser.signIn(url, { oid });
}

function redeem(url: URL, change: Partial<typeof begun> = {}) {
  const signal = new AbortController().signal;
  return signIn.redeem({ ...begun, ...change, callback: url, signal });
}

const failsWith = (code: ErrorCode) => (error: unknown) => isDomainError(error, code);

describe('signing in with Microsoft', () => {
  it('says who it is, with the roles the organisation gave', async () => {
    await expect(redeem(await callback(SAMPLE_OIDS.amara))).resolves.toEqual({
      tenantId: TENANT_ID,
      entraObjectId: SAMPLE_OIDS.amara,
      roles: ['Clinician'],
      isDirectoryAdmin: false,
      displayName: 'Dr. Amara Okafor',
      username: 'amara.okafor@riverside.example',
    });
  });

  it('says who administers the tenant at Microsoft', async () => {
    const account = await redeem(await callback(SAMPLE_OIDS.teamsAdmin));
    expect(account).toMatchObject({ roles: [], isDirectoryAdmin: true });
  });

  it('says of which tenant somebody is, where that is not known beforehand', async () => {
    const anybody = { tenantId: null };
    const account = await redeem(await callback(SAMPLE_OIDS.stranger, anybody), anybody);
    expect(account).toMatchObject({ tenantId: SECOND_TENANT_ID, entraObjectId: SAMPLE_OIDS.stranger });
  });

  it('asks for the account when told to', async () => {
    const url = new URL(await signIn.authorizationUrl({ ...begun, selectAccount: true }));
    expect(url.searchParams.get('prompt')).toBe('select_account');
    expect(new URL(await signIn.authorizationUrl(begun)).searchParams.has('prompt')).toBe(false);
  });

  it('gives the verifier to nobody but Entra’s token endpoint', async () => {
    const url = await signIn.authorizationUrl(begun);
    expect(url).not.toContain(begun.codeVerifier);
    expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256');
  });
});

describe('a sign-in is refused', () => {
  it.each([
    ['began in another browser', { state: 'another' }],
    ['is not the one the id token was made for', { nonce: 'another' }],
    ['was begun by somebody who had only the code', { codeVerifier: `${begun.codeVerifier}x` }],
    ['comes back to another address', { redirectUri: `${REDIRECT_URI}/other` }],
  ])('when it %s', async (_what, change) => {
    const url = await callback(SAMPLE_OIDS.amara);
    await expect(redeem(url, change)).rejects.toSatisfy(failsWith('signin-refused'));
  });

  it('when its code was used before', async () => {
    const url = await callback(SAMPLE_OIDS.amara);
    await redeem(url);
    await expect(redeem(url)).rejects.toSatisfy(failsWith('signin-refused'));
  });

  it('when Microsoft gave an error instead, of which no more than its name is repeated', async () => {
    const denied = `${REDIRECT_URI}?state=${begun.state}&error=access_denied&error_description=secret`;
    const error = await redeem(new URL(denied)).catch((cause: unknown) => cause);
    expect(error).toSatisfy(failsWith('signin-refused'));
    expect(error).toMatchObject({ message: expect.stringMatching(/access_denied(?!.*secret)/) });
    const injected = `${REDIRECT_URI}?state=${begun.state}&error=${encodeURIComponent('<b>\nadmin')}`;
    const other = await redeem(new URL(injected)).catch((cause: unknown) => cause);
    expect(other).toMatchObject({ message: expect.not.stringContaining('admin') });
  });

  it('as another organisation’s when the account is of another tenant than asked for', async () => {
    const url = await callback(SAMPLE_OIDS.stranger, { tenantId: null });
    // Whoever answers for the token endpoint: the account has to be of the tenant that was asked for.
    const lenient = { ...begun, tenantId: 'organizations' };
    await expect(redeem(url, lenient)).rejects.toSatisfy(failsWith('other-organisation'));
  });
});

describe('while Entra fails', () => {
  it.each([
    ['entra.token', 'down'],
    ['entra.token', '500'],
    ['entra.token', '429'],
    ['entra.metadata', '500'],
    ['entra.metadata', 'drop-answer'],
  ] as const)('it can be tried again (%s %s)', async (target, kind) => {
    const url = await callback(SAMPLE_OIDS.amara);
    world.cloud.control.setFault({ target, kind });
    await expect(redeem(url)).rejects.toSatisfy(failsWith('entra-unavailable'));
  });
});
