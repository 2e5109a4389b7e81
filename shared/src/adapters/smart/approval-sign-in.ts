import * as oauth from 'openid-client';
import type { EhrSignIn } from '../../domain/connections/approver-sign-in.ts';
import { DomainError, isDomainError } from '../../domain/kernel/domain-error.ts';
import { boundedFetch, HttpFault, isAllowedUrl } from '../http/bounded-fetch.ts';
import { browserClient } from './client-authentication.ts';
import { exchangeCode } from './code-exchange.ts';
import type { SmartEhrAuthorizationDeps } from './ehr-authorization.ts';
import { fhirUserOf } from './fhir-user.ts';
import { createJwksCache } from './jwks-cache.ts';
import { ehrUntrusted, launchErrorOfFault } from './launch-errors.ts';

/** Who somebody is, and nothing else: no launch context and no data. */
const SCOPE = 'openid fhirUser';

/** SMART's standalone launch, for proving an EHR's address and a person. */
export function smartApprovalSignIn(deps: SmartEhrAuthorizationDeps): EhrSignIn {
  const { allowInsecureLoopback, idTokenAlgorithms = ['RS256'] } = deps;
  const send = boundedFetch(deps);
  const exchange = { ...deps, send, keysOf: createJwksCache({ send }), idTokenAlgorithms };

  return {
    authorizationUrl: async ({ subject, state, nonce, codeVerifier, redirectUri }) => {
      if (!isAllowedUrl(subject.authority.authorizationEndpoint, allowInsecureLoopback)) {
        throw ehrUntrusted('its authorisation address is not https');
      }
      const url = oauth.buildAuthorizationUrl(browserClient(subject), {
        response_type: 'code',
        redirect_uri: redirectUri,
        scope: SCOPE,
        state,
        nonce,
        // Wanted by SMART and by Epic though no data are asked for.
        aud: subject.fhirBaseUrl,
        code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      return url.href;
    },

    redeem: async ({ subject, ...callback }) => {
      try {
        const { claims } = await exchangeCode(exchange, subject, callback);
        // A role is taken as it is: who stands behind it would have to be read.
        const { resource } = fhirUserOf(claims.fhirUser, subject, 'provider');
        return { issuer: subject.authority.issuer, fhirUser: `${resource.type}/${resource.id}` };
      } catch (error) {
        throw refusal(error);
      }
    },
  };
}

function refusal(error: unknown): unknown {
  if (error instanceof HttpFault) return launchErrorOfFault(error);
  if (isDomainError(error, 'launch-wrong-side'))
    return refused('a patient or somebody acting for one signed in');
  if (isDomainError(error, 'launch-identity-invalid')) return refused(error.message);
  // Words about launches would send the approver to the wrong place.
  if (isDomainError(error, 'launch-refused-by-ehr') || isDomainError(error, 'launch-incomplete'))
    return new DomainError(
      'approval-refused-by-ehr',
      'The EHR did not sign the approver in. Check the client in the EHR: whether it is active, its redirect address, and its key set.',
      { cause: error },
    );
  return error;
}

function refused(why: string): DomainError {
  return new DomainError(
    'approval-refused-identity',
    `The sign-in to the EHR does not count: ${why}. Sign in as a member of staff of this EHR.`,
  );
}
