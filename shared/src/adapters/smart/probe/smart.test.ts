import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProbeSubject } from '../../../domain/connections/probe.ts';
import { answerJson, type Script } from '../../http/scripted-server.test-support.ts';
import { HOST, type MisbehavingEhr, startMisbehavingEhr } from './misbehaving-ehr.test-support.ts';

let ehr: MisbehavingEhr;
beforeAll(async () => {
  ehr = await startMisbehavingEhr();
});
afterAll(() => ehr.close());
beforeEach(() => ehr.behave());

const SMART = '/R4/.well-known/smart-configuration';
const host = () => `${HOST}:${ehr.port}`;

const saying =
  (status: number, body: unknown = {}): Script =>
  (_call, response) =>
    answerJson(response, body, status);

async function withSmart(changes: object, subject: Partial<ProbeSubject> = {}) {
  ehr.behave({ [SMART]: ehr.smart(changes) });
  return ehr.probe({ subject });
}

describe('a SMART configuration', () => {
  it.each<[string, Script, string, object]>([
    ['that is absent', saying(404), 'smart-missing', { status: '404' }],
    [
      'that redirects',
      (_call, response) => response.writeHead(302, { location: '/x' }).end(),
      'smart-missing',
      { status: 'redirected' },
    ],
    ['that is a page', (_call, response) => response.end('<html>'), 'smart-malformed', { missing: 'JSON' }],
    [
      'without endpoints',
      saying(200, { issuer: 'x' }),
      'smart-malformed',
      { missing: 'authorization_endpoint, token_endpoint' },
    ],
  ])('%s ends the checks that need it, and no other', async (_what, script, finding, details) => {
    ehr.behave({ [SMART]: script });
    const { of, authority } = await ehr.probe();
    expect(of('smart-configuration')).toEqual([`failed ${finding}`, details]);
    for (const check of ['client-authentication', 'launch-capabilities', 'ehr-keys', 'client'] as const)
      expect([check, of(check)[0]]).toEqual([check, 'skipped null']);
    expect([of('clock')[0], of('writeback')[0]]).toEqual(['fine clock-fine', 'fine writeback-fine']);
    expect(authority).toBeNull();
  });

  it.each<[string, object, string, object]>([
    [
      'without S256',
      { code_challenge_methods_supported: ['plain'] },
      'smart-without-s256',
      { methods: 'plain' },
    ],
    [
      'without any challenge',
      { code_challenge_methods_supported: undefined },
      'smart-without-s256',
      { methods: '' },
    ],
    [
      'with more methods than anybody reads',
      { code_challenge_methods_supported: ['x'.repeat(1_000_000), '\0'] },
      'smart-without-s256',
      { methods: 'x'.repeat(500) },
    ],
    ['with plain too', { code_challenge_methods_supported: ['S256', 'plain'] }, 'smart-allows-plain', {}],
    ['without issuer', { issuer: undefined }, 'smart-without-issuer', {}],
    [
      'with a list that is none',
      { capabilities: 'launch-ehr' },
      'smart-malformed',
      { missing: 'capabilities' },
    ],
    [
      'with an address that is none',
      { token_endpoint: 'https://' },
      'smart-malformed',
      { missing: 'token_endpoint' },
    ],
    [
      'with an address that nobody could keep',
      { issuer: `https://${HOST}/\0` },
      'smart-malformed',
      { missing: 'issuer' },
    ],
    [
      'over plain http',
      { token_endpoint: `http://${HOST}/token` },
      'smart-endpoint-insecure',
      { endpoint: 'token_endpoint', host: HOST },
    ],
    [
      'with credentials in an address',
      { authorization_endpoint: `https://u:p@${HOST}/a` },
      'smart-endpoint-insecure',
      { endpoint: 'authorization_endpoint', host: HOST },
    ],
    [
      'that names another site',
      { token_endpoint: 'https://login.evil.example/token' },
      'smart-endpoint-elsewhere',
      { endpoint: 'token_endpoint', host: 'login.evil.example' },
    ],
    [
      'whose keys lie elsewhere',
      { jwks_uri: 'https://keys.evil.example/' },
      'smart-endpoint-elsewhere',
      { endpoint: 'jwks_uri', host: 'keys.evil.example' },
    ],
    [
      'whose issuer is elsewhere',
      { issuer: 'https://evil.example' },
      'smart-endpoint-elsewhere',
      { endpoint: 'issuer', host: 'evil.example' },
    ],
    [
      'that names an address inside',
      { jwks_uri: 'https://169.254.169.254/' },
      'smart-endpoint-elsewhere',
      { endpoint: 'jwks_uri', host: '169.254.169.254' },
    ],
  ])('%s is not sound: nothing it names is called', async (_what, changes, finding, details) => {
    const { of, authority } = await withSmart(changes);
    expect(of('smart-configuration')).toEqual([`failed ${finding}`, details]);
    expect([of('ehr-keys')[0], of('client')[0], authority]).toEqual(['skipped null', 'skipped null', null]);
    expect(ehr.paths).toEqual(['/R4/metadata', SMART]);
  });

  it('may lie on another host of the same site, and give addresses relative to the FHIR base', async () => {
    const { of, authority } = await withSmart({
      authorization_endpoint: 'https://login.riverside.example/authorize',
      token_endpoint: '../token',
    });
    expect(of('smart-configuration')[0]).toBe('fine smart-fine');
    expect(authority).toMatchObject({
      authorizationEndpoint: 'https://login.riverside.example/authorize',
      tokenEndpoint: `${ehr.url}/token`,
    });
  });

  it('may lie on another site that the operator vouches for', async () => {
    ehr.behave({ [SMART]: ehr.smart({ authorization_endpoint: 'https://login.vendor.example/authorize' }) });
    const allowed = ['127.0.0.1/32', '*.vendor.example'];
    expect((await ehr.probe({ allowed })).of('smart-configuration')[0]).toBe('fine smart-fine');
    expect((await ehr.probe()).of('smart-configuration')[0]).toBe('failed smart-endpoint-elsewhere');
  });

  it('whose host on the same site leads inside is not followed there', async () => {
    ehr.behave({ [SMART]: ehr.smart({ jwks_uri: 'https://inside.riverside.example/jwks' }) });
    const { of } = await ehr.probe({
      resolve: (name) => (name === HOST ? ['127.0.0.1'] : ['127.0.0.2']),
    });
    expect(of('ehr-keys')).toEqual([
      'failed ehr-keys-unreachable',
      { host: 'inside.riverside.example', status: 'forbidden-url' },
    ]);
  });

  describe('without keys', () => {
    const OPENID = '/oauth2/.well-known/openid-configuration';
    const openid = (document: object): Script => saying(200, document);

    it('is completed by the issuer', async () => {
      ehr.behave({
        [SMART]: ehr.smart({ jwks_uri: undefined }),
        [OPENID]: openid({ issuer: `${ehr.url}/oauth2`, jwks_uri: `${ehr.url}/jwks` }),
      });
      expect((await ehr.probe()).authority).toMatchObject({ jwksUri: `${ehr.url}/jwks` });
    });

    it.each<[string, () => Script, string]>([
      ['says nothing', () => saying(404), 'smart-malformed'],
      ['is another', () => openid({ issuer: ehr.url, jwks_uri: `${ehr.url}/jwks` }), 'smart-malformed'],
      [
        'names keys elsewhere',
        () => openid({ issuer: `${ehr.url}/oauth2`, jwks_uri: 'https://evil.example/' }),
        'smart-endpoint-elsewhere',
      ],
    ])('is not when the issuer %s', async (_what, script, finding) => {
      ehr.behave({ [SMART]: ehr.smart({ jwks_uri: undefined }), [OPENID]: script() });
      expect((await ehr.probe()).of('smart-configuration')[0]).toBe(`failed ${finding}`);
    });
  });

  it('that is not what was approved is told, and not gone on with', async () => {
    const pinned = {
      issuer: `${ehr.url}/oauth2`,
      authorizationEndpoint: `${ehr.url}/authorize`,
      tokenEndpoint: `${ehr.url}/token`,
      jwksUri: `${ehr.url}/jwks`,
    };
    expect((await withSmart({}, { pinned })).of('smart-configuration')[0]).toBe('fine smart-fine');
    const { of, authority } = await withSmart({ jwks_uri: `${ehr.url}/other` }, { pinned });
    expect(of('smart-configuration')).toEqual(['failed smart-authority-changed', { changed: 'jwksUri' }]);
    expect([authority, of('client')[0]]).toEqual([null, 'skipped null']);
  });
});

