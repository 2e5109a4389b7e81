import { type Kysely, sql } from 'kysely';

/**
 * Who is named as approver is asked at every request, and the audit log is read by action.
 *
 * The approver is a column of its own, since an index on `content ->> 'approver'` would lie unused: under row-level
 * security an operator that is not leakproof, as `->>` is not, waits until the policy has seen the row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table connection_revisions
      add column approver text generated always as (content ->> 'approver') stored`.execute(db);
  await sql`
    create index connection_revisions_approver on connection_revisions (organization_id, approver)
    where approver is not null`.execute(db);
  await sql`create index audit_entries_action on audit_entries (organization_id, action, number)`.execute(db);
}
