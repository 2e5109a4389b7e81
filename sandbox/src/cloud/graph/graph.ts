import { json, type NextFunction, type Request, type Response, Router } from 'express';
import type { CloudWorld } from '../world.ts';
import { createAppInstallationsRouter } from './app-installations.ts';
import { createDirectoryObjectsRouter } from './directory-objects.ts';
import { GraphError, refuseGraphRequest, sendGraphError } from './graph-error.ts';
import { createOnlineMeetingsRouter } from './online-meetings.ts';
import type { Subscriptions } from './subscription.ts';
import { createSubscriptionsRouter } from './subscriptions.ts';
import { createUsersRouter } from './users.ts';

/** Microsoft Graph as far as the connector uses it, to be mounted at Graph's path. */
export function createGraphRouter(deps: { world: CloudWorld; subscriptions: Subscriptions }): Router {
  const { world } = deps;
  const version = Router();
  const meetings = '/users/:oid/onlineMeetings';
  version.use(meetings, world.guard('graph.meetings', refuseGraphRequest), createOnlineMeetingsRouter(world));
  const apps = ['/appCatalogs', '/chats', '/users/:oid/teamwork'];
  version.use(apps, world.guard('graph.apps', refuseGraphRequest));
  version.use(createAppInstallationsRouter(world));
  version.use(
    '/subscriptions',
    world.guard('graph.subscriptions', refuseGraphRequest),
    createSubscriptionsRouter(deps),
  );
  version.use(
    '/directoryObjects',
    world.guard('graph.users', refuseGraphRequest),
    createDirectoryObjectsRouter(world),
  );
  version.use('/users', world.guard('graph.users', refuseGraphRequest), createUsersRouter(world));

  const router = Router();
  router.use(json({ limit: '1mb' }));
  router.use(['/v1.0', '/beta'], version);
  router.use((req, res) => {
    sendGraphError(res, {
      status: 400,
      code: 'BadRequest',
      message: `Resource not found for the segment '${req.path}'.`,
    });
  });
  router.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (error instanceof GraphError) sendGraphError(res, error);
    else if (error instanceof SyntaxError) {
      sendGraphError(res, {
        status: 400,
        code: 'BadRequest',
        message: 'Unable to read JSON request payload.',
      });
    } else next(error);
  });
  return router;
}
