import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Stored {
  readonly payload: AdapterPayload;
  readonly until: number;
}

/**
 * Where an authorisation server keeps its codes, tokens and grants: in memory, apart from every other server's.
 * Clients are not stored here but asked for, since the connector may register late.
 */
export interface TokenStorage {
  readonly adapter: AdapterFactory;
  clear(): void;
}

export function createTokenStorage(
  findClient: (clientId: string) => AdapterPayload | undefined,
): TokenStorage {
  const stored = new Map<string, Stored>();

  const find = (key: string): AdapterPayload | undefined => {
    const found = stored.get(key);
    if (found && found.until <= Date.now()) {
      stored.delete(key);
      return undefined;
    }
    return found?.payload;
  };

  const adapter = (model: string): Adapter => ({
    upsert: async (id, payload, expiresInSeconds) => {
      const until =
        expiresInSeconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresInSeconds * 1000;
      stored.set(`${model}:${id}`, { payload, until });
    },
    find: async (id) => (model === 'Client' ? findClient(id) : find(`${model}:${id}`)),
    findByUid: async (uid) =>
      [...stored].find(([key, { payload }]) => key.startsWith(`${model}:`) && payload.uid === uid)?.[1]
        .payload,
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const payload = find(`${model}:${id}`);
      if (payload) payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => {
      stored.delete(`${model}:${id}`);
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of stored) if (payload.grantId === grantId) stored.delete(key);
    },
  });

  return { adapter, clear: () => stored.clear() };
}
