import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as visits from './migrations/0001-visits.ts';
import * as notificationCertificates from './migrations/0002-notification-certificates.ts';
import * as outboxHeads from './migrations/0003-outbox-heads.ts';
import * as configuration from './migrations/0004-configuration.ts';
import * as auditChain from './migrations/0005-audit-chain.ts';
import * as configurationChanges from './migrations/0006-configuration-changes.ts';
import * as unusedFunction from './migrations/0007-unused-function.ts';
import * as recordedApprovals from './migrations/0008-recorded-approvals.ts';
import * as namedApprover from './migrations/0009-named-approver.ts';
import * as staffLanguages from './migrations/0010-staff-languages.ts';
import * as entering from './migrations/0011-entering.ts';
import { ownerPool } from './owner-pool.ts';

/** In order; a migration that has been released is never changed. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-visits': visits,
  '0002-notification-certificates': notificationCertificates,
  '0003-outbox-heads': outboxHeads,
  '0004-configuration': configuration,
  '0005-audit-chain': auditChain,
  '0006-configuration-changes': configurationChanges,
  '0007-unused-function': unusedFunction,
  '0008-recorded-approvals': recordedApprovals,
  '0009-named-approver': namedApprover,
  '0010-staff-languages': staffLanguages,
  '0011-entering': entering,
};

/**
 * Brings the schema up to date in the name of its owner, and lets the service's role use it. Safe to call from several
 * replicas at once: the migrator holds a lock.
 *
 * @param options.serviceRole the role of `DATABASE_URL`; it can neither change the schema nor pass its walls.
 * @throws when a migration fails; the schema is then as it was before.
 */
export async function migrate(options: {
  readonly ownerUrl: string;
  readonly serviceRole: string;
}): Promise<void> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: ownerPool(options.ownerUrl, 2) }) });
  try {
    const { error } = await migratorOf(db).migrateToLatest();
    if (error !== undefined) throw error;
    await grant(db, options.serviceRole);
    await prepareChores(db, options.serviceRole);
  } finally {
    await db.destroy();
  }
}

/** Whether the schema has all that this version needs; a newer version may have migrated it further meanwhile. */
export async function isSchemaCurrent<T>(db: Kysely<T>): Promise<boolean> {
  const latest = Object.keys(MIGRATIONS).at(-1);
  const { rows } = await sql<{
    latest: string | null;
  }>`select max(name) as latest from kysely_migration`.execute(db);
  return (rows[0]?.latest ?? '') >= (latest ?? '');
}

const migratorOf = (db: Kysely<unknown>) =>
  new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });

async function grant(db: Kysely<unknown>, serviceRole: string): Promise<void> {
  const role = sql.id(serviceRole);
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('ehr-connector grants'))`.execute(trx);
    await sql`grant usage on schema public to ${role}`.execute(trx);
    await sql`grant select, insert, update, delete on all tables in schema public to ${role}`.execute(trx);
    // What was done cannot be made undone, and who migrates is not the service's business.
    await sql`revoke update, delete on audit_entries, audit_checkpoints, audit_heads from ${role}`.execute(
      trx,
    );
    // Moved on by a trigger, and held by who appends.
    await sql`grant update (number, hash) on audit_heads to ${role}`.execute(trx);
    await sql`revoke insert, update, delete on kysely_migration, kysely_migration_lock, organizations from ${role}`.execute(
      trx,
    );
    // Organisations are made by the owner, or by a function that can do nothing else; that somebody administers by the product's own role is for the service to note.
    await sql`grant update (own_admin_seen_at) on organizations to ${role}`.execute(trx);
    await sql`grant usage on all sequences in schema public to ${role}`.execute(trx);
    await sql`revoke execute on all functions in schema public from public`.execute(trx);
    await sql`grant execute on all functions in schema public to ${role}`.execute(trx);
  });
}

/**
 * Scheduled chores keep their tables in a schema of the service's role, which may not make schemas itself. Their runner
 * asks for the schema only where its list of migrations is missing; it fills the list and the schema at the first start.
 *
 * @see {@link https://worker.graphile.org/docs/schema}
 */
async function prepareChores(db: Kysely<unknown>, serviceRole: string): Promise<void> {
  const role = sql.id(serviceRole);
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('ehr-connector chores'))`.execute(trx);
    await sql`create schema if not exists graphile_worker authorization ${role}`.execute(trx);
    await sql`set local role ${role}`.execute(trx);
    await sql`create table if not exists graphile_worker.migrations (
      id int primary key, ts timestamptz not null default now(), breaking boolean not null default false
    )`.execute(trx);
  });
}
