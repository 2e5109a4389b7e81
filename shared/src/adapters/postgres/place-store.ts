import type { Selectable } from 'kysely';
import type { Place, PlaceStore } from '../../domain/organizations/place.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export function placeStore({ trx, organizationId }: Scope): PlaceStore {
  const stored = () => trx.selectFrom('places').selectAll();
  return {
    async all() {
      return (await stored().orderBy('name').orderBy('conversation_id').execute()).map(toPlace);
    },

    async ofGroup(entraGroupId) {
      const row = await stored()
        .where('entra_group_id', '=', entraGroupId)
        .orderBy('conversation_id')
        .executeTakeFirst();
      return row === undefined ? null : toPlace(row);
    },

    async add({ conversationId, kind, serviceUrl, entraGroupId, name }) {
      const columns = { kind, service_url: serviceUrl, entra_group_id: entraGroupId, name };
      await trx
        .insertInto('places')
        .values({ organization_id: organizationId, conversation_id: conversationId, ...columns })
        .onConflict((conflict) => conflict.constraint('places_pkey').doUpdateSet(columns))
        .execute();
    },

    async remove(conversationId) {
      await trx.deleteFrom('places').where('conversation_id', '=', conversationId).execute();
    },
  };
}

const toPlace = (row: Selectable<Tables['places']>): Place => ({
  conversationId: row.conversation_id,
  kind: row.kind,
  serviceUrl: row.service_url,
  entraGroupId: row.entra_group_id,
  name: row.name,
});
