import { type Kysely, sql } from 'kysely';
import { auditHash } from '../audit-hash.ts';
import { contentDigest } from '../content-digest.ts';

/**
 * What serves is compared with the approvals of the audit log. What served before each of them was recorded, because it
 * was provisioned or is older than revisions, is recorded now, as it stands.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const { organization_id, id, number, content, is_disabled } of await unrecorded(db)) {
    const revision = String(number);
    await record(db, organization_id, 'revision-approved', id, {
      revision,
      digest: contentDigest(content),
      approver: 'none: it served before its approval was recorded',
    });
    if (is_disabled) await record(db, organization_id, 'connection-disabled', id, { revision });
  }
}

interface Unrecorded {
  readonly organization_id: string;
  readonly id: string;
  readonly number: number;
  readonly content: object;
  readonly is_disabled: boolean;
}

async function unrecorded(db: Kysely<unknown>): Promise<readonly Unrecorded[]> {
  const { rows } = await sql<Unrecorded>`
    select connection.organization_id, id, number, content, is_disabled
    from connections connection join connection_revisions revision
      on revision.organization_id = connection.organization_id and connection_id = id and number = live_revision
    where not exists (
      select from audit_entries
      where organization_id = connection.organization_id and subject = id and action = 'revision-approved'
        and details ->> 'revision' = revision.number::text)
    order by connection.organization_id, id`.execute(db);
  return rows;
}

async function record(
  db: Kysely<unknown>,
  organizationId: string,
  action: string,
  subject: string,
  details: Readonly<Record<string, string>>,
): Promise<void> {
  await sql`insert into audit_heads values (${organizationId}, 0, null) on conflict do nothing`.execute(db);
  const { rows } = await sql<{ number: number; hash: string | null }>`
    select number::float8, hash from audit_heads where organization_id = ${organizationId} for update`.execute(
    db,
  );
  const head = rows[0] ?? { number: 0, hash: null };
  const said = { at: new Date().toISOString(), actor: 'service', action, subject, details };
  const link = { organizationId, number: head.number + 1, previousHash: head.hash };
  // A trigger moves the head on to the entry.
  await sql`
    insert into audit_entries (organization_id, number, at, actor, action, subject, details, previous_hash, hash)
    values (${organizationId}, ${link.number}, ${said.at}, ${said.actor}, ${action}, ${subject},
      ${JSON.stringify(details)}::jsonb, ${head.hash}, ${auditHash({ ...said, ...link })})`.execute(db);
}
