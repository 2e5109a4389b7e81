import type { Selectable } from 'kysely';
import type { CallSubscription, CallSubscriptionStore } from '../../domain/visits/call-subscription.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export function callSubscriptionStore({ trx, organizationId }: Scope): CallSubscriptionStore {
  const all = () => trx.selectFrom('call_subscriptions').selectAll();
  return {
    async ofVisit(visitId) {
      const row = await all()
        .where('visit_id', '=', visitId)
        .orderBy('expires_at', 'desc')
        .executeTakeFirst();
      return row === undefined ? null : toSubscription(row);
    },

    async get(id) {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toSubscription(row);
    },

    async save({ id, visitId, clientStateDigest, expiresAt }) {
      const columns = { visit_id: visitId, client_state_digest: clientStateDigest, expires_at: expiresAt };
      await trx
        .insertInto('call_subscriptions')
        .values({ organization_id: organizationId, id, ...columns })
        .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doUpdateSet(columns))
        .execute();
    },

    async remove(id) {
      await trx.deleteFrom('call_subscriptions').where('id', '=', id).execute();
    },
  };
}

function toSubscription(row: Selectable<Tables['call_subscriptions']>): CallSubscription {
  return {
    id: row.id,
    visitId: row.visit_id,
    clientStateDigest: row.client_state_digest,
    expiresAt: row.expires_at,
  };
}
