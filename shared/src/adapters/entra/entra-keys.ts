import { createRemoteJWKSet, customFetch, decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import { DAY_MS } from '../../domain/kernel/clock.ts';
import { DomainError } from '../../domain/kernel/domain-error.ts';
import type { BoundedFetch } from '../http/bounded-fetch.ts';

/** Tenants name themselves by GUIDs. */
const TENANT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** The authority whose tokens of version 1 have an issuer elsewhere. */
const WORLDWIDE = 'https://login.microsoftonline.com';
const SKEW_SECONDS = 60;

/** Verifies Entra tokens of any tenant by that tenant's own issuer. */
export interface EntraVerifier {
  /**
   * @param form which issuers count: of tokens of version 2, or also of the older version 1.
   * @throws {DomainError} `entra-unavailable` when Entra's keys cannot be had; whatever else it throws, the token is
   *   not to be believed.
   */
  verify(token: string, audience: string | string[], form?: 'v2' | 'v1-or-v2'): Promise<JWTPayload>;
}

/** @see {@link https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens} */
export function createEntraVerifier(deps: {
  readonly authority: string;
  readonly send: BoundedFetch;
}): EntraVerifier {
  // One set for all tenants: with one for each, whoever invents tenants would have us fetch keys without end.
  const keys = createRemoteJWKSet(new URL(`${deps.authority}/common/discovery/v2.0/keys`), {
    // Entra publishes keys a day before it signs with them; one we do not know is looked for at once all the same.
    cacheMaxAge: DAY_MS,
    [customFetch]: fetchKeys,
  });
  const issuerV2 = (tid: string) => `${deps.authority}/${tid}/v2.0`;
  const issuerV1 = (tid: string) =>
    deps.authority === WORLDWIDE ? `https://sts.windows.net/${tid}/` : `${deps.authority}/${tid}/`;

  async function fetchKeys(url: string): Promise<Response> {
    try {
      const response = await deps.send(url, { headers: { accept: 'application/json' } });
      if (!response.ok) throw new Error(`the answer was ${response.status}`);
      return response;
    } catch (cause) {
      throw new DomainError('entra-unavailable', 'the keys of Microsoft Entra could not be fetched', {
        cause,
      });
    }
  }

  /** Some keys of the common set sign for one tenant only, or for a template that stands for all. */
  function mayKeySignFor(kid: string | undefined, tid: string): boolean {
    const key = keys.jwks()?.keys.find((candidate) => candidate.kid === kid);
    const issuer: unknown = key && 'issuer' in key ? key.issuer : undefined;
    return typeof issuer !== 'string' || issuer.replace('{tenantid}', tid) === issuerV2(tid);
  }

  return {
    async verify(token, audience, form = 'v2') {
      // Unverified, but only to say who must have issued it.
      const { tid } = decodeJwt(token);
      if (typeof tid !== 'string' || !TENANT_ID.test(tid)) throw new Error('the token names no tenant');
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer: form === 'v2' ? issuerV2(tid) : [issuerV2(tid), issuerV1(tid)],
        audience,
        algorithms: ['RS256'],
        clockTolerance: SKEW_SECONDS,
        requiredClaims: ['exp', 'iat', 'tid'],
      });
      if (!mayKeySignFor(protectedHeader.kid, tid)) throw new Error('the key is another tenant’s');
      return payload;
    },
  };
}
