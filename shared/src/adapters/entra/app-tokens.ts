import { z } from 'zod';
import { addMs, type Clock, SECOND_MS } from '../../domain/kernel/clock.ts';
import { DomainError } from '../../domain/kernel/domain-error.ts';
import type { AppTokens } from '../http/app-tokens.ts';
import type { BoundedFetch } from '../http/bounded-fetch.ts';

const RENEW_BEFORE_MS = 120_000;

const TokenAnswer = z.object({ access_token: z.string(), expires_in: z.coerce.number() });

/**
 * Tokens by the client credentials grant. Renewed two minutes before they expire, or halfway through a short life.
 *
 * @param deps.tokenUrl where a tenant's tokens are issued.
 * @see {@link https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow}
 */
export function appTokens(deps: {
  readonly send: BoundedFetch;
  readonly tokenUrl: (tenantId: string) => string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clock: Clock;
}): AppTokens {
  const ready = new Map<string, { readonly token: string; readonly usableUntil: Date }>();
  const underWay = new Map<string, Promise<string>>();

  async function fetchToken(key: string, tenantId: string, scope: string): Promise<string> {
    try {
      const response = await deps.send(deps.tokenUrl(tenantId), {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: deps.clientId,
          client_secret: deps.clientSecret,
          scope,
        }),
      });
      if (!response.ok) throw new Error(`the token endpoint answered ${response.status}`);
      const { access_token: token, expires_in: seconds } = TokenAnswer.parse(await response.json());
      const usableMs = Math.max(seconds * SECOND_MS - RENEW_BEFORE_MS, (seconds * SECOND_MS) / 2);
      ready.set(key, { token, usableUntil: addMs(deps.clock.now(), usableMs) });
      return token;
    } catch (cause) {
      throw new DomainError('entra-unavailable', 'no token for the service could be had from Microsoft', {
        cause,
      });
    }
  }

  const keyOf = (tenantId: string, scope: string) => `${tenantId} ${scope}`;
  return {
    async get(tenantId, scope) {
      const key = keyOf(tenantId, scope);
      const found = ready.get(key);
      if (found !== undefined && found.usableUntil > deps.clock.now()) return found.token;
      const others = underWay.get(key);
      if (others !== undefined) return await others;
      const fetching = fetchToken(key, tenantId, scope).finally(() => underWay.delete(key));
      underWay.set(key, fetching);
      return await fetching;
    },
    drop: (tenantId, scope) => void ready.delete(keyOf(tenantId, scope)),
  };
}
