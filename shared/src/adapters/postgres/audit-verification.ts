import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import {
  type ChainFlaw,
  checkChain,
  type PresentedCheckpoint,
  type StoredEntry,
} from '../../domain/audit/chain-check.ts';
import type { CheckpointVerifier } from '../../domain/audit/checkpoint.ts';
import { checkServing, type ServingFlaw } from '../../domain/audit/serving-check.ts';
import { auditHash } from './audit-hash.ts';
import { readServing } from './audit-serving.ts';
import { ownerPool } from './owner-pool.ts';
import type { Tables } from './tables.ts';

/** What was found in one organisation's log, and of what serves. */
export interface VerifiedLog {
  /** `null` collects checkpoints of which nobody can say whose they are. */
  readonly organizationId: string | null;
  readonly entries: number;
  /** Signed with a known key. */
  readonly checkpoints: number;
  readonly flaws: readonly ChainFlaw[];
  /** What serves otherwise than the log says was approved. */
  readonly unvouched: readonly ServingFlaw[];
}

const AT_ONCE = 1_000;

/**
 * Looks at every organisation's log and at what serves, as they are at one moment, without holding anybody up.
 *
 * @param deps.ownerUrl the owner sees all organisations.
 * @param deps.loggedCheckpoints compact JWS out of logs, which no database holds; read before the database is.
 * @param deps.keptSince entries from then on must all be there.
 */
export async function verifyAuditLogs(deps: {
  readonly ownerUrl: string;
  readonly verifier: CheckpointVerifier;
  readonly loggedCheckpoints: readonly string[];
  readonly keptSince: Date;
}): Promise<readonly VerifiedLog[]> {
  const logged = await presentedByLogs(deps.verifier, deps.loggedCheckpoints);
  const pool = ownerPool(deps.ownerUrl, 1);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => {
        const found = await organizations(trx);
        const ids = [...new Set([...found, ...[...logged.keys()].filter((id) => id !== null)])].sort();
        const logs: VerifiedLog[] = [];
        for (const id of ids) logs.push(await verify(trx, id, logged.get(id) ?? [], deps));
        const nobodys = logged
          .get(null)
          ?.map((): ChainFlaw => ({ kind: 'checkpoint-forged', from: 0, through: 0 }));
        return nobodys === undefined
          ? logs
          : [...logs, { organizationId: null, entries: 0, checkpoints: 0, flaws: nobodys, unvouched: [] }];
      });
  } finally {
    await db.destroy();
  }
}

async function verify(
  trx: Transaction<Tables>,
  organizationId: string,
  logged: readonly PresentedCheckpoint[],
  { verifier, keptSince }: { readonly verifier: CheckpointVerifier; readonly keptSince: Date },
): Promise<VerifiedLog> {
  const { rows } = await sql<{ number: number; hash: string | null }>`
    select number::float8, hash from audit_heads where organization_id = ${organizationId}`.execute(trx);
  const checkpoints = [...(await presentedByDatabase(trx, organizationId, verifier)), ...logged];
  let count = 0;
  async function* counted(entries: AsyncIterable<StoredEntry>) {
    for await (const entry of entries) {
      count += 1;
      yield entry;
    }
  }
  const flaws = await checkChain({
    entries: counted(entriesOf(trx, organizationId)),
    head: rows[0] ?? null,
    checkpoints,
    keptSince,
    hashOf: auditHash,
  });
  const signed = checkpoints.flatMap((checkpoint) => checkpoint.signed?.number ?? []);
  return {
    organizationId,
    entries: count,
    checkpoints: new Set(signed).size,
    flaws,
    unvouched: checkServing(await readServing(trx, organizationId)),
  };
}

async function presentedByLogs(verifier: CheckpointVerifier, jwss: readonly string[]) {
  const byOrganization = new Map<string | null, PresentedCheckpoint[]>();
  for (const jws of new Set(jwss)) {
    const claimed = verifier.claims(jws);
    const checkpoint: PresentedCheckpoint = {
      source: 'log',
      number: claimed?.number ?? null,
      signed: await verifier.verify(jws),
    };
    const of = claimed?.organizationId ?? null;
    byOrganization.set(of, [...(byOrganization.get(of) ?? []), checkpoint]);
  }
  return byOrganization;
}

async function presentedByDatabase(
  trx: Transaction<Tables>,
  organizationId: string,
  verifier: CheckpointVerifier,
): Promise<readonly PresentedCheckpoint[]> {
  const { rows } = await sql<{ number: number; hash: string; jws: string }>`
    select number::float8, hash, jws from audit_checkpoints where organization_id = ${organizationId}
    order by audit_checkpoints.number`.execute(trx);
  return await Promise.all(
    rows.map(async ({ number, hash, jws }) => {
      const signed = await verifier.verify(jws);
      const saysTheSame =
        signed?.organizationId === organizationId && signed.number === number && signed.hash === hash;
      return { source: 'database' as const, number, signed: saysTheSame ? signed : null };
    }),
  );
}

async function organizations(trx: Transaction<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select organization_id as id from organizations union select organization_id from audit_heads
    union select organization_id from audit_checkpoints union select organization_id from audit_entries`.execute(
    trx,
  );
  return rows.map(({ id }) => id);
}

/** Through a cursor: by number alone, two entries with the same one could be stepped over. */
async function* entriesOf(trx: Transaction<Tables>, organizationId: string): AsyncGenerator<StoredEntry> {
  await sql`declare entries_by_number no scroll cursor for
    select organization_id as "organizationId", number::float8, actor, action, subject, details, hash,
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, previous_hash as "previousHash"
    from audit_entries where organization_id = ${sql.lit(organizationId)} order by audit_entries.number`.execute(
    trx,
  );
  for (;;) {
    const { rows } = await sql<StoredEntry>`fetch ${sql.lit(AT_ONCE)} from entries_by_number`.execute(trx);
    // Milliseconds are what is recorded; digits beyond are nobody's of ours, and stay to be seen.
    for (const row of rows) yield { ...row, at: row.at.replace(/000Z$/, 'Z') };
    if (rows.length < AT_ONCE) break;
  }
  await sql`close entries_by_number`.execute(trx);
}
