import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** What the service needs to reach its database; both hold a password. */
export interface DatabaseAccess {
  /** The role the service works as: row-level security holds for it. */
  readonly databaseUrl: string;
  /** The role that owns the tables and migrates them. */
  readonly ownerDatabaseUrl: string;
}

/** What the roles are called; on a server shared with others they need names of their own. */
export interface RoleNames {
  readonly owner: string;
  readonly service: string;
}

/**
 * Creates the two roles, each with a new password, and an empty database, as production would have them.
 *
 * @param adminUrl a superuser, or a role that may create databases and roles.
 */
export async function createDatabaseAndRoles(
  adminUrl: string,
  database = 'ehr_connector',
  roles: RoleNames = { owner: 'ehr_connector_owner', service: 'ehr_connector_service' },
): Promise<DatabaseAccess> {
  const passwords = { owner: newPassword(), service: newPassword() };
  await withClient(adminUrl, async (admin) => {
    await createRoles(admin, roles, passwords);
    await createOwnedDatabase(admin, database, roles);
  });
  return {
    databaseUrl: urlFor(adminUrl, { database, user: roles.service, password: passwords.service }),
    ownerDatabaseUrl: urlFor(adminUrl, { database, user: roles.owner, password: passwords.owner }),
  };
}

/** Creates a database that the two roles, and nobody else, may connect to. */
export async function createOwnedDatabase(
  admin: pg.Client,
  database: string,
  roles: RoleNames,
  template = 'template1',
): Promise<void> {
  const [name, source] = [database, template].map(pg.escapeIdentifier);
  await admin.query(`create database ${name} owner ${pg.escapeIdentifier(roles.owner)} template ${source}`);
  // Rights on a database are not copied from its template.
  await admin.query(`revoke all on database ${name} from public`);
  await admin.query(`grant connect on database ${name} to ${pg.escapeIdentifier(roles.service)}`);
}

/** The same server, with another database or person. */
export function urlFor(
  serverUrl: string,
  target: { readonly database: string; readonly user?: string; readonly password?: string },
): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(target.database)}`;
  if (target.user !== undefined) url.username = target.user;
  if (target.password !== undefined) url.password = target.password;
  return url.href;
}

/** Connects for the length of `work`. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function createRoles(
  admin: pg.Client,
  roles: RoleNames,
  passwords: { readonly owner: string; readonly service: string },
): Promise<void> {
  const owner = pg.escapeIdentifier(roles.owner);
  const service = pg.escapeIdentifier(roles.service);
  // Neither is a superuser or may bypass row-level security: these are the defaults of `create role`.
  await admin.query(`create role ${owner} login password ${pg.escapeLiteral(passwords.owner)}`);
  await admin.query(`create role ${service} login password ${pg.escapeLiteral(passwords.service)}`);
  // The owner makes the schemas that belong to the service's role, but does not inherit its rights.
  await admin.query(`grant ${service} to ${owner} with inherit false, set true`);
  // Whoever creates a role without being a superuser may not act as it, and so not give it a database.
  await admin.query(`grant ${owner} to current_user with inherit true, set true`);
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}
