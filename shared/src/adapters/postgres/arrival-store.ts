import type { Selectable } from 'kysely';
import type { Arrival } from '../../domain/arrivals/arrival.ts';
import type { ArrivalCard, ArrivalStore } from '../../domain/arrivals/card-store.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export function arrivalStore({ trx, organizationId, randomness }: Scope): ArrivalStore {
  const cards = () => trx.selectFrom('arrival_cards').selectAll('arrival_cards');
  return {
    async begin(arrival) {
      const row = await trx
        .insertInto('arrivals')
        .values({
          organization_id: organizationId,
          id: randomness.uuid(),
          visit_id: arrival.visitId,
          participant_id: arrival.participantId,
          segment: arrival.segment,
          ordinal: arrival.ordinal,
          at: arrival.at,
          ...mutableColumns(arrival),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return toArrival(row);
    },

    async save(arrival) {
      await trx.updateTable('arrivals').set(mutableColumns(arrival)).where('id', '=', arrival.id).execute();
    },

    async ofSegment(visitId, segment) {
      const rows = await trx
        .selectFrom('arrivals')
        .selectAll()
        .where('visit_id', '=', visitId)
        .where('segment', '=', segment)
        .orderBy('at')
        .execute();
      return rows.map(toArrival);
    },

    async addCard(arrivalId, visitId, recipient) {
      const row = await trx
        .insertInto('arrival_cards')
        .values({
          organization_id: organizationId,
          id: randomness.uuid(),
          arrival_id: arrivalId,
          visit_id: visitId,
          recipient: JSON.stringify(recipient),
          posted: null,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return toCard(row);
    },

    async card(cardId) {
      const card = await cards().where('id', '=', cardId).executeTakeFirst();
      if (card === undefined) return null;
      const arrival = await trx
        .selectFrom('arrivals')
        .selectAll()
        .where('id', '=', card.arrival_id)
        .executeTakeFirstOrThrow();
      return { card: toCard(card), arrival: toArrival(arrival) };
    },

    async cardsOf(arrivalId) {
      return (await cards().where('arrival_id', '=', arrivalId).execute()).map(toCard);
    },

    async cardsOfVisit(visitId, segment) {
      const rows = await cards()
        .innerJoin('arrivals', 'arrivals.id', 'arrival_cards.arrival_id')
        .where('arrival_cards.visit_id', '=', visitId)
        .where('arrivals.segment', '=', segment)
        .execute();
      return rows.map(toCard);
    },

    async ofVisits(visitIds) {
      if (visitIds.length === 0) return { arrivals: [], cards: [] };
      const ids = [...visitIds];
      const arrivals = await trx
        .selectFrom('arrivals')
        .selectAll()
        .where('visit_id', 'in', ids)
        .orderBy('at')
        .execute();
      const rows = await cards().where('visit_id', 'in', ids).execute();
      return { arrivals: arrivals.map(toArrival), cards: rows.map(toCard) };
    },

    async savePosted(cardId, posted) {
      await trx
        .updateTable('arrival_cards')
        .set({ posted: JSON.stringify(posted) })
        .where('id', '=', cardId)
        .execute();
    },
  };
}

const mutableColumns = ({ goneAt, card }: Pick<Arrival, 'goneAt' | 'card'>) => ({
  gone_at: goneAt,
  card_state: card.state,
  card_since: card.since,
  card_waited_minutes: card.waitedMinutes,
});

function toArrival(row: Selectable<Tables['arrivals']>): Arrival {
  return {
    id: row.id,
    visitId: row.visit_id,
    participantId: row.participant_id,
    segment: row.segment,
    ordinal: row.ordinal,
    at: row.at,
    goneAt: row.gone_at,
    card: { state: row.card_state, since: row.card_since, waitedMinutes: row.card_waited_minutes },
  };
}

function toCard(row: Selectable<Tables['arrival_cards']>): ArrivalCard {
  return {
    id: row.id,
    arrivalId: row.arrival_id,
    visitId: row.visit_id,
    recipient: row.recipient,
    posted: row.posted,
  };
}
