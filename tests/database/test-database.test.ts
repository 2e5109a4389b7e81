import { startEmbeddedPostgres } from '@ehr-connector/sandbox/postgres/embedded-postgres.ts';
import { urlFor, withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { expect, inject, it } from 'vitest';
import { createTestDatabase, migratedTemplate } from './test-database.ts';
import { startTestServer } from './test-server.ts';

const rows = (url: string, sql: string) =>
  withClient(url, async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

const withTable = (ownerUrl: string) => rows(ownerUrl, 'create table notes (id int)').then(() => undefined);

it('gives every caller a database of its own', async () => {
  const [first, second] = await Promise.all([
    createTestDatabase({ prepare: withTable }),
    createTestDatabase({ prepare: withTable }),
  ]);
  await rows(first.ownerDatabaseUrl, 'insert into notes values (1)');
  expect(await rows(second.ownerDatabaseUrl, 'table notes')).toEqual([]);
  await first.drop();
  await second.drop();
  await expect(rows(first.ownerDatabaseUrl, 'select 1')).rejects.toThrow('does not exist');
});

it('lets the service in only with what it was granted', async () => {
  const database = await createTestDatabase({
    prepare: async (ownerUrl, serviceRole) => {
      await rows(ownerUrl, 'create table open (id int); create table shut (id int)');
      await rows(ownerUrl, `grant select on open to ${serviceRole}`);
    },
  });
  expect(await rows(database.databaseUrl, 'table open')).toEqual([]);
  await expect(rows(database.databaseUrl, 'table shut')).rejects.toThrow('permission denied');
  await database.drop();
});

it('migrates the template once, however many ask at the same time, and again after a failure', async () => {
  const server = { ...inject('testServer'), prefix: `${inject('testServer').prefix}_once` };
  let migrations = 0;
  const ask = (migrate: (ownerUrl: string) => Promise<void>) =>
    withClient(server.adminUrl, (admin) => migratedTemplate(admin, server, migrate));
  const failing = ask(async () => Promise.reject(new Error('migration 3 failed')));
  await expect(failing).rejects.toThrow('migration 3 failed');
  const counting = async (ownerUrl: string) => {
    migrations += 1;
    await withTable(ownerUrl);
  };
  const [template, ...others] = await Promise.all([ask(counting), ask(counting), ask(counting)]);
  expect(others).toEqual([template, template]);
  expect(migrations).toBe(1);
  expect(await rows(urlFor(server.adminUrl, { database: template ?? '' }), 'table notes')).toEqual([]);
});

it('leaves nothing on a server that is not ours', async () => {
  const foreign = await startEmbeddedPostgres();
  const list = `select datname as name from pg_database union all
                select rolname from pg_roles where not rolname like 'pg\\_%' order by 1`;
  const before = await rows(foreign.url, list);
  const { close } = await startTestServer(foreign.url);
  expect(await rows(foreign.url, list)).not.toEqual(before);
  await close();
  expect(await rows(foreign.url, list)).toEqual(before);
  await foreign.close();
});

it('gives every caller the migrated schema, with the walls of the service role', async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const tables = "select count(*)::int as tables from pg_tables where schemaname = 'public'";
  expect((await rows(first.databaseUrl, tables))[0]?.tables).toBeGreaterThan(5);
  expect(await rows(second.databaseUrl, 'select * from visits')).toEqual([]);
  await expect(rows(first.databaseUrl, 'drop table visits')).rejects.toThrow('must be owner');
  await first.drop();
  await second.drop();
});
