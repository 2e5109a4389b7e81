import type { ConfigAdmins } from '../../domain/staff/people.ts';
import type { Scope } from './scope.ts';

export function configAdmins({ trx, organizationId }: Scope): ConfigAdmins {
  return {
    async all() {
      const rows = await trx
        .selectFrom('config_admins')
        .select('entra_object_id')
        .orderBy('entra_object_id')
        .execute();
      return rows.map(({ entra_object_id }) => entra_object_id);
    },

    async seen(entraObjectId, at) {
      await trx
        .insertInto('config_admins')
        .values({ organization_id: organizationId, entra_object_id: entraObjectId, seen_at: at })
        .onConflict((conflict) => conflict.constraint('config_admins_pkey').doUpdateSet({ seen_at: at }))
        .execute();
    },

    async hasOwn() {
      const { own_admin_seen_at } = await trx
        .selectFrom('organizations')
        .select('own_admin_seen_at')
        .executeTakeFirstOrThrow();
      return own_admin_seen_at !== null;
    },

    async ownSeen(at) {
      await trx
        .updateTable('organizations')
        .set({ own_admin_seen_at: at })
        .where('organization_id', '=', organizationId)
        .execute();
    },
  };
}
