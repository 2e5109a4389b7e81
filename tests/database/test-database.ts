import { randomBytes } from 'node:crypto';
import {
  createOwnedDatabase,
  type DatabaseAccess,
  urlFor,
  withClient,
} from '@ehr-connector/sandbox/postgres/roles.ts';
import pg from 'pg';
import { inject } from 'vitest';
import type { TestServer } from './test-server.ts';

/** A database of one test file's own. */
export interface TestDatabase extends DatabaseAccess {
  /** Ends all sessions of the database and removes it. */
  drop(): Promise<void>;
}

/** Brings an empty database to what the tests begin with. */
type Prepare = (ownerUrl: string, serviceRole: string) => Promise<void>;

/**
 * Gives a test file a migrated database that nobody else uses.
 *
 * It is a clone of a template, which the first caller of the run migrates: a clone takes about a tenth of a
 * second, so a file may also ask for one for each test.
 *
 * @param options.prepare does instead of the migrations; the database is then no clone.
 */
export async function createTestDatabase(
  options: { readonly prepare?: Prepare } = {},
): Promise<TestDatabase> {
  const server = inject('testServer');
  const database = `${server.prefix}_${randomBytes(6).toString('hex')}`;
  await withClient(server.adminUrl, async (admin) => {
    const template = options.prepare
      ? 'template1'
      : await migratedTemplate(admin, server, migrateWithProduct);
    await createOwnedDatabase(admin, database, server.roles, template);
  });
  const access = accessTo(server, database);
  await options.prepare?.(access.ownerDatabaseUrl, server.roles.service);
  return {
    ...access,
    drop: () => withClient(server.adminUrl, (admin) => dropDatabase(admin, database)),
  };
}

/** The name of this run's template, made first if need be; callers in other processes wait for it. */
export async function migratedTemplate(
  admin: pg.Client,
  server: TestServer,
  migrate: Prepare,
): Promise<string> {
  const template = `${server.prefix}_template`;
  await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
  try {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) await createTemplate(admin, server, template, migrate);
  } finally {
    await admin.query('select pg_advisory_unlock(hashtext($1))', [template]);
  }
  return template;
}

/** It gets its name only when it is complete, so that a migration that fails does so for every test file. */
async function createTemplate(
  admin: pg.Client,
  server: TestServer,
  template: string,
  migrate: Prepare,
): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await dropDatabase(admin, unfinished);
  await createOwnedDatabase(admin, unfinished, server.roles);
  await migrate(accessTo(server, unfinished).ownerDatabaseUrl, server.roles.service);
  await admin.query(
    `alter database ${pg.escapeIdentifier(unfinished)} rename to ${pg.escapeIdentifier(template)}`,
  );
}

async function migrateWithProduct(ownerUrl: string, serviceRole: string): Promise<void> {
  const { migrate } = await import('@ehr-connector/shared/adapters/postgres/migrate.ts');
  await migrate({ ownerUrl, serviceRole });
}

function accessTo(server: TestServer, database: string): DatabaseAccess {
  return {
    databaseUrl: urlFor(server.access.databaseUrl, { database }),
    ownerDatabaseUrl: urlFor(server.access.ownerDatabaseUrl, { database }),
  };
}

async function dropDatabase(admin: pg.Client, database: string): Promise<void> {
  await admin.query(`drop database if exists ${pg.escapeIdentifier(database)} with (force)`);
}
