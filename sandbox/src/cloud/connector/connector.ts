import { json, type NextFunction, type Request, type Response, Router } from 'express';
import type { CloudWorld } from '../world.ts';
import type { BotLimits } from './bot-limits.ts';
import { ConnectorError, refuseConnectorRequest, sendConnectorError } from './connector-error.ts';
import { createConversationsRouter } from './conversations.ts';
import { createMeetingsForBotsRouter } from './meetings-for-bots.ts';
import { createTeamsRouter } from './teams-for-bots.ts';

const AUDIENCE = 'https://api.botframework.com';

/** The Bot Connector of the Teams channel, to be mounted at the service address. */
export function createConnectorRouter(deps: { world: CloudWorld; limits: BotLimits }): Router {
  const { world } = deps;
  const router = Router();
  router.use(world.guard('connector', refuseConnectorRequest));
  router.use(async (req, _res, next) => {
    await requireBot(req);
    next();
  });
  router.use(json({ limit: '1mb' }));
  router.use('/v3/conversations', createConversationsRouter(deps));
  router.use('/v3/teams', createTeamsRouter(world));
  router.use('/v1/meetings', createMeetingsForBotsRouter(world));
  router.use(() => {
    throw new ConnectorError(404, 'NotFound', 'There is no such resource.');
  });
  router.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (error instanceof ConnectorError) sendConnectorError(res, error);
    else if (error instanceof SyntaxError) {
      sendConnectorError(res, { status: 400, code: 'BadSyntax', message: 'The body is not JSON.' });
    } else next(error);
  });
  return router;

  async function requireBot(req: Request): Promise<void> {
    const denied = new ConnectorError(401, 'Unauthorized', 'Authorization has been denied for this request.');
    const token = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
    if (token === undefined) throw denied;
    const claims = await world.tokens.verify(token, AUDIENCE).catch(() => {
      throw denied;
    });
    if (claims.appid !== world.registration().bot.appId) throw denied;
  }
}
