import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProbeSubject } from '../../../domain/connections/probe.ts';
import { answerJson, type Script } from '../../http/scripted-server.test-support.ts';
import {
  HOST,
  interactions,
  type MisbehavingEhr,
  startMisbehavingEhr,
} from './misbehaving-ehr.test-support.ts';

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

const EPIC = {
  kind: 'epic',
  method: 'GET',
  vendorName: 'x',
  connectedStatus: '1',
  disconnectedStatus: '2',
  clinicianIdType: '1',
  patientIdType: '2',
  authentication: 'client-credentials',
} as const;
const FHIR = { kind: 'fhir-r4', markAppointmentArrived: true } as const;

describe('writing back', () => {
  const written = async (resource: readonly object[], writeback: ProbeSubject['writeback'] = FHIR) => {
    ehr.behave({ '/R4/metadata': ehr.capability({ rest: [{ mode: 'server', resource }] }) });
    return (await ehr.probe({ subject: { writeback } })).of('writeback');
  };
  const appointment = { type: 'Appointment', interaction: interactions('read', 'update') };

  it('may be not wanted', async () => {
    expect((await written([], { kind: 'none' }))[0]).toBe('fine writeback-not-wanted');
  });

  it('by FHIR wants AuditEvents that can be created and found by tag, and updates where it makes them', async () => {
    const found = { type: 'AuditEvent', interaction: interactions('create', 'search-type') };
    expect((await written([found, appointment]))[0]).toBe('fine writeback-fine');
    expect((await written([found], { ...FHIR, markAppointmentArrived: false }))[0]).toBe(
      'fine writeback-fine',
    );
    expect(await written([])).toEqual([
      'failed writeback-interactions-missing',
      { missing: 'AuditEvent create, AuditEvent search by _tag, Appointment read, Appointment update' },
    ]);
    const untagged = { ...found, searchParam: [{ name: 'date' }] };
    expect((await written([untagged, appointment]))[1].missing).toBe('AuditEvent search by _tag');
    const readOnly = { ...appointment, interaction: interactions('read') };
    expect((await written([found, readOnly]))[1].missing).toBe('Appointment update');
  });

  it('by Epic’s service cannot be verified, and must be at the EHR', async () => {
    const at = (url: string) => written([], { ...EPIC, url });
    expect(await at(`https://${HOST}/SetExternalConnectionStatus`)).toEqual([
      'warning writeback-not-verifiable',
      { host: HOST },
    ]);
    for (const url of ['https://evil.example/x', `http://${HOST}/x`, 'https://127.0.0.1/', 'nowhere'])
      expect([url, (await at(url))[0]]).toEqual([url, 'failed writeback-elsewhere']);
    expect(ehr.paths).not.toContain('/SetExternalConnectionStatus');
  });
});

describe('our client', () => {
  const NONE = { kind: 'none' } as const;
  const BASIC = { ...EPIC, url: `https://${HOST}/`, authentication: 'basic' } as const;

  it.each<[string, Script, ProbeSubject['writeback'], string, string]>([
    ['unknown', saying(400, { error: 'invalid_client' }), NONE, 'failed client-unknown', 'invalid_client'],
    ['unknown, by status', saying(401, {}), NONE, 'failed client-unknown', '401'],
    [
      'known, and no backend is needed',
      saying(400, { error: 'unauthorized_client' }),
      NONE,
      'fine client-without-backend',
      'unauthorized_client',
    ],
    [
      'known, and Basic is used',
      saying(400, { error: 'unsupported_grant_type' }),
      BASIC,
      'fine client-without-backend',
      'unsupported_grant_type',
    ],
    [
      'known, and a backend is needed',
      saying(400, { error: 'invalid_scope' }),
      FHIR,
      'warning client-without-backend',
      'invalid_scope',
    ],
    ['unchecked while the server fails', saying(503), FHIR, 'warning client-unchecked', '503'],
    [
      'unchecked where the request is refused',
      saying(400, { error: 'invalid_request' }),
      FHIR,
      'warning client-unchecked',
      'invalid_request',
    ],
    [
      'unchecked where words of its own come',
      saying(400, { error: 'Patient CANARY' }),
      FHIR,
      'warning client-unchecked',
      '400',
    ],
    [
      'unchecked without an answer',
      (_call, response) => response.destroy(),
      FHIR,
      'warning client-unchecked',
      'network',
    ],
    [
      'unchecked by nonsense',
      saying(200, { token: 'x' }),
      FHIR,
      'warning client-unchecked',
      'OAUTH_INVALID_RESPONSE',
    ],
  ])('may be %s', async (_what, script, writeback, finding, status) => {
    ehr.behave({ '/token': script });
    expect((await ehr.probe({ subject: { writeback } })).of('client')).toEqual([finding, { status }]);
  });

  it('is not asked about before there is an id', async () => {
    expect((await ehr.probe({ subject: { clientId: '' } })).of('client')[0]).toBe('warning client-not-given');
    expect(ehr.paths).not.toContain('/token');
  });

  it('asks for what the writeback will ask for', async () => {
    const bodies: URLSearchParams[] = [];
    ehr.behave({
      '/token': (call, response) => {
        bodies.push(new URLSearchParams(call.body));
        answerJson(response, {}, 401);
      },
    });
    await ehr.probe();
    expect([bodies[0]?.get('grant_type'), bodies[0]?.get('scope')]).toEqual([
      'client_credentials',
      'system/AuditEvent.cs system/Appointment.ru',
    ]);
  });
});