describe('our client authentication', () => {
  const METHODS = 'token_endpoint_auth_methods_supported';
  const ALGORITHMS = 'token_endpoint_auth_signing_alg_values_supported';
  it.each<[object, string, object]>([
    [
      { [METHODS]: ['client_secret_basic'] },
      'failed client-authentication-unsupported',
      { methods: 'client_secret_basic' },
    ],
    [
      { [ALGORITHMS]: ['RS384', 'RS256'] },
      'failed signing-algorithm-unsupported',
      { algorithm: 'ES384', supported: 'RS384, RS256' },
    ],
    [{ [METHODS]: undefined }, 'warning client-authentication-unstated', {}],
    [
      { [METHODS]: undefined, capabilities: ['client-confidential-asymmetric'] },
      'fine client-authentication-fine',
      {},
    ],
    [{ [ALGORITHMS]: undefined }, 'fine client-authentication-fine', {}],
  ])('where the EHR says %j is %s', async (changes, finding, details) => {
    expect((await withSmart(changes)).of('client-authentication')).toEqual([finding, details]);
  });
});

describe('launching', () => {
  it.each<[readonly string[], ProbeSubject['ehr'], string, string | undefined]>([
    [[], 'epic', 'failed', 'launch-ehr, sso-openid-connect, context-ehr-patient, launch-standalone'],
    [['launch-ehr', 'context-ehr-patient', 'launch-standalone'], 'epic', 'failed', 'sso-openid-connect'],
    [['launch-ehr', 'sso-openid-connect', 'context-ehr-patient'], 'epic', 'warning', 'launch-standalone'],
    [['launch-ehr', 'sso-openid-connect', 'context-ehr-patient'], 'oracle-health', 'fine', undefined],
  ])('with %j at %s is %s', async (capabilities, kind, outcome, missing) => {
    const [found, details] = (await withSmart({ capabilities }, { ehr: kind })).of('launch-capabilities');
    expect(found).toBe(`${outcome} launch-capabilities-${missing === undefined ? 'fine' : 'missing'}`);
    expect(details.missing).toBe(missing);
  });
});

describe('the EHR’s keys', () => {
  it.each<[string, Script, string, object]>([
    ['cannot be had', saying(500), 'ehr-keys-unreachable', { status: '500' }],
    ['hang up', (_call, response) => response.destroy(), 'ehr-keys-unreachable', { status: 'network' }],
    ['are none', saying(200, { keys: [] }), 'ehr-keys-missing', {}],
    ['are no key set', saying(200, []), 'ehr-keys-missing', {}],
    ['sign nothing', saying(200, { keys: [{ kty: 'RSA', use: 'enc' }] }), 'ehr-keys-missing', {}],
    [
      'are of another kind',
      saying(200, { keys: [{ kty: 'EC' }, { kty: 'RSA', alg: 'RS512' }] }),
      'ehr-keys-missing',
      {},
    ],
  ])('that %s are told as such', async (_what, script, finding, details) => {
    ehr.behave({ '/jwks': script });
    expect((await ehr.probe()).of('ehr-keys')).toEqual([`failed ${finding}`, { host: host(), ...details }]);
  });
});
