import { describe, expect, it } from 'vitest';
import { ConfigError, readAuditConfig, readConfig, readOwnerConfig } from './config.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const ID = 'a99c0000-0000-4000-8000-000000000001';
const jwk = (members: object) =>
  Buffer.from(JSON.stringify({ kty: 'OKP', crv: 'Ed25519', ...members })).toString('base64url');
const BYTES = Buffer.alloc(32, 7).toString('base64url');
const complete = {
  AUDIT_SIGNING_KEY: jwk({ x: BYTES, d: BYTES }),
  PUBLIC_URL: 'https://connector.example/',
  TEAMS_APP_ID: ID,
  DATABASE_URL: 'postgres://service:pw@db/x',
  DATABASE_OWNER_URL: 'postgres://owner:pw@db/x',
  DATA_REGION: 'eu',
  ENTRA_CLIENT_ID: ID,
  ENTRA_CLIENT_SECRET: 'entra-secret',
  BOT_ID: ID,
  BOT_SECRET: 'bot-secret',
  ENCRYPTION_KEY: `new:${KEY},old:${KEY}`,
};

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n').sort();
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('needs the least, and fills in what Microsoft’s cloud is', () => {
    const config = readConfig(complete);
    expect(config).toMatchObject({
      PORT: 3978,
      PUBLIC_URL: 'https://connector.example',
      GRAPH_URL: 'https://graph.microsoft.com',
      ENTRA_AUTHORITY: 'https://login.microsoftonline.com',
      LOG_LEVEL: 'info',
      allowsInsecureLoopback: false,
    });
    expect(config.ENCRYPTION_KEY.map(({ id, key }) => [id, key.length])).toEqual([
      ['new', 32],
      ['old', 32],
    ]);
    expect(config.TEAMS_ORIGINS).toContain('https://teams.microsoft.com');
  });

  it('names everything that is missing, at once', () => {
    const needed = Object.keys(complete).filter((name) => name !== 'DATABASE_OWNER_URL');
    expect(problemsOf({})).toEqual(needed.map((name) => `${name}: is missing`).sort());
    expect(problemsOf({ ...complete, BOT_SECRET: '' })).toEqual(['BOT_SECRET: is missing']);
  });

  it('names everything that is wrong, of every sort, at once and never a value', () => {
    const wrong = {
      ...complete,
      PORT: '70000',
      PUBLIC_URL: 'https://connector.example/with/path',
      BOT_ID: 'bot-value',
      ENCRYPTION_KEY: 'too-short:QUJD',
      LOG_LEVEL: 'loud-value',
      DATABASE_URL: 'mysql://db-value',
      GRAPH_URL: 'http://graph-value.example',
      TEAMS_ORIGINS: 'https://[::1]:4000',
    };
    expect(problemsOf(wrong)).toEqual([
      'BOT_ID: is malformed',
      'DATABASE_URL: is malformed',
      'ENCRYPTION_KEY: is malformed',
      'GRAPH_URL: must be https (plain http only while all is on loopback)',
      'LOG_LEVEL: is malformed',
      'PORT: is malformed',
      'PUBLIC_URL: is malformed',
      'TEAMS_ORIGINS: hosts are named, not given as IPv6 addresses',
    ]);
  });

  it.each([`a:${KEY},a:${KEY}`, KEY, ','])(
    'refuses encryption keys that cannot be told apart or are none',
    (ENCRYPTION_KEY) => {
      expect(problemsOf({ ...complete, ENCRYPTION_KEY })).toEqual(['ENCRYPTION_KEY: is malformed']);
    },
  );

  it('takes the hosts, addresses and ranges an operator allows', () => {
    const ALLOWED_EHR_NETWORKS =
      'EHR.hospital.example, *.lab.example,10.20.0.0/16,fd12::/32,10.1.2.3,::1,localhost';
    expect(readConfig({ ...complete, ALLOWED_EHR_NETWORKS }).ALLOWED_EHR_NETWORKS).toEqual([
      'ehr.hospital.example',
      '*.lab.example',
      '10.20.0.0/16',
      'fd12::/32',
      '10.1.2.3',
      '::1',
      'localhost',
    ]);
    expect(readConfig(complete).ALLOWED_EHR_NETWORKS).toEqual([]);
  });

  it.each([
    '10.0.0.0/33',
    '10.0.0/8',
    '10.0.0.1.2',
    '0.0.0.0/0',
    '::/0',
    '::ffff:10.0.0.0/104',
    '*',
    '*.',
    'a..example',
    'https://ehr.example',
    'ehr.example:8443',
    'ehr.example/fhir',
    'x.*.example',
    '0x7f.1',
    '10.0.0.1-10.0.0.9',
    'ehr.example 10.0.0.1',
  ])('refuses "%s" as a network, by name', (network) => {
    expect(problemsOf({ ...complete, ALLOWED_EHR_NETWORKS: `ehr.example,${network}` })).toEqual([
      'ALLOWED_EHR_NETWORKS: is malformed',
    ]);
  });

  it('admits the tenants an operator lists, or every one, and none without a word', () => {
    const [one, other] = ['6f6c2f4a-9d3a-4d0f-8e2b-1f7c1d9b5a20', '7f6c2f4a-9d3a-4d0f-8e2b-1f7c1d9b5a20'];
    const admitted = (ADMITTED_TENANTS: string) =>
      readConfig({ ...complete, ADMITTED_TENANTS }).ADMITTED_TENANTS;
    expect(admitted(`${one.toUpperCase()}, ${other}`)).toEqual([one, other]);
    expect(admitted('*')).toEqual(['*']);
    expect(admitted('')).toEqual([]);
  });

  it.each(['lakeside.example', '*.example', '*,*', '*,6f6c2f4a-9d3a-4d0f-8e2b-1f7c1d9b5a20', '6f6c2f4a'])(
    'refuses "%s" as tenants, by name',
    (ADMITTED_TENANTS) => {
      expect(problemsOf({ ...complete, ADMITTED_TENANTS })).toEqual(['ADMITTED_TENANTS: is malformed']);
    },
  );

  it.each([
    'not base64url of anything',
    Buffer.from('{').toString('base64url'),
    jwk({ x: BYTES }),
    jwk({ x: BYTES, d: 'short' }),
    jwk({ crv: 'P-256', x: BYTES, d: BYTES }),
  ])('refuses %s as the key that signs checkpoints, without printing it', (AUDIT_SIGNING_KEY) => {
    expect(problemsOf({ ...complete, AUDIT_SIGNING_KEY })).toEqual(['AUDIT_SIGNING_KEY: is malformed']);
  });

  it('needs a key for looking at the audit log, and keeps no secret of a key that only verifies', () => {
    const { AUDIT_SIGNING_KEY, ...others } = complete;
    expect(() => readAuditConfig(others)).toThrow('one is needed');
    const config = readAuditConfig({ ...others, AUDIT_VERIFICATION_KEYS: `${AUDIT_SIGNING_KEY}, ` });
    expect(config).toMatchObject({ AUDIT_KEPT_YEARS: 6, keys: [{ kty: 'OKP', crv: 'Ed25519', x: BYTES }] });
    expect(config.keys[0]).not.toHaveProperty('d');
    expect(readAuditConfig(complete).keys).toMatchObject([{ d: BYTES }]);
  });

  it('allows plain http among loopback addresses only, and only while the service is on one', () => {
    const local = { ...complete, PUBLIC_URL: 'http://127.0.0.1:3978' };
    expect(readConfig({ ...local, GRAPH_URL: 'http://[::1]:1/graph' }).allowsInsecureLoopback).toBe(true);
    const insecure = 'GRAPH_URL: must be https (plain http only while all is on loopback)';
    for (const host of ['10.0.0.1', 'localhost.evil.example', '127.0.0.1.evil.example', '[::2]'])
      expect(problemsOf({ ...local, GRAPH_URL: `http://${host}/` })).toEqual([insecure]);
    expect(problemsOf({ ...complete, GRAPH_URL: 'http://127.0.0.1/' })).toEqual([insecure]);
  });

  it('of the owner’s commands needs the database and the keys only', () => {
    expect(readOwnerConfig(complete).DATABASE_OWNER_URL).toBe(complete.DATABASE_OWNER_URL);
    expect(() => readOwnerConfig({})).toThrow('DATABASE_OWNER_URL: is missing');
  });
});
