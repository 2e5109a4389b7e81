import * as oauth from 'openid-client';
import type { ConnectionKeys } from '../../domain/connections/connection-keys.ts';
import type { Clock, Randomness } from '../../domain/kernel/clock.ts';
import { DomainError } from '../../domain/kernel/domain-error.ts';
import type { EhrAuthorization } from '../../domain/launch/ehr-ports.ts';
import { boundedFetch, HttpFault, isAllowedUrl } from '../http/bounded-fetch.ts';
import { browserClient } from './client-authentication.ts';
import { exchangeCode } from './code-exchange.ts';
import { fhirUserOf, userReference } from './fhir-user.ts';
import type { IdTokenAlgorithm } from './id-token.ts';
import { createJwksCache } from './jwks-cache.ts';
import { displayNameOf, launchContextOf } from './launch-context.ts';
import { ehrUntrusted, launchErrorOfFault } from './launch-errors.ts';
import { missingScopes, requestedScope } from './scopes.ts';

export interface SmartEhrAuthorizationDeps {
  readonly keys: ConnectionKeys;
  readonly randomness: Randomness;
  readonly clock: Clock;
  /** Whether EHRs on this machine may be spoken to over plain http. */
  readonly allowInsecureLoopback: boolean;
  /** What id_tokens may be signed with; SMART asks servers for RS256. */
  readonly idTokenAlgorithms?: readonly IdTokenAlgorithm[];
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
}

/**
 * SMART App Launch 2.2 as a confidential client with asymmetric keys.
 *
 * @see {@link https://hl7.org/fhir/smart-app-launch/app-launch.html}
 */
export function smartEhrAuthorization(deps: SmartEhrAuthorizationDeps): EhrAuthorization {
  const { allowInsecureLoopback, idTokenAlgorithms = ['RS256'] } = deps;
  const send = boundedFetch(deps);
  const exchange = { ...deps, send, keysOf: createJwksCache({ send }), idTokenAlgorithms };

  return {
    authorizationUrl: async ({ connection, kind, launch, state, nonce, codeVerifier, redirectUri }) => {
      if (!isAllowedUrl(connection.authority.authorizationEndpoint, allowInsecureLoopback)) {
        throw ehrUntrusted('its authorisation address is not https');
      }
      const url = oauth.buildAuthorizationUrl(browserClient(connection), {
        response_type: 'code',
        redirect_uri: redirectUri,
        scope: requestedScope(connection, kind),
        launch,
        state,
        nonce,
        aud: connection.fhirBaseUrl,
        code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      return url.href;
    },

    redeem: async ({ connection, kind, ...callback }) => {
      const { signal } = callback;
      try {
        const { response, claims } = await exchangeCode(exchange, connection, callback);
        const user = fhirUserOf(claims.fhirUser, connection, kind);
        const missing = missingScopes(connection, response.scope);
        if (missing.length > 0) throw scopeMissing(missing);
        const accessToken = response.access_token;
        const reference = await userReference({ user, connection, accessToken, send, signal });
        return {
          user: { kind: user.kind, reference, displayName: displayNameOf(claims) },
          ...launchContextOf(response, connection.fhirBaseUrl),
          accessToken,
        };
      } catch (error) {
        throw error instanceof HttpFault ? launchErrorOfFault(error) : error;
      }
    },
  };
}

function scopeMissing(missing: readonly string[]): DomainError {
  return new DomainError(
    'launch-scope-missing',
    `The EHR did not grant what the launch needs: ${missing.join(', ')}. Ask the EHR analyst to add it to the client record.`,
  );
}
