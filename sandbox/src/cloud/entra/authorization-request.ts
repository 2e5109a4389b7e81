import type { Tenant } from '../model.ts';
import type { CloudWorld } from '../world.ts';

/** A checked request of an app to sign somebody in. */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly nonce: string | null;
  readonly scopes: readonly string[];
  readonly codeChallenge: string;
  readonly responseMode: 'query' | 'fragment' | 'form_post';
  readonly prompt: string | null;
  readonly loginHint: string | null;
  /** The tenants whose people may answer. */
  readonly tenants: readonly Tenant[];
}

/** A request that cannot be answered by a redirect, since the redirect itself is in doubt. */
export class UntrustedRequest extends Error {
  override readonly name = 'UntrustedRequest';
}

/** A request that is refused towards the app. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
  readonly error: string;
  readonly to: ResponseTarget;

  constructor(to: ResponseTarget, error: string, message: string) {
    super(message);
    this.to = to;
    this.error = error;
  }
}

/** Where and how the answer goes back to the app. */
export type ResponseTarget = Pick<AuthorizationRequest, 'redirectUri' | 'state' | 'responseMode'>;

/**
 * Reads the parameters of the authorize endpoint.
 *
 * @throws {UntrustedRequest} for what a person must see: unknown tenant, app or redirect address.
 * @throws {RefusedRequest} for what the app must hear.
 */
export function readAuthorizationRequest(
  world: Pick<CloudWorld, 'directory' | 'registration'>,
  tenantSegment: string,
  query: URLSearchParams,
): AuthorizationRequest {
  const { app } = world.registration();
  const known = world.directory.reachableBy(tenantSegment);
  const domain = query.get('domain_hint');
  const hinted = known.filter((tenant) => tenant.domain === domain);
  if (known.length === 0) throw new UntrustedRequest(`AADSTS90002: Tenant '${tenantSegment}' not found.`);
  const clientId = query.get('client_id') ?? '';
  if (clientId !== app.clientId) {
    throw new UntrustedRequest(`AADSTS700016: Application '${clientId}' was not found in the directory.`);
  }
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!app.redirectUris.includes(redirectUri)) {
    throw new UntrustedRequest(
      `AADSTS50011: The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
    );
  }
  const to: ResponseTarget = { redirectUri, state: query.get('state'), responseMode: responseMode(query) };
  const refuse = (error: string, message: string): never => {
    throw new RefusedRequest(to, error, message);
  };
  if (query.get('response_type') !== 'code') {
    refuse('unsupported_response_type', 'AADSTS700054: response_type must be code.');
  }
  const scopes = (query.get('scope') ?? '').split(' ').filter(Boolean);
  if (!scopes.includes('openid')) refuse('invalid_scope', 'AADSTS70011: scope must contain openid.');
  const codeChallenge = query.get('code_challenge') ?? '';
  if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(codeChallenge)) {
    refuse('invalid_request', 'AADSTS9002325: Proof Key for Code Exchange with S256 is required.');
  }
  return {
    ...to,
    clientId,
    scopes,
    codeChallenge,
    nonce: query.get('nonce'),
    prompt: query.get('prompt'),
    loginHint: query.get('login_hint'),
    tenants: hinted.length > 0 ? hinted : known,
  };
}

function responseMode(query: URLSearchParams): AuthorizationRequest['responseMode'] {
  const mode = query.get('response_mode');
  return mode === 'form_post' || mode === 'fragment' ? mode : 'query';
}
