import type { ConfigurationStore } from '../../domain/connections/configuration-store.ts';
import type { Scope } from './scope.ts';

export function rehearsalStore({
  trx,
  organizationId,
}: Scope): Pick<ConfigurationStore, 'addRehearsal' | 'rehearsals'> {
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
      return rows.map((row) => ({
        connectionId: row.connection_id,
        at: row.rehearsed_at,
        by: row.rehearsed_by,
        isGreen: row.is_green,
        results: row.results,
      }));
    },
  };
}
