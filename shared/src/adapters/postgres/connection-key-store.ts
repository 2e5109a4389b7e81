import type { ConnectionKeyStore } from '../../domain/connections/key-state.ts';
import { addConnectionKey } from './connection-keys.ts';
import type { Scope } from './scope.ts';

export function connectionKeyStore(scope: Scope): ConnectionKeyStore {
  const { trx, organizationId } = scope;
  return {
    async list(connectionId) {
      return await trx
        .selectFrom('connection_keys')
        .select(['kid', 'algorithm', 'created_at as createdAt'])
        .where('connection_id', '=', connectionId)
        .orderBy('created_at', 'desc')
        .execute();
    },

    async add(connectionId, algorithm) {
      const kid = await addConnectionKey(trx, scope, { organizationId, id: connectionId }, algorithm);
      return { kid, algorithm, createdAt: scope.clock.now() };
    },

    async forget(connectionId, kids) {
      if (kids.length === 0) return;
      await trx
        .deleteFrom('connection_keys')
        .where('connection_id', '=', connectionId)
        .where('kid', 'in', kids)
        .execute();
    },
  };
}
