import type { Selectable } from 'kysely';
import type { Outbox, OutboxEntry } from '../../domain/outbox/outbox-store.ts';
import { readEffect } from './json-values.ts';
import { notify, type Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export function outboxStore({ trx, organizationId, clock }: Scope): Outbox {
  async function ofVisits(visitIds: readonly string[]): Promise<readonly OutboxEntry[]> {
    if (visitIds.length === 0) return [];
    const rows = await trx
      .selectFrom('outbox')
      .selectAll()
      .where('visit_id', 'in', [...visitIds])
      .orderBy('id')
      .execute();
    return rows.map(toEntry);
  }

  return {
    async add(effects) {
      if (effects.length === 0) return;
      const now = clock.now();
      const rows = effects.map(({ key, visitId, line, effect }) => ({
        organization_id: organizationId,
        visit_id: visitId,
        line,
        key,
        effect: JSON.stringify(effect),
        first_tried_at: null,
        next_attempt_at: now,
        lease_until: null,
        last_answer: null,
        added_at: now,
        sent_at: null,
      }));
      await trx
        .insertInto('outbox')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['organization_id', 'key']).doNothing())
        .execute();
      await notify(trx, 'outbox');
    },

    ofVisit: (visitId) => ofVisits([visitId]),
    ofVisits,

    async get(id) {
      const row = await trx.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toEntry(row);
    },

    async unpark(id) {
      const { numUpdatedRows } = await trx
        .updateTable('outbox')
        .set({ state: 'pending', next_attempt_at: clock.now(), lease_until: null, first_tried_at: null })
        .where('id', '=', id)
        .where('state', '=', 'parked')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await notify(trx, 'outbox');
      return true;
    },

    async settle({ id, attempts }, result) {
      const now = clock.now();
      const { numUpdatedRows } = await trx
        .updateTable('outbox')
        .set({
          state: result.state,
          last_answer: result.answer,
          lease_until: null,
          ...(result.state === 'pending' && { next_attempt_at: result.nextAttemptAt }),
          ...(result.state === 'sent' && { sent_at: now }),
        })
        .where('id', '=', id)
        .where('attempts', '=', attempts)
        .where('state', '=', 'pending')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      // The next of the line may be due now.
      await notify(trx, 'outbox');
      return true;
    },
  };
}

export function toEntry(row: Selectable<Tables['outbox']>): OutboxEntry {
  return {
    id: String(row.id),
    visitId: row.visit_id,
    line: row.line,
    effect: readEffect(row.effect),
    state: row.state,
    attempts: row.attempts,
    lastAnswer: row.last_answer,
    addedAt: row.added_at,
    sentAt: row.sent_at,
  };
}
