import { type Kysely, sql, type Transaction } from 'kysely';
import type { CheckpointStore } from '../../domain/audit/checkpoint.ts';
import { readServing } from './audit-serving.ts';
import type { Tables } from './tables.ts';

const enter = (trx: Transaction<Tables>, organizationId: string) =>
  sql`select set_config('app.organization', ${organizationId}, true)`.execute(trx);

export function auditCheckpoints(db: Kysely<Tables>): CheckpointStore {
  const within = <T>(organizationId: string, work: (trx: Transaction<Tables>) => Promise<T>) =>
    db.transaction().execute(async (trx) => {
      await enter(trx, organizationId);
      return await work(trx);
    });

  return {
    async organizations() {
      const { rows } = await sql<{ id: string }>`select id from organization_ids() as id`.execute(db);
      return rows.map(({ id }) => id);
    },

    progress: (organizationId) =>
      within(organizationId, async (trx) => {
        const head = await trx.selectFrom('audit_heads').select(['number', 'hash']).executeTakeFirst();
        const last = await trx
          .selectFrom('audit_checkpoints as checkpoint')
          .leftJoin('audit_entries as entry', (join) =>
            join
              .onRef('entry.organization_id', '=', 'checkpoint.organization_id')
              .onRef('entry.number', '=', 'checkpoint.number'),
          )
          .select(['checkpoint.number', 'checkpoint.hash', 'entry.hash as hashAtLast'])
          .orderBy('checkpoint.number', 'desc')
          .limit(1)
          .executeTakeFirst();
        return {
          head: head?.hash == null ? null : { number: head.number, hash: head.hash },
          last: last === undefined ? null : { number: last.number, hash: last.hash },
          hashAtLast: last?.hashAtLast ?? null,
        };
      }),

    serving: (organizationId) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (trx) => {
          await enter(trx, organizationId);
          return await readServing(trx, organizationId);
        }),

    save: ({ organizationId, number, hash, at }, jws) =>
      within(organizationId, async (trx) => {
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('audit_checkpoints')
          .values({ organization_id: organizationId, number, hash, at, jws })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      }),
  };
}
