import { calculatePKCECodeChallenge } from 'openid-client';
import { DomainError, isDomainError } from '../../domain/kernel/domain-error.ts';
import type { MicrosoftSignIn } from '../../domain/staff/microsoft-sign-in.ts';
import { type BoundedFetch, HttpFault } from '../http/bounded-fetch.ts';
import { accountOf } from './entra-account.ts';
import type { EntraVerifier } from './entra-keys.ts';

/** Accounts of any organisation, where it is not known yet whose. */
const ANY_ORGANIZATION = 'organizations';

/**
 * Sign-in by the authorization code flow with PKCE; the id token is verified by its tenant's keys.
 *
 * @see {@link https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow}
 */
export function entraSignIn(deps: {
  readonly authority: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly verifier: EntraVerifier;
  readonly send: BoundedFetch;
}): MicrosoftSignIn {
  // Endpoints are fixed by Entra's documentation, so nothing is discovered.
  const endpoint = (tenantId: string | null, name: 'authorize' | 'token') =>
    `${deps.authority}/${tenantId ?? ANY_ORGANIZATION}/oauth2/v2.0/${name}`;

  return {
    async authorizationUrl({ tenantId, state, nonce, codeVerifier, redirectUri, selectAccount }) {
      const query = new URLSearchParams({
        client_id: deps.clientId,
        response_type: 'code',
        response_mode: 'query',
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(selectAccount && { prompt: 'select_account' }),
      });
      return `${endpoint(tenantId, 'authorize')}?${query}`;
    },

    async redeem({ tenantId, callback, state, nonce, codeVerifier, redirectUri, signal }) {
      try {
        const token = await redeemCode({
          ...deps,
          tokenEndpoint: endpoint(tenantId, 'token'),
          callback,
          state,
          codeVerifier,
          redirectUri,
          signal,
        });
        const payload = await deps.verifier.verify(token, deps.clientId);
        if (payload.nonce !== nonce)
          throw new DomainError('signin-refused', 'the id token belongs to another sign-in');
        const account = accountOf(payload);
        if (tenantId !== null && account.tenantId !== tenantId) {
          throw new DomainError('other-organisation', 'the account is of another tenant');
        }
        return account;
      } catch (error) {
        throw signInFailure(error);
      }
    },
  };
}

/**
 * Exchanges the code for the id token. By hand: a client library compares the id token's issuer with the metadata's,
 * and `organizations` is nobody's issuer; the verifier compares it with that of the token's own tenant.
 */
async function redeemCode(grant: {
  readonly send: BoundedFetch;
  readonly tokenEndpoint: string;
  readonly callback: URL;
  readonly state: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly signal: AbortSignal;
}): Promise<string> {
  const query = grant.callback.searchParams;
  const code = query.get('code');
  if (query.get('state') !== grant.state || query.has('error') || code === null) {
    throw new DomainError('signin-refused', `Microsoft gave no code (${errorWord(query.get('error'))})`);
  }
  const response = await grant.send(grant.tokenEndpoint, {
    method: 'POST',
    signal: grant.signal,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: grant.clientId,
      client_secret: grant.clientSecret,
      code,
      redirect_uri: grant.redirectUri,
      code_verifier: grant.codeVerifier,
    }),
  });
  if (response.status >= 500 || response.status === 429)
    throw new DomainError('entra-unavailable', `Microsoft answered ${response.status}`);
  const answer: unknown = await response.json();
  const token =
    typeof answer === 'object' && answer !== null && 'id_token' in answer ? answer.id_token : null;
  if (!response.ok || typeof token !== 'string')
    throw new DomainError('signin-refused', 'Microsoft did not take the code');
  return token;
}

/** The error of the callback, which anybody may have written, if it looks like one of OAuth's. */
const errorWord = (error: string | null): string =>
  error !== null && /^[a-z_]{1,60}$/.test(error) ? error : 'no error named';

function signInFailure(error: unknown): DomainError {
  if (isDomainError(error)) return error;
  if (error instanceof HttpFault)
    return new DomainError('entra-unavailable', 'Microsoft could not be reached', { cause: error });
  return new DomainError('signin-refused', 'the sign-in could not be verified', { cause: error });
}
