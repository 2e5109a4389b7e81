import { randomBytes } from 'node:crypto';
import { startEmbeddedPostgres } from '@ehr-connector/sandbox/postgres/embedded-postgres.ts';
import type { RoleNames } from '@ehr-connector/sandbox/postgres/roles.ts';
import {
  createDatabaseAndRoles,
  type DatabaseAccess,
  withClient,
} from '@ehr-connector/sandbox/postgres/roles.ts';
import pg from 'pg';

/** The PostgreSQL server that all test files of a run share. Plain data: it travels to the test processes. */
export interface TestServer {
  readonly adminUrl: string;
  /** The name of everything this run creates begins with it: the server may be shared with other runs. */
  readonly prefix: string;
  readonly roles: RoleNames;
  readonly access: DatabaseAccess;
}

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * Starts an embedded server, or prepares the one given.
 *
 * @param givenUrl a superuser of a server of yours, or a role that may create databases and roles there.
 */
export async function startTestServer(
  givenUrl?: string,
): Promise<{ server: TestServer; close(): Promise<void> }> {
  const embedded = givenUrl ? undefined : await startEmbeddedPostgres();
  const adminUrl = givenUrl ?? embedded?.url ?? '';
  const prefix = `ehr_connector_test_${randomBytes(4).toString('hex')}`;
  const roles = { owner: `${prefix}_owner`, service: `${prefix}_service` };
  const close = async () => {
    if (embedded) await embedded.close();
    else await removeAll(adminUrl, prefix, roles);
  };
  try {
    const access = await createDatabaseAndRoles(adminUrl, `${prefix}_empty`, roles);
    return { server: { adminUrl, prefix, roles, access }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function removeAll(adminUrl: string, prefix: string, roles: RoleNames): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    );
    for (const { datname } of rows) {
      await admin.query(`drop database ${pg.escapeIdentifier(datname)} with (force)`);
    }
    for (const role of [roles.owner, roles.service]) {
      await admin.query(`drop role if exists ${pg.escapeIdentifier(role)}`);
    }
  });
}
