import { Router } from 'express';
import type { CloudWorld } from '../world.ts';
import { createAuthorizeRouter } from './authorize.ts';
import type { EntraGrants } from './grants.ts';
import type { EntraSessions } from './sessions.ts';
import { createTokenRouter } from './token-endpoint.ts';

/** Microsoft Entra as far as the connector uses it, to be mounted at the authority's path. */
export function createEntraRouter(deps: {
  world: CloudWorld;
  sessions: EntraSessions;
  grants: EntraGrants;
}): Router {
  const { world } = deps;
  const router = Router();
  const metadataPath = '/:tenant/v2.0/.well-known/openid-configuration';
  const keysPath = '/:tenant/discovery/v2.0/keys';
  router.use(
    [metadataPath, keysPath],
    world.guard('entra.metadata', (res, status) => {
      res.status(status).json({ error: 'temporarily_unavailable' });
    }),
  );
  router.get(metadataPath, (req, res) => {
    const segment = req.params.tenant;
    const tenants = world.directory.reachableBy(segment);
    const [tenant] = tenants;
    if (tenant === undefined) {
      res
        .status(400)
        .json({ error: 'invalid_tenant', error_description: `AADSTS90002: Tenant '${segment}' not found.` });
      return;
    }
    // The aliases stand for many tenants, so their issuer is a template, as in Entra.
    res.json(metadata(world.urls.authority, segment, tenants.length > 1 ? '{tenantid}' : tenant.tenantId));
  });
  router.get(keysPath, (_req, res) => {
    res.json(world.entraKeys.jwks());
  });
  router.use(createTokenRouter({ world, grants: deps.grants }));
  router.use(createAuthorizeRouter(deps));
  return router;
}

function metadata(authority: string, segment: string, issuerTenant: string): Record<string, unknown> {
  const endpoints = `${authority}/${segment}/oauth2/v2.0`;
  return {
    issuer: `${authority}/${issuerTenant}/v2.0`,
    authorization_endpoint: `${endpoints}/authorize`,
    token_endpoint: `${endpoints}/token`,
    end_session_endpoint: `${endpoints}/logout`,
    jwks_uri: `${authority}/${segment}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'oid',
      'ver',
      'roles',
    ],
  };
}
