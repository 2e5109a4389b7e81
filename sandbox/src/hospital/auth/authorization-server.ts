import type { RequestHandler } from 'express';
import Provider from 'oidc-provider';
import type { Directory } from '../data/directory.ts';
import type { FaceAddresses, FaceName } from '../face.ts';
import type { ClientRegistry } from '../smart-client.ts';
import { tamperedIdToken } from './id-token.ts';
import { createLaunchArrivals } from './launch-arrivals.ts';
import { createLaunchTokens, type LaunchTokens } from './launch-tokens.ts';
import { providerConfiguration } from './provider-configuration.ts';
import { createSigningKeys } from './signing-keys.ts';
import { changed, type TamperBoard } from './tampering.ts';
import { launchParameters } from './token-response.ts';
import { createTokenStorage } from './token-storage.ts';

/** What an access token entitles to. */
export type Access =
  | { readonly kind: 'backend'; readonly scope: string }
  | {
      readonly kind: 'user';
      readonly scope: string;
      readonly fhirUser: string;
      readonly patient: string | null;
    };

/** A strict SMART App Launch 2.2 authorisation server. */
export interface AuthorizationServer {
  readonly provider: Provider;
  /** To be mounted at the issuer's path. */
  readonly handler: RequestHandler;
  readonly launches: LaunchTokens;
  /** @returns `null` for a token this server did not issue, or that has expired or been revoked. */
  accessOf(bearer: string): Promise<Access | null>;
  /** Forgets every launch, code, token and used assertion. */
  clear(): void;
}

export async function createAuthorizationServer(deps: {
  readonly face: FaceName;
  readonly addresses: FaceAddresses;
  readonly directory: () => Directory;
  readonly clients: ClientRegistry;
  readonly tampering: TamperBoard;
  readonly now: () => Date;
  readonly errorPage: (error: string, description: string) => string;
}): Promise<AuthorizationServer> {
  const { face, addresses, clients, tampering } = deps;
  const keys = await createSigningKeys();
  const launches = createLaunchTokens(deps.now);
  const arrivals = createLaunchArrivals(launches);
  const storage = createTokenStorage((clientId) => registration(clients, face, clientId));
  const provider = new Provider(
    addresses.issuer,
    providerConfiguration({ ...deps, arrivals, storage, keys }),
  );

  provider.on('authorization.success', (ctx, response) => {
    // No session outlives its launch: on a shared computer the next person must not inherit this one's.
    if (ctx.oidc.session) Object.assign(ctx.oidc.session, { destroyed: true });
    const { callbackIss } = tampering.of(face);
    if (response && callbackIss === 'wrong') response.iss = 'https://ehr.elsewhere.example/oauth2';
    if (response && callbackIss === 'missing') delete response.iss;
  });

  provider.use(async (ctx, next) => {
    await next();
    if (ctx.oidc?.route !== 'token' || ctx.status !== 200) return;
    const context = arrivals.contextOf(ctx.oidc.entities.AccessToken?.grantId);
    if (!context) return;
    const lie = tampering.of(face);
    const { id_token: idToken, ...answer } = {
      ...(ctx.body as Record<string, unknown>),
      ...launchParameters(face, context),
    };
    const shown =
      typeof idToken === 'string'
        ? await tamperedIdToken({
            idToken,
            tampering: lie,
            fhirBaseUrl: addresses.fhirBaseUrl,
            honestKey: keys.honest,
            otherKey: keys.other,
          })
        : null;
    ctx.body = changed(shown === null ? answer : { ...answer, id_token: shown }, lie.tokenResponse);
  });

  const handle = provider.callback();
  return {
    provider,
    handler: (request, response) => void handle(request, response),
    launches,
    accessOf: async (bearer) => {
      const token = await provider.AccessToken.find(bearer);
      if (!token) {
        const backend = await provider.ClientCredentials.find(bearer);
        return backend ? { kind: 'backend', scope: backend.scope ?? '' } : null;
      }
      const context = arrivals.contextOf(token.grantId);
      if (!context) return null;
      return { kind: 'user', scope: token.scope ?? '', fhirUser: context.fhirUser, patient: context.patient };
    },
    clear: () => {
      launches.clear();
      storage.clear();
      arrivals.clear();
    },
  };
}

function registration(clients: ClientRegistry, face: FaceName, clientId: string) {
  const client = clients.find(face, clientId);
  if (!client) return undefined;
  return {
    client_id: client.clientId,
    redirect_uris: [client.redirectUri],
    grant_types: ['authorization_code', 'client_credentials'],
    response_types: ['code' as const],
    token_endpoint_auth_method: 'private_key_jwt' as const,
    jwks_uri: client.jwksUri,
  };
}
