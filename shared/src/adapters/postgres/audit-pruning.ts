import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import type { AuditEntry } from '../../domain/audit/audit-log.ts';
import type { CheckpointVerifier } from '../../domain/audit/checkpoint.ts';
import type { Clock } from '../../domain/kernel/clock.ts';
import { appendAudit, lockHead } from './audit-log.ts';
import { type ServingEntry, servingEntries } from './audit-serving.ts';
import { ownerPool } from './owner-pool.ts';
import type { Tables } from './tables.ts';

/** What was removed from one organisation's log. */
export interface PrunedLog {
  readonly organizationId: string;
  readonly removed: number;
  /** The first entry that is kept; a checkpoint vouches for it. */
  readonly keptFrom: number;
}

/**
 * Removes entries that were kept long enough: those before the newest checkpoint of which all were
 * made, and which itself was signed, before `before`. Its entry and it stay, as the chain's new beginning; what was removed
 * but says what serves now is recorded again. Safe to repeat.
 *
 * @param deps.ownerUrl the service may not remove anything.
 * @param organizationIds whose logs were just found sound: what is removed can never be verified again.
 */
export async function pruneAuditLogs(
  deps: { readonly ownerUrl: string; readonly verifier: CheckpointVerifier; readonly clock: Clock },
  before: Date,
  organizationIds: readonly string[],
): Promise<readonly PrunedLog[]> {
  const pool = ownerPool(deps.ownerUrl, 1);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    const pruned: PrunedLog[] = [];
    for (const id of organizationIds) {
      const one = await db.transaction().execute((trx) => prune(trx, deps, id, before));
      if (one !== null) pruned.push(one);
    }
    return pruned;
  } finally {
    await db.destroy();
  }
}

async function prune(
  trx: Transaction<Tables>,
  { verifier, clock }: { readonly verifier: CheckpointVerifier; readonly clock: Clock },
  organizationId: string,
  before: Date,
): Promise<PrunedLog | null> {
  const keptFrom = await newestAnchor(trx, verifier, organizationId, before);
  if (keptFrom === null) return null;
  // What is approved meanwhile must not be followed by the approval before it.
  await lockHead(trx, organizationId);
  const serving = await servingEntries(trx, organizationId);
  await sql`select set_config('app.audit_pruning', ${organizationId}, true)`.execute(trx);
  const { numDeletedRows } = await trx
    .deleteFrom('audit_entries')
    .where('organization_id', '=', organizationId)
    .where('number', '<', keptFrom)
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) return null;
  await trx
    .deleteFrom('audit_checkpoints')
    .where('organization_id', '=', organizationId)
    .where('number', '<', keptFrom)
    .execute();
  await appendAudit(trx, organizationId, {
    at: clock.now(),
    actor: 'service',
    action: 'audit-pruned',
    subject: organizationId,
    details: { through: String(keptFrom - 1), before: before.toISOString() },
  });
  for (const entry of serving)
    if (entry.number < keptFrom) await appendAudit(trx, organizationId, saidAgain(entry, clock.now()));
  return { organizationId, removed: Number(numDeletedRows), keptFrom };
}

/** What serves is compared with these entries for as long as it does. */
function saidAgain({ at, actor, action, subject, details }: ServingEntry, now: Date): AuditEntry {
  const recorded = details.recorded ?? `${at.toISOString()} by ${actor}`;
  return { at: now, actor: 'service', action, subject, details: { ...details, recorded } };
}

async function newestAnchor(
  trx: Transaction<Tables>,
  verifier: CheckpointVerifier,
  organizationId: string,
  before: Date,
): Promise<number | null> {
  const { rows } = await sql<{ number: number; hash: string; jws: string }>`
    select checkpoint.number::float8, checkpoint.hash, checkpoint.jws
    from audit_checkpoints checkpoint join audit_entries entry using (organization_id, number, hash)
    where organization_id = ${organizationId} and checkpoint.number <= coalesce(
      (select min(number) from audit_entries where organization_id = ${organizationId} and at >= ${before}),
      checkpoint.number)
    order by checkpoint.number desc`.execute(trx);
  for (const { number, hash, jws } of rows) {
    const signed = await verifier.verify(jws);
    const vouches =
      signed?.organizationId === organizationId && signed.number === number && signed.hash === hash;
    if (vouches && signed.at < before) return number;
  }
  return null;
}
