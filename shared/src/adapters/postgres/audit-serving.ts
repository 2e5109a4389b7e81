import { sql, type Transaction } from 'kysely';
import type { AuditAction } from '../../domain/audit/audit-log.ts';
import type { ServingRevision, ServingToCheck } from '../../domain/audit/serving-check.ts';
import { contentDigest } from './content-digest.ts';
import type { Tables } from './tables.ts';

/**
 * What serves in an organisation, and what its audit log says of that.
 *
 * @param trx sees both at one moment (repeatable read): an approval between the two reads would look like a flaw.
 */
export async function readServing(trx: Transaction<Tables>, organizationId: string): Promise<ServingToCheck> {
  const { rows } = await sql<ServingRow>`
    select id as "connectionId", number as revision, is_disabled as "isDisabled", state, content, digest as stated
    from connections join connection_revisions revision
      on revision.organization_id = connections.organization_id and connection_id = id and number = live_revision
    where connections.organization_id = ${organizationId} order by id`.execute(trx);
  const serving = rows.map(({ state, content, stated, ...revision }) => {
    const digest = contentDigest(content);
    return { ...revision, digest, saysSo: state === 'approved' && stated === digest };
  });
  return { serving, recorded: await servingEntries(trx, organizationId) };
}

type ServingRow = Pick<ServingRevision, 'connectionId' | 'revision' | 'isDisabled'> & {
  readonly state: string;
  readonly content: unknown;
  readonly stated: string;
};

/** An entry that says what serves of its subject. */
export interface ServingEntry {
  readonly number: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: AuditAction;
  readonly subject: string;
  readonly details: Readonly<Record<string, string>>;
}

/** Of each connection the last approval, and the last of the entries that say whether it is disabled. */
export async function servingEntries(
  trx: Transaction<Tables>,
  organizationId: string,
): Promise<readonly ServingEntry[]> {
  const { rows } = await sql<ServingEntry>`
    select distinct on (subject, action = 'revision-approved') number::float8, at, actor, action, subject, details
    from audit_entries
    where organization_id = ${organizationId}
      and action in ('revision-approved', 'connection-disabled', 'connection-enabled')
    order by subject, action = 'revision-approved', audit_entries.number desc`.execute(trx);
  return rows;
}
