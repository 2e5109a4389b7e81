import { sql } from 'kysely';
import { addMs } from '../../domain/kernel/clock.ts';
import type { Signal } from '../../domain/visits/signal.ts';
import type { SignalStore } from '../../domain/visits/visit-store.ts';
import { notify, type Scope } from './scope.ts';

export function signalStore({ trx, organizationId, clock }: Scope): SignalStore {
  /** Lengthens the page's last stretch. @returns false when there is none near enough. */
  async function lengthen(
    visitId: string,
    segment: number,
    signal: Signal,
    bridgeMs: number,
  ): Promise<boolean> {
    const { numUpdatedRows } = await trx
      .updateTable('signals')
      .set({ until: sql<Date>`greatest(until, ${signal.until})` })
      .where('visit_id', '=', visitId)
      .where('segment', '=', segment)
      .where('kind', '=', 'here')
      .where('endpoint', '=', signal.endpoint)
      .where('number', '=', (eb) =>
        eb
          .selectFrom('signals as last')
          .select((s) => s.fn.max('last.number').as('number'))
          .where('last.visit_id', '=', visitId)
          .where('last.kind', '=', 'here')
          .where('last.endpoint', '=', signal.endpoint),
      )
      .where('until', '>=', addMs(signal.at, -bridgeMs))
      // A page that said it goes away and speaks again is news.
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('signals as closing')
              .select('closing.number')
              .where('closing.visit_id', '=', visitId)
              .where('closing.kind', '=', 'closing')
              .where('closing.endpoint', '=', signal.endpoint)
              .whereRef('closing.at', '>=', 'signals.until'),
          ),
        ),
      )
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async function insert(
    visitId: string,
    segmentOf: (signal: Signal) => number,
    signals: readonly Signal[],
  ): Promise<boolean> {
    if (signals.length === 0) return false;
    const storedAt = clock.now();
    const rows = signals.map((signal) => ({
      organization_id: organizationId,
      visit_id: visitId,
      segment: segmentOf(signal),
      key: signal.key,
      participant_id: signal.participantId,
      source: signal.source,
      kind: signal.kind,
      endpoint: signal.endpoint,
      at: signal.at,
      until: signal.until,
      stored_at: storedAt,
    }));
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('signals')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  return {
    async add(visitId, signals, bridgeMs) {
      const visit = await trx
        .selectFrom('visits')
        .select(['segment', 'segment_floors', 'ended_at'])
        .where('id', '=', visitId)
        // Numbers are then given in the order of committing: no fold can have passed over one that is smaller.
        .forNoKeyUpdate()
        .executeTakeFirst();
      if (visit === undefined) return false;
      // A source's signal that is not later than its last one before the visit was reopened belongs to the past.
      const segmentOf = ({ source, at }: Signal) => {
        const floor = visit.segment_floors[source];
        return floor !== undefined && at <= new Date(floor) ? visit.segment - 1 : visit.segment;
      };
      const fresh: Signal[] = [];
      for (const signal of signals) {
        const lengthened =
          signal.kind === 'here' && (await lengthen(visitId, visit.segment, signal, bridgeMs));
        if (!lengthened) fresh.push(signal);
      }
      if (!(await insert(visitId, segmentOf, fresh)) || visit.ended_at !== null) return false;
      await trx.updateTable('visits').set({ next_fold_at: clock.now() }).where('id', '=', visitId).execute();
      await notify(trx, 'folds');
      return true;
    },

    async ofSegment(visitId, segment) {
      const rows = await trx
        .selectFrom('signals')
        .selectAll()
        .where('visit_id', '=', visitId)
        .where('segment', '=', segment)
        .orderBy('number')
        .execute();
      return rows.map((row) => ({
        key: row.key,
        participantId: row.participant_id,
        source: row.source,
        kind: row.kind,
        endpoint: row.endpoint,
        at: row.at,
        until: row.until,
        number: row.number,
        storedAt: row.stored_at,
      }));
    },
  };
}
