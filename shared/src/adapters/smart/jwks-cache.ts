import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { MINUTE_MS } from '../../domain/kernel/clock.ts';
import type { BoundedFetch } from '../http/bounded-fetch.ts';
import { epicHeaders } from '../http/fhir-request.ts';
import type { SmartClient } from './smart-client.ts';

/** How long the keys of an EHR are believed; a key it withdraws stops counting within this time. */
const KEYS_FRESH_MS = 10 * MINUTE_MS;
/** Unknown key ids make us ask again no more often than this. */
const KEYS_COOLDOWN_MS = 30_000;
const MAX_SERVERS = 200;

/** The public keys of EHRs, kept for a while, for a limited number of them. */
export function createJwksCache(deps: { send: BoundedFetch }): (connection: SmartClient) => JWTVerifyGetKey {
  const byServer = new Map<string, JWTVerifyGetKey>();

  return (connection) => {
    const server = `${connection.id} ${connection.authority.jwksUri}`;
    const keys = byServer.get(server) ?? remoteKeys(connection, deps.send);
    // A map remembers the order of insertion: the first is the one longest unused.
    byServer.delete(server);
    byServer.set(server, keys);
    const [oldest] = byServer.keys();
    if (byServer.size > MAX_SERVERS && oldest !== undefined) byServer.delete(oldest);
    return keys;
  };
}

function remoteKeys(connection: SmartClient, send: BoundedFetch): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(connection.authority.jwksUri), {
    cacheMaxAge: KEYS_FRESH_MS,
    cooldownDuration: KEYS_COOLDOWN_MS,
    // Without the library's own signal: the time limit is `send`'s.
    [customFetch]: (url) =>
      send(url, { headers: { accept: 'application/json', ...epicHeaders(connection) } }),
  });
}
