import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../domain/kernel/clock.ts';
import { addMs } from '../../domain/kernel/clock.ts';
import type { ClaimedEntry, OutboxClaims } from '../../domain/outbox/outbox-store.ts';
import { toEntry } from './outbox-store.ts';
import type { Tables } from './tables.ts';

/**
 * Claims heads of lines for delivery. A claim is a lease: when a replica dies, its leases run out and others go on. Who
 * settles must still hold the attempt, so that a slow replica cannot undo what its successor did.
 */
export function outboxClaims(deps: { readonly db: Kysely<Tables>; readonly clock: Clock }): OutboxClaims {
  const { db, clock } = deps;

  async function claimOf(
    organizationId: string,
    ids: readonly string[],
    leaseMs: number,
  ): Promise<readonly ClaimedEntry[]> {
    return await db.transaction().execute(async (trx) => {
      await sql`select set_config('app.organization', ${organizationId}, true)`.execute(trx);
      const now = clock.now();
      const free = trx
        .selectFrom('outbox')
        .select('id')
        .where('id', 'in', [...ids])
        // Asked again under the lock: another replica may have claimed or settled it since it was found due.
        .where('state', '=', 'pending')
        .where('next_attempt_at', '<=', now)
        .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
        .forUpdate()
        .skipLocked();
      const rows = await trx
        .updateTable('outbox')
        .set((eb) => ({
          attempts: eb('attempts', '+', 1),
          lease_until: addMs(now, leaseMs),
          first_tried_at: eb.fn.coalesce('first_tried_at', eb.val(now)),
        }))
        .where('id', 'in', free)
        .returningAll()
        .execute();
      return rows.map((row) => ({
        ...toEntry(row),
        organizationId,
        firstTriedAt: row.first_tried_at ?? now,
      }));
    });
  }

  return {
    async claim(limit, leaseMs) {
      const { rows } = await sql<{ organization_id: string; id: string }>`
        select organization_id, id::text as id from outbox_due_heads(${clock.now()}, ${limit})`.execute(db);
      const claimed: ClaimedEntry[] = [];
      for (const [organizationId, heads] of Map.groupBy(rows, (row) => row.organization_id)) {
        claimed.push(
          ...(await claimOf(
            organizationId,
            heads.map(({ id }) => id),
            leaseMs,
          )),
        );
      }
      return claimed;
    },

    async nextDueAt() {
      const { rows } = await sql<{ at: Date | null }>`select outbox_next_due() as at`.execute(db);
      return rows[0]?.at ?? null;
    },
  };
}
