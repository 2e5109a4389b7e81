import type { Selectable } from 'kysely';
import type { ConfigurationStore } from '../../domain/connections/configuration-store.ts';
import type { Rehearsal } from '../../domain/connections/probe.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export function rehearsalStore({
  trx,
  organizationId,
}: Scope): Pick<ConfigurationStore, 'addRehearsal' | 'rehearsals' | 'lastRehearsals'> {
  return {
    async addRehearsal({ connectionId, at, by, isGreen, results }) {
      await trx
        .insertInto('rehearsals')
        .values({
          organization_id: organizationId,
          connection_id: connectionId,
          rehearsed_at: at,
          rehearsed_by: by,
          is_green: isGreen,
          results: JSON.stringify(results),
        })
        .execute();
    },

    async rehearsals(connectionId, limit) {
      const rows = await trx
        .selectFrom('rehearsals')
        .selectAll()
        .where('connection_id', '=', connectionId)
        .orderBy('number', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toRehearsal);
    },

    async lastRehearsals() {
      const rows = await trx
        .selectFrom('rehearsals')
        .selectAll()
        .distinctOn('connection_id')
        .orderBy('connection_id')
        .orderBy('number', 'desc')
        .execute();
      return rows.map(toRehearsal);
    },
  };
}

const toRehearsal = (row: Selectable<Tables['rehearsals']>): Rehearsal => ({
  connectionId: row.connection_id,
  at: row.rehearsed_at,
  by: row.rehearsed_by,
  isGreen: row.is_green,
  results: row.results,
});
