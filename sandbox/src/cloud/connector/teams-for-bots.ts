import { type Request, Router } from 'express';
import type { Chat, Team } from '../model.ts';
import type { CloudWorld } from '../world.ts';
import { ConnectorError } from './connector-error.ts';

/** The connector's `/v3/teams`: what a bot may know of a team it was added to. */
export function createTeamsRouter({ cloud }: CloudWorld): Router {
  const router = Router();
  router.get('/:id', (req: Request<{ id: string }>, res) => {
    const { chat, team } = find(req.params.id);
    const { name, aadGroupId } = team;
    const counts = { channelCount: 1, memberCount: chat.memberOids.size };
    res.json({ id: chat.id, name, aadGroupId, type: 'standard', ...counts });
  });
  router.get('/:id/conversations', (req: Request<{ id: string }>, res) => {
    // The General channel has no name of its own: clients show it in their language.
    res.json({ conversations: [{ id: find(req.params.id).chat.id, type: 'standard' }] });
  });
  return router;

  function find(id: string): { readonly chat: Chat; readonly team: Team } {
    const chat = cloud.chats.get(id);
    if (!chat?.team) throw new ConnectorError(404, 'NotFound', 'The team was not found.');
    if (chat.botInstalled) return { chat, team: chat.team };
    throw new ConnectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the team.');
  }
}
