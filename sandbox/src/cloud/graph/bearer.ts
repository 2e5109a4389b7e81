import type { Request, RequestHandler, Response } from 'express';
import type { CloudWorld } from '../world.ts';
import { GraphError } from './graph-error.ts';

/** What a Graph access token allows. */
interface GraphCaller {
  readonly appId: string;
  readonly tenantId: string;
  readonly roles: readonly string[];
}

/** Refuses requests without a good token for Graph that carries one of the application permissions. */
export function requirePermission(
  world: CloudWorld,
  ...permissions: readonly string[]
): RequestHandler<Record<string, string>> {
  return async (req, res, next) => {
    const caller = await callerOf(world, req);
    if (!permissions.some((permission) => caller.roles.includes(permission))) {
      throw new GraphError(
        403,
        'Forbidden',
        `Missing role permissions on the request. API requires one of '${permissions.join(', ')}'.`,
      );
    }
    res.locals[CALLER_TENANT] = caller.tenantId;
    next();
  };
}

const CALLER_TENANT = 'graphTenant';

/** The tenant that the token of a request is for, once {@link requirePermission} has looked at it. */
export function callerTenant(res: Pick<Response, 'locals'>): string {
  return String(res.locals[CALLER_TENANT]);
}

async function callerOf(world: CloudWorld, req: Pick<Request, 'headers'>): Promise<GraphCaller> {
  const token = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token is empty.');
  const audience = ['https://graph.microsoft.com', world.urls.graph];
  const claims = await world.tokens.verify(token, audience).catch(() => {
    throw new GraphError(
      401,
      'InvalidAuthenticationToken',
      'Access token validation failure. Invalid audience, signature or time.',
    );
  });
  if (!world.consentedTenants.includes(String(claims.tid))) {
    throw new GraphError(
      401,
      'InvalidAuthenticationToken',
      'The token is of a tenant that has not consented.',
    );
  }
  const roles = Array.isArray(claims.roles) && claims.idtyp === 'app' ? claims.roles.map(String) : [];
  return { appId: String(claims.appid), tenantId: String(claims.tid), roles };
}
