import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import * as oauth from 'openid-client';
import { DomainError } from '../../domain/kernel/domain-error.ts';
import { type SmartClientDeps, tokenClient } from './client-authentication.ts';
import { type IdTokenAlgorithm, verifyIdToken } from './id-token.ts';
import { ehrUntrusted, launchErrorOf } from './launch-errors.ts';
import type { SmartClient } from './smart-client.ts';

/** A callback, and what was sent with the request that it answers. */
export interface Callback {
  /** With its query. */
  readonly callback: URL;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly signal: AbortSignal;
}

export interface CodeExchangeDeps extends SmartClientDeps {
  readonly keysOf: (client: SmartClient) => JWTVerifyGetKey;
  readonly idTokenAlgorithms: readonly IdTokenAlgorithm[];
}

/**
 * Exchanges a callback's code, and verifies the id_token that came with the answer.
 *
 * @throws {DomainError} `launch-incomplete`, `launch-refused-by-ehr`, `launch-identity-invalid`, `ehr-untrusted`,
 *   `ehr-unavailable`.
 * @throws {HttpFault} when the EHR's keys cannot be had.
 */
export async function exchangeCode(
  deps: CodeExchangeDeps,
  connection: SmartClient,
  request: Callback,
): Promise<{ readonly response: oauth.TokenEndpointResponse; readonly claims: JWTPayload }> {
  const { callback, state, nonce, codeVerifier, redirectUri, signal } = request;
  checkCallback(callback, state, connection.authority.issuer);
  // Only the query is the callback's: a proxy may have changed how its address looks to us.
  const answer = new URL(redirectUri);
  answer.search = callback.search;
  const client = await tokenClient(deps, connection, deps.idTokenAlgorithms, signal);
  const response = await oauth
    .authorizationCodeGrant(client, answer, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
    })
    .catch((error: unknown) => {
      throw launchErrorOf(error);
    });
  const claims = await verifyIdToken({
    idToken: response.id_token ?? '',
    connection,
    keys: deps.keysOf(connection),
    algorithms: deps.idTokenAlgorithms,
    nonce,
    now: deps.clock.now(),
  });
  return { response, claims };
}

function checkCallback({ searchParams }: URL, state: string, issuer: string): void {
  // Mix-up defence beside the redirect URI per connection: RFC 9207 §2.4.
  if (searchParams.getAll('iss').some((one) => one !== issuer)) {
    throw ehrUntrusted('the callback names another issuer');
  }
  if (searchParams.getAll('state').join() !== state) {
    throw ehrUntrusted('the callback belongs to another launch');
  }
  if (!searchParams.has('error') && searchParams.getAll('code').length !== 1) {
    throw new DomainError(
      'launch-incomplete',
      'The EHR sent the browser back without a code. Launch again from the EHR.',
    );
  }
}
