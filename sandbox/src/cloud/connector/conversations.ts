import { type Request, Router } from 'express';
import { addMessage, deleteMessage, openPersonalChat, updateMessage } from '../chats.ts';
import type { Chat, ChatMessage, Person } from '../model.ts';
import type { CloudWorld } from '../world.ts';
import type { BotLimits } from './bot-limits.ts';
import { readBotMessage } from './bot-message.ts';
import { channelAccount, personOfBotUser } from './bot-users.ts';
import { ConnectorError, writesBlocked } from './connector-error.ts';

type InConversation = Request<{ id: string; activityId: string; memberId: string }>;

/** The connector's `/v3/conversations`. */
export function createConversationsRouter(deps: { world: CloudWorld; limits: BotLimits }): Router {
  const { world, limits } = deps;
  const { cloud } = world;
  const router = Router();

  router.post('/', (req, res) => {
    const wish = readCreation(req.body);
    keepLimits(wish.channelId ?? wish.memberId ?? '');
    if (wish.tenantId !== null && wish.tenantId !== cloud.tenantId) {
      throw new ConnectorError(403, 'Forbidden', 'The tenant is not one the bot is installed in.');
    }
    const chat = wish.channelId === null ? personalChat(wish.memberId) : writable(wish.channelId);
    const content = wish.activity === undefined ? null : readBotMessage(wish.activity);
    if (content !== null) requireWritable(chat);
    const message = content === null ? null : addMessage(cloud, chat, { fromBot: true, ...content });
    const id = wish.channelId === null || message === null ? chat.id : `${chat.id};messageid=${message.id}`;
    res
      .status(201)
      .json({ id, serviceUrl: world.urls.connector, ...(message && { activityId: message.id }) });
  });

  router.post(['/:id/activities', '/:id/activities/:activityId'], (req: InConversation, res) => {
    const chat = writable(req.params.id);
    keepLimits(chat.id);
    const content = readBotMessage(req.body);
    if (content === null) {
      res.status(202).json({ id: String(cloud.now().getTime()) });
      return;
    }
    res.status(201).json({ id: addMessage(cloud, chat, { fromBot: true, ...content }).id });
  });
  router.put('/:id/activities/:activityId', (req: InConversation, res) => {
    const chat = writable(req.params.id);
    keepLimits(chat.id);
    const message = ownMessage(chat, req.params.activityId);
    const content = readBotMessage(req.body);
    if (content !== null) updateMessage(cloud, chat, message, content);
    res.json({ id: message.id });
  });
  router.delete('/:id/activities/:activityId', (req: InConversation, res) => {
    const chat = writable(req.params.id);
    deleteMessage(cloud, chat, ownMessage(chat, req.params.activityId).id);
    res.status(200).end();
  });

  router.get('/:id/members', (req: InConversation, res) => {
    res.json(membersOf(readable(req.params.id)));
  });
  router.get('/:id/pagedmembers', (req: InConversation, res) => {
    res.json({ members: membersOf(readable(req.params.id)) });
  });
  router.get('/:id/members/:memberId', (req: InConversation, res) => {
    const chat = readable(req.params.id);
    const person = personOfBotUser(cloud, botAppId(), req.params.memberId);
    if (person === null || !chat.memberOids.has(person.oid)) {
      throw new ConnectorError(404, 'MemberNotFoundInConversation', 'The member is not in the conversation.');
    }
    res.json(channelAccount(cloud, botAppId(), person));
  });
  return router;

  function personalChat(memberId: string | null): Chat {
    const person = memberId === null ? null : personOfBotUser(cloud, botAppId(), memberId);
    if (person === null)
      throw new ConnectorError(400, 'BadArgument', 'Failed to decrypt or find the member id.');
    const { bot, teamsApp } = world.registration();
    const chat = openPersonalChat(cloud, { oid: person.oid, botAppId: bot.appId, title: teamsApp.name });
    if (!chat.botInstalled) {
      throw new ConnectorError(
        403,
        'ForbiddenOperationException',
        "Bot is not installed in user's personal scope",
      );
    }
    return chat;
  }

  function find(id: string): Chat {
    const chat = cloud.chats.get(id.replace(/;messageid=.*$/, ''));
    if (chat === undefined) throw new ConnectorError(404, 'ConversationNotFound', 'Conversation not found.');
    return chat;
  }

  function readable(id: string): Chat {
    const chat = find(id);
    if (chat.botInstalled) return chat;
    throw new ConnectorError(
      403,
      'BotNotInConversationRoster',
      'The bot is not part of the conversation roster.',
    );
  }

  function writable(id: string): Chat {
    const chat = find(id);
    requireWritable(chat);
    return chat;
  }

  function requireWritable(chat: Chat): void {
    if (chat.botBlocked || (chat.kind === 'personal' && !chat.botInstalled)) throw writesBlocked();
    readable(chat.id);
  }

  function ownMessage(chat: Chat, id: string): ChatMessage {
    const message = chat.messages.find((candidate) => candidate.id === id);
    if (message === undefined)
      throw new ConnectorError(404, 'ActivityNotFoundInConversation', 'Activity not found.');
    if (!message.fromBot) throw new ConnectorError(403, 'Forbidden', 'A bot changes its own messages only.');
    return message;
  }

  function membersOf(chat: Chat): readonly unknown[] {
    const isMember = ({ oid }: Person): boolean => chat.memberOids.has(oid);
    return cloud.people.filter(isMember).map((person) => channelAccount(cloud, botAppId(), person));
  }

  function keepLimits(conversationId: string): void {
    if (!world.settings().enforceBotLimits) return;
    const seconds = limits.secondsToWait(conversationId);
    if (seconds === null) return;
    throw new ConnectorError(429, 'TooManyRequests', 'The request has been throttled.', seconds);
  }

  function botAppId(): string {
    return world.registration().bot.appId;
  }
}

/** What a bot wants to open: a chat with one person, or a thread in a channel. */
function readCreation(body: unknown): {
  memberId: string | null;
  channelId: string | null;
  tenantId: string | null;
  activity: unknown;
} {
  const given = objectOf(body);
  const channelData = objectOf(given.channelData);
  const members: readonly unknown[] = Array.isArray(given.members) ? given.members : [];
  const channelId = textOf(objectOf(channelData.channel).id);
  if (given.isGroup === true && channelId === null) {
    throw new ConnectorError(400, 'BadSyntax', 'Bots cannot create group chats.');
  }
  if (channelId === null && members.length !== 1) {
    throw new ConnectorError(400, 'BadSyntax', 'Exactly one member is needed.');
  }
  return {
    memberId: textOf(objectOf(members[0]).id),
    channelId,
    tenantId: textOf(given.tenantId) ?? textOf(objectOf(channelData.tenant).id),
    activity: given.activity,
  };
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
