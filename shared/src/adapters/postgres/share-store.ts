import { type Kysely, type Selectable, sql } from 'kysely';
import type { ConnectionShare, ShareOffers, ShareStore } from '../../domain/connections/share.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function shareStore({ trx, organizationId, randomness }: Scope): ShareStore {
  const change = (id: string) =>
    trx.updateTable('connection_shares').where('id', '=', id).where('state', '<>', 'revoked');
  return {
    async ofConnection(connectionId) {
      const rows = await trx
        .selectFrom('connection_shares')
        .selectAll()
        .where('connection_id', '=', connectionId)
        .orderBy('invited_at')
        .orderBy('id')
        .execute();
      return rows.map(toShare);
    },

    async get(id) {
      if (!UUID.test(id)) return null;
      const row = await trx
        .selectFrom('connection_shares')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : toShare(row);
    },

    async invite({ connectionId, tenantId, departments }, at) {
      const id = randomness.uuid();
      await trx
        .insertInto('connection_shares')
        .values({
          organization_id: organizationId,
          id,
          connection_id: connectionId,
          tenant_id: tenantId,
          departments: [...departments],
          state: 'invited',
          invited_at: at,
          accepted_at: null,
        })
        .execute();
      return id;
    },

    async setDepartments(id, departments) {
      await change(id)
        .set({ departments: [...departments] })
        .execute();
    },

    async accept(id, at) {
      const { numUpdatedRows } = await change(id)
        .set((eb) => ({
          state: 'accepted',
          accepted_at: eb.fn.coalesce('accepted_at', eb.val(at)),
        }))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async revoke(id) {
      await change(id).set({ state: 'revoked' }).execute();
    },
  };
}

/** Finds shares through the function that may look across organisations. */
export function shareOffers(db: Kysely<Tables>): ShareOffers {
  return {
    async of(tenantId) {
      const { rows } = await sql<{ organization_id: string; share_id: string }>`
        select organization_id, share_id from connection_shares_with(${tenantId})`.execute(db);
      return rows.map((row) => ({ organizationId: row.organization_id, shareId: row.share_id }));
    },
  };
}

function toShare(row: Selectable<Tables['connection_shares']>): ConnectionShare {
  return {
    id: row.id,
    connectionId: row.connection_id,
    tenantId: row.tenant_id,
    departments: row.departments,
    state: row.state,
    invitedAt: row.invited_at,
    acceptedAt: row.accepted_at,
  };
}
