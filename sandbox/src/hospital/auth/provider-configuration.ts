import { type Configuration, errors } from 'oidc-provider';
import type { Directory } from '../data/directory.ts';
import { type FaceAddresses, type FaceName, facePaths } from '../face.ts';
import { checkAssertion } from './client-assertion.ts';
import type { LaunchArrivals } from './launch-arrivals.ts';
import { LAUNCH_SCOPES, resourceScopes } from './scopes.ts';
import { signInPolicy } from './sign-in-policy.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { TokenStorage } from './token-storage.ts';

/** SMART: an hour at most. */
const ACCESS_SECONDS = 60 * 60;

/** How strict the server is: what SMART App Launch 2.2 and Epic demand, in oidc-provider's terms. */
export function providerConfiguration(deps: {
  readonly face: FaceName;
  readonly addresses: FaceAddresses;
  readonly directory: () => Directory;
  readonly arrivals: LaunchArrivals;
  readonly storage: TokenStorage;
  readonly keys: SigningKeys;
  readonly errorPage: (error: string, description: string) => string;
}): Configuration {
  const { face, addresses, directory, arrivals, storage, keys } = deps;
  return {
    adapter: storage.adapter,
    jwks: { keys: [keys.privateJwk] },
    routes: { authorization: '/authorize', token: '/token', jwks: '/jwks' },
    scopes: [...LAUNCH_SCOPES, ...resourceScopes(face)],
    claims: { openid: ['sub'], fhirUser: ['fhirUser'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: false,
    allowOmittingSingleRegisteredRedirectUri: false,
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['RS384', 'ES384'] },
    pkce: { required: () => true },
    clockTolerance: 5,
    ttl: {
      AuthorizationCode: 60,
      IdToken: 5 * 60,
      AccessToken: ACCESS_SECONDS,
      ClientCredentials: ACCESS_SECONDS,
      Grant: ACCESS_SECONDS,
      Interaction: 10 * 60,
      Session: 10 * 60,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
    },
    cookies: {
      names: { session: `${face}_session`, interaction: `${face}_sign_in`, resume: `${face}_resume` },
      keys: [keys.cookieSecret],
    },
    extraParams: {
      aud: (_ctx, aud) => {
        if (aud !== addresses.fhirBaseUrl) throw new errors.InvalidRequest('aud must be the FHIR base URL');
      },
      launch: (ctx, launch) => arrivals.arrive(ctx, launch),
    },
    interactions: {
      policy: signInPolicy(arrivals.isLaunch),
      url: (_ctx, interaction) => `${facePaths(face).signIn}/${interaction.uid}`,
    },
    findAccount: (_ctx, fhirUser) => {
      const name = directory().nameOf(fhirUser) ?? undefined;
      const sub = fhirUser.slice(fhirUser.lastIndexOf('/') + 1);
      const claims = {
        sub,
        fhirUser: `${addresses.fhirBaseUrl}/${fhirUser}`,
        name,
        preferred_username: name,
      };
      return { accountId: fhirUser, claims: () => claims };
    },
    loadExistingGrant: arrivals.grantFor,
    expiresWithSession: () => false,
    issueRefreshToken: () => false,
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims, header) =>
      checkAssertion({
        claims,
        header,
        tokenEndpoint: addresses.tokenEndpoint,
        nowSeconds: Date.now() / 1000,
      }),
    extraTokenClaims: (_ctx, token) => {
      if (token.kind === 'ClientCredentials' && !isBackendScope(token.scope)) {
        throw new errors.InvalidScope(
          'none of the scopes is one of system/ that the client is authorised for',
          token.scope ?? '',
        );
      }
      return undefined;
    },
    // The connector's keys lie on a loopback address, which the default fetch refuses.
    fetch: (input, init) =>
      fetch(input, {
        ...(init?.headers ? { headers: init.headers } : {}),
        ...(init?.signal ? { signal: init.signal } : {}),
        redirect: 'error',
      }),
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = deps.errorPage(out.error, out.error_description ?? '');
    },
  };
}

function isBackendScope(scope: string | undefined): boolean {
  return scope !== undefined && scope !== '' && scope.split(' ').every((one) => one.startsWith('system/'));
}
