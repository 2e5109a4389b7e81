import { sql, type Transaction } from 'kysely';
import type { AuditEntry, AuditLog } from '../../domain/audit/audit-log.ts';
import { auditHash } from './audit-hash.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export function auditLog({ trx, organizationId }: Scope): AuditLog {
  return {
    async record(entry, unlessSince) {
      if (unlessSince !== undefined && (await isSaidSince(trx, organizationId, entry, unlessSince))) return;
      await appendAudit(trx, organizationId, entry, unlessSince);
    },
  };
}

/**
 * Appends to the chain of an organisation, within the caller's transaction. The head is held until that ends, so that a
 * chain has one end whoever appends.
 */
export async function appendAudit(
  trx: Transaction<Tables>,
  organizationId: string,
  entry: AuditEntry,
  unlessSince?: Date,
): Promise<void> {
  const head = await lockHead(trx, organizationId);
  if (unlessSince !== undefined && (await isSaidSince(trx, organizationId, entry, unlessSince))) return;
  const { at, actor, action, subject } = entry;
  const details = storable(entry.details);
  const number = Number(head.number) + 1; // text, where the owner connects
  const hash = auditHash({
    organizationId,
    number,
    at: at.toISOString(),
    actor,
    action,
    subject,
    details,
    previousHash: head.hash,
  });
  // A trigger moves the head on to the entry.
  await trx
    .insertInto('audit_entries')
    .values({
      organization_id: organizationId,
      number,
      at,
      actor,
      action,
      subject,
      details: JSON.stringify(details),
      previous_hash: head.hash,
      hash,
    })
    .execute();
}

/** Whoever appends waits for the end of this transaction, which goes on from here. */
export async function lockHead(
  trx: Transaction<Tables>,
  organizationId: string,
): Promise<{ readonly number: number; readonly hash: string | null }> {
  const locked = () =>
    trx
      .selectFrom('audit_heads')
      .select(['number', 'hash'])
      .where('organization_id', '=', organizationId)
      .forUpdate()
      .executeTakeFirst();
  const head = await locked();
  if (head !== undefined) return head;
  await trx
    .insertInto('audit_heads')
    .values({ organization_id: organizationId, number: 0, hash: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const first = await locked();
  if (first === undefined) throw new Error(`the audit log of ${organizationId} has no head`);
  return first;
}

async function isSaidSince(
  trx: Transaction<Tables>,
  organizationId: string,
  { actor, action, subject, details }: AuditEntry,
  since: Date,
): Promise<boolean> {
  const found = await trx
    .selectFrom('audit_entries')
    .select('number')
    .where('organization_id', '=', organizationId)
    .where('actor', '=', actor)
    .where('action', '=', action)
    .where('subject', '=', subject)
    .where('at', '>=', since)
    .where(sql<boolean>`details = ${JSON.stringify(storable(details))}::jsonb`)
    .executeTakeFirst();
  return found !== undefined;
}

/** What people write may hold characters that neither JSON's canonical form nor the database has. */
function storable(details: AuditEntry['details'] = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, value.toWellFormed().replaceAll('\0', '\ufffd')]),
  );
}
