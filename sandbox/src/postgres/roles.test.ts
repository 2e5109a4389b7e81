import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { createDatabaseAndRoles, type DatabaseAccess, withClient } from './roles.ts';

let server: EmbeddedPostgres;
let access: DatabaseAccess;
beforeAll(async () => {
  server = await startEmbeddedPostgres();
  access = await createDatabaseAndRoles(server.url);
});
afterAll(() => server.close());

const rows = (url: string, sql: string) =>
  withClient(url, async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

it('gives the service a role that can neither bypass row-level security nor create tables', async () => {
  const [role] = await rows(
    access.databaseUrl,
    'select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
  );
  expect(role).toEqual({
    rolname: 'ehr_connector_service',
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
  });
  await expect(rows(access.databaseUrl, 'create table mine ()')).rejects.toThrow('permission denied');
});

it('gives the owner the database, and lets it make schemas for the service', async () => {
  await rows(access.ownerDatabaseUrl, 'create table visits (id int)');
  await rows(access.ownerDatabaseUrl, 'create schema jobs authorization ehr_connector_service');
  await rows(access.databaseUrl, 'create table jobs.job (id int)');
  await expect(rows(access.databaseUrl, 'table visits')).rejects.toThrow('permission denied');
  const [role] = await rows(
    access.ownerDatabaseUrl,
    'select rolsuper from pg_roles where rolname = current_user',
  );
  expect(role).toEqual({ rolsuper: false });
});

it('works for an administrator who is no superuser, and keeps other roles out', async () => {
  await rows(server.url, "create role admin login createdb createrole password 'secret'");
  await rows(server.url, "create role stranger login password 'secret'");
  const adminUrl = server.url.replace(/\/\/[^@]*@/, '//admin:secret@');
  const other = await createDatabaseAndRoles(adminUrl, 'other', {
    owner: 'other_owner',
    service: 'other_service',
  });
  await rows(other.databaseUrl, 'select 1');
  const strangerUrl = other.databaseUrl.replace(/\/\/[^@]*@/, '//stranger:secret@');
  await expect(rows(strangerUrl, 'select 1')).rejects.toThrow('permission denied for database');
});
