import { Router } from 'express';
import type { CloudWorld } from '../world.ts';
import { BOT_TOKEN_ISSUER } from './bot-channel.ts';

/** Where bots learn which keys their channel signs with, to be mounted at `/botframework`. */
export function createBotFrameworkRouter(world: CloudWorld): Router {
  const router = Router();
  router.get('/v1/.well-known/openidconfiguration', (_req, res) => {
    res.json({
      issuer: BOT_TOKEN_ISSUER,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${world.urls.base}/botframework/v1/.well-known/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_post'],
    });
  });
  router.get('/v1/.well-known/keys', (_req, res) => {
    res.json(world.channelKeys.jwks());
  });
  return router;
}
