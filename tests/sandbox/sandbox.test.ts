import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@ehr-connector/sandbox/ports.ts';
import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { type Sandbox, startSandbox } from '@ehr-connector/sandbox/sandbox.ts';
import { startService } from '@ehr-connector/sandbox/service-process.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '../..');
const lines: string[] = [];
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ ports: 'any', log: (part, line) => lines.push(`${part}: ${line}`) });
});
afterAll(() => sandbox.close());

it('has three strangers, each on an address of its own', () => {
  const hosts = [sandbox.hospital.url, sandbox.serviceUrl, sandbox.cloud.url].map(
    (url) => new URL(url).hostname,
  );
  expect(hosts.slice(0, 2)).toEqual(['localhost', '127.0.0.1']);
  expect(['[::1]', '127.0.0.2']).toContain(hosts[2]);
});

it('runs the service behind a role that row-level security holds for', async () => {
  const [role] = await withClient(
    sandbox.databaseUrl,
    async (client) =>
      (await client.query('select rolsuper, rolbypassrls from pg_roles where rolname = current_user')).rows,
  );
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false });
  expect(sandbox.environment).not.toHaveProperty('DATABASE_OWNER_URL');
});

it.each(['epic', 'plain'] as const)(
  'has introduced the %s face and the connector to each other',
  async (face) => {
    const keys = await fetch(`${sandbox.serviceUrl}/connections/${sandbox.connections[face]}/jwks.json`);
    expect(await keys.json()).toMatchObject({ keys: [expect.objectContaining({ kid: expect.any(String) })] });
    const launch = `${sandbox.serviceUrl}/launch/${sandbox.connections[face]}/provider`;
    const iss = encodeURIComponent(sandbox.hospital.faces[face].fhirBaseUrl);
    const answer = await fetch(`${launch}?iss=${iss}&launch=x`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toMatch(sandbox.hospital.faces[face].authorizationEndpoint);
  },
);

it('shows in Teams the tab of the app package, served by the connector', async () => {
  const manifest = JSON.parse(await readFile(join(repository, 'appPackage/manifest.json'), 'utf8')) as {
    staticTabs: { entityId: string }[];
  };
  const appId = sandbox.environment.TEAMS_APP_ID;
  const deepLink = `${sandbox.cloud.url}/l/entity/${appId}/${manifest.staticTabs[0]?.entityId}`;
  const answer = await fetch(deepLink, { redirect: 'manual' });
  expect(answer.headers.get('location')).toBe(`/teams/apps/${appId}`);
  expect((await fetch(`${sandbox.serviceUrl}/tabs/`)).status).toBe(200);
});

it('can start a second replica beside the first, which a crash of it does not touch', async () => {
  const port = await freePort('127.0.0.1');
  const replica = await startService({
    repository,
    env: { ...sandbox.environment, PORT: String(port) },
    serviceUrl: `http://127.0.0.1:${port}`,
    onLine: () => undefined,
  });
  replica.kill();
  expect(await replica.exited).not.toBe(0);
  expect((await fetch(`${sandbox.serviceUrl}/readyz`)).status).toBe(200);
});

it('refuses a service that is not fully configured, with its words, not its values', async () => {
  const env = { ...sandbox.environment, BOT_ID: 'not-an-id', DATA_REGION: '' };
  const serviceUrl = `http://127.0.0.1:${await freePort('127.0.0.1')}`;
  const starting = startService({ repository, env, serviceUrl, onLine: () => undefined });
  await expect(starting).rejects.toThrow(
    /BOT_ID: is malformed\nDATA_REGION: is missing|DATA_REGION: is missing\nBOT_ID/,
  );
});

it('says what broke when the service dies, and closes all the same', async () => {
  sandbox.service.kill();
  expect(await sandbox.broken).toContain('the connector');
  await sandbox.close();
  await sandbox.close();
  await expect(fetch(sandbox.hospital.url)).rejects.toThrow();
  await expect(fetch(sandbox.cloud.url)).rejects.toThrow();
  expect(lines.some((line) => line.startsWith('database: '))).toBe(true);
});
