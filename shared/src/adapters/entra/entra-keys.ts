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
/** The authority whose tokens of version 1 have an issuer elsewhere. */
const WORLDWIDE = 'https://login.microsoftonline.com';
const MAX_TENANTS = 500;
const SKEW_SECONDS = 60;

/** Verifies Entra tokens of any tenant by that tenant's own issuer and keys. */
export interface EntraVerifier {
  /**
   * @param form which issuers count: of tokens of version 2, or also of the older version 1.
   * @throws when anything is wrong with the token; jose's errors say what.
   */
  verify(token: string, audience: string | string[], form?: 'v2' | 'v1-or-v2'): Promise<JWTPayload>;
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

  const issuerV2 = (tid: string) => `${deps.authority}/${tid}/v2.0`;
  const issuerV1 = (tid: string) =>
    deps.authority === WORLDWIDE ? `https://sts.windows.net/${tid}/` : `${deps.authority}/${tid}/`;

  return {
    async verify(token, audience, form = 'v2') {
      // Unverified, but only to choose whose keys must have signed it: issuer and keys belong to one tenant.
      const { tid } = decodeJwt(token);
      if (typeof tid !== 'string' || !TENANT_ID.test(tid)) throw new Error('the token names no tenant');
      const { payload } = await jwtVerify(token, keysOf(tid), {
        issuer: form === 'v2' ? issuerV2(tid) : [issuerV2(tid), issuerV1(tid)],
        audience,
        algorithms: ['RS256'],
        clockTolerance: SKEW_SECONDS,
        requiredClaims: ['exp', 'iat', 'tid'],
      });
      return payload;
    },
  };
}
