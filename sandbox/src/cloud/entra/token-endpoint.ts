import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router, urlencoded } from 'express';
import type { Account } from '../directory.ts';
import type { CloudWorld } from '../world.ts';
import type { EntraGrants } from './grants.ts';
import { authenticateClient, challengeOf, formValue, type TokenClient, TokenError } from './token-request.ts';
import { ACCESS_TOKEN_SECONDS } from './tokens.ts';

const GRAPH = 'https://graph.microsoft.com';
const BOT_FRAMEWORK = 'https://api.botframework.com';
const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

type TokenAnswer = Record<string, string | number>;

/** `POST {authority}/{tenant}/oauth2/v2.0/token` with the four grants the connector may need. */
export function createTokenRouter(deps: { world: CloudWorld; grants: EntraGrants }): Router {
  const { world, grants } = deps;
  const router = Router();
  const path = '/:tenant/oauth2/v2.0/token';
  router.use(
    path,
    world.guard('entra.token', (res, status) => {
      const error = status === 429 || status === 500 ? 'temporarily_unavailable' : 'invalid_client';
      sendError(res, status, {
        error,
        number: status === 429 ? 90055 : 90033,
        message: 'The fault switch is on.',
      });
    }),
  );
  router.post(path, urlencoded({ extended: false }), async (req, res) => {
    const client = authenticateClient(req, world.registration());
    const answer = await answerGrant(req, req.params.tenant, client);
    res.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' }).json(answer);
  });
  router.use((error: unknown, _req: Request, res: Response, next: (error: unknown) => void) => {
    if (error instanceof TokenError) sendError(res, error.status, error);
    else next(error);
  });
  return router;

  function answerGrant(req: Request, tenant: string, client: TokenClient): Promise<TokenAnswer> {
    switch (formValue(req, 'grant_type')) {
      case 'authorization_code':
        return exchangeCode(req, tenant, client);
      case 'refresh_token':
        return refresh(req, tenant, client);
      case 'client_credentials':
        return appToken(req, tenant, client);
      case ON_BEHALF_OF:
        return onBehalfOf(req, tenant, client);
      default:
        throw new TokenError('unsupported_grant_type', 70003, 'The grant type is not supported.');
    }
  }

  async function exchangeCode(req: Request, tenant: string, client: TokenClient): Promise<TokenAnswer> {
    const grant = grants.codes.take(formValue(req, 'code'));
    if (grant === null) {
      throw new TokenError(
        'invalid_grant',
        54005,
        'The code was already redeemed, has expired or is unknown.',
      );
    }
    const { request, account } = grant;
    requireTenant(tenant, account);
    if (request.clientId !== client.clientId) {
      throw new TokenError('invalid_grant', 700005, 'The code was issued to another client.');
    }
    if (formValue(req, 'redirect_uri') !== request.redirectUri) {
      throw new TokenError('invalid_grant', 500112, 'The redirect address is not the one of the request.');
    }
    if (challengeOf(formValue(req, 'code_verifier')) !== request.codeChallenge) {
      throw new TokenError('invalid_grant', 501481, 'The code_verifier does not match the code_challenge.');
    }
    return personAnswer({ account, client, scopes: request.scopes, nonce: request.nonce });
  }

  async function refresh(req: Request, tenant: string, client: TokenClient): Promise<TokenAnswer> {
    const grant = grants.refreshTokens.peek(formValue(req, 'refresh_token'));
    if (grant === null || grant.clientId !== client.clientId) {
      throw new TokenError('invalid_grant', 70008, 'The refresh token has expired or is unknown.');
    }
    requireTenant(tenant, grant.account);
    return personAnswer({ account: grant.account, client, scopes: grant.scopes, nonce: null });
  }

  /** Tokens for a person who signed in; without a resource among the scopes the access token is for Graph. */
  async function personAnswer(given: {
    account: Account;
    client: TokenClient;
    scopes: readonly string[];
    nonce: string | null;
  }): Promise<TokenAnswer> {
    const { account, scopes, nonce } = given;
    const { clientId } = given.client;
    const [id_token, access_token] = await Promise.all([
      world.tokens.idToken(account, { clientId, nonce }),
      world.tokens.delegatedToken(account, { clientId, audience: GRAPH, scopes: graphScopes(scopes) }),
    ]);
    const refresh_token = scopes.includes('offline_access')
      ? { refresh_token: grants.refreshTokens.put({ clientId, account, scopes }) }
      : {};
    return { ...bearer(access_token, scopes), id_token, ...refresh_token };
  }

  async function appToken(req: Request, tenantSegment: string, client: TokenClient): Promise<TokenAnswer> {
    const scope = formValue(req, 'scope');
    const audience = scope.endsWith('/.default') ? scope.slice(0, -'/.default'.length) : '';
    const isGraph = audience === GRAPH || audience === world.urls.graph;
    if (!isGraph && audience !== BOT_FRAMEWORK) {
      throw new TokenError(
        'invalid_scope',
        1002012,
        `The scope '${scope}' is not valid for client credentials.`,
      );
    }
    // A bot of the Bot Framework's own tenant asks there; everything else asks its own tenant.
    const isBotTenant = tenantSegment === 'botframework.com' && audience === BOT_FRAMEWORK;
    const tenants = isBotTenant
      ? world.directory.tenants.slice(0, 1)
      : world.directory.reachableBy(tenantSegment);
    const [tenant] = tenants;
    if (tenant === undefined) throw unknownTenant(tenantSegment);
    if (tenants.length > 1) {
      throw new TokenError(
        'invalid_request',
        50059,
        'No tenant-identifying information found in the request.',
      );
    }
    const roles =
      isGraph && client.isApp && world.consentedTenants.includes(tenant.tenantId) ? grantedPermissions() : [];
    const token = await world.tokens.appToken({
      tenantId: tenant.tenantId,
      clientId: client.clientId,
      audience,
      roles,
    });
    const { scope: _unused, ...answer } = bearer(token, []);
    return answer;
  }

  async function onBehalfOf(req: Request, tenant: string, client: TokenClient): Promise<TokenAnswer> {
    if (formValue(req, 'requested_token_use') !== 'on_behalf_of') {
      throw new TokenError('invalid_request', 900144, "The request body must contain 'requested_token_use'.");
    }
    const refused = new TokenError(
      'invalid_grant',
      50013,
      'Assertion failed signature or audience validation.',
    );
    const claims = await world.tokens.verify(formValue(req, 'assertion'), client.clientId).catch(() => {
      throw refused;
    });
    const account = typeof claims.oid === 'string' ? world.directory.account(claims.oid) : null;
    // An id token has the same audience but is nobody's permission to act.
    if (account === null || claims.scp !== 'access_as_user') throw refused;
    requireTenant(tenant, account);
    const scopes = formValue(req, 'scope').split(' ').filter(Boolean);
    const token = await world.tokens.delegatedToken(account, {
      clientId: client.clientId,
      audience: GRAPH,
      scopes: graphScopes(scopes),
    });
    return bearer(token, scopes);
  }

  function requireTenant(segment: string, account: Account): void {
    if (world.directory.reachableBy(segment).includes(account.tenant)) return;
    throw unknownTenant(segment);
  }

  function grantedPermissions(): readonly string[] {
    const { withdrawnPermissions } = world.settings();
    return world.registration().app.graphPermissions.filter((name) => !withdrawnPermissions.includes(name));
  }

  /** `{graph}/User.Read` is `User.Read` in the token; the scopes of OpenID Connect stay as they are. */
  function graphScopes(scopes: readonly string[]): readonly string[] {
    return scopes
      .filter((scope) => scope !== 'offline_access')
      .map((scope) => scope.replace(`${world.urls.graph}/`, '').replace(`${GRAPH}/`, ''));
  }
}

function bearer(accessToken: string, scopes: readonly string[]): TokenAnswer {
  return {
    token_type: 'Bearer',
    scope: scopes.filter((scope) => scope !== 'offline_access').join(' '),
    expires_in: ACCESS_TOKEN_SECONDS,
    ext_expires_in: ACCESS_TOKEN_SECONDS,
    access_token: accessToken,
  };
}

function unknownTenant(segment: string): TokenError {
  return new TokenError(
    'invalid_request',
    90002,
    `Tenant '${segment}' not found, or the account is of another.`,
  );
}

function sendError(
  res: Response,
  status: number,
  problem: { error: string; number: number; message: string },
): void {
  res
    .status(status)
    .set('Cache-Control', 'no-store')
    .json({
      error: problem.error,
      error_description: problem.message,
      error_codes: [problem.number],
      timestamp: new Date().toISOString(),
      trace_id: randomUUID(),
      correlation_id: randomUUID(),
    });
}
