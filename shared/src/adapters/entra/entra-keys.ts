import {
  createRemoteJWKSet,
  customFetch,
  decodeJwt,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import type { BoundedFetch } from '../http/bounded-fetch.ts';

/** Tenants name themselves by GUIDs; anything else never becomes part of a URL. */
const TENANT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_TENANTS = 500;
const SKEW_SECONDS = 60;

/** Verifies Entra tokens of any tenant by that tenant's own issuer and keys. */
export interface EntraVerifier {
  /** @throws when anything is wrong with the token; jose's errors say what. */
  verify(token: string, audience: string | string[]): Promise<JWTPayload>;
}

/** @see {@link https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens} */
export function createEntraVerifier(deps: {
  readonly authority: string;
  readonly send: BoundedFetch;
}): EntraVerifier {
  const byTenant = new Map<string, JWTVerifyGetKey>();

  function keysOf(tenantId: string): JWTVerifyGetKey {
    const known = byTenant.get(tenantId);
    if (known !== undefined) return known;
    const keys = createRemoteJWKSet(new URL(`${deps.authority}/${tenantId}/discovery/v2.0/keys`), {
      [customFetch]: (url) => deps.send(url, { headers: { accept: 'application/json' } }),
    });
    byTenant.set(tenantId, keys);
    const [oldest] = byTenant.keys();
    if (byTenant.size > MAX_TENANTS && oldest !== undefined) byTenant.delete(oldest);
    return keys;
  }

  return {
    async verify(token, audience) {
      // Unverified, but only to choose whose keys must have signed it: issuer and keys belong to one tenant.
      const { tid } = decodeJwt(token);
      if (typeof tid !== 'string' || !TENANT_ID.test(tid)) throw new Error('the token names no tenant');
      const { payload } = await jwtVerify(token, keysOf(tid), {
        issuer: `${deps.authority}/${tid}/v2.0`,
        audience,
        algorithms: ['RS256'],
        clockTolerance: SKEW_SECONDS,
        requiredClaims: ['exp', 'iat', 'oid', 'tid'],
      });
      return payload;
    },
  };
}
