import { json, type Request, type Response } from 'express';
import { setBotInstalled } from '../cloud/chats.ts';
import { html } from '../cloud/html.ts';
import type { Chat, Person } from '../cloud/model.ts';
import { chatView, createReadMarks, mayHoldApp } from './chat-views.ts';
import { sendPage } from './page.ts';
import { teamsShell } from './shell.ts';
import type { TeamsPagesDeps } from './teams-deps.ts';

const CHATS = '/teams/chats';

type CardPress = Required<
  Pick<Parameters<TeamsPagesDeps['bot']['invokeCardAction']>[0], 'action' | 'trigger'>
>;

/** The chat page, and what its script asks: a live stream of chats, read marks, presses of card buttons. */
export function mountChatPages(deps: TeamsPagesDeps): { close(): void } {
  const { app, cloud, bot, signIn, tab } = deps;
  const marks = createReadMarks();
  const streams = new Set<Response>();
  const view = (chat: Chat, person: Person) =>
    chatView({ chat, person, cloud, botName: tab()?.name ?? 'Bot', marks });

  app.get('/teams', (request, response) => {
    const person = signIn.signedInPerson(request);
    if (person === null) return response.redirect(signIn.signInPath(request.originalUrl));
    sendPage(response, {
      title: 'Chat | Teams',
      styles: ['shell.css', 'chat.css', 'card.css'],
      script: 'chat-page.ts',
      cards: true,
      body: teamsShell({
        active: 'chat',
        person,
        signOutPath: signIn.signOutPath('/teams'),
        tab: tab(),
        content: html`<main class="chats" id="chats"></main>`,
      }),
      data: { botUserId: bot.userId(person.oid), appName: tab()?.name ?? null },
    });
  });

  app.get('/teams/events', (request, response) => {
    const person = signIn.signedInPerson(request);
    if (person === null) {
      response.sendStatus(401);
      return;
    }
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const send = (event: string, data: unknown) => {
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    };
    const own = [...cloud.chats.values()].filter((chat) => chat.memberOids.has(person.oid));
    send(
      'chats',
      own.map((chat) => view(chat, person)),
    );
    const onChat = (chat: Chat) => {
      if (chat.memberOids.has(person.oid)) send('chat', view(chat, person));
    };
    cloud.events.on('chat', onChat);
    streams.add(response);
    response.on('close', () => {
      cloud.events.off('chat', onChat);
      streams.delete(response);
    });
  });

  app.post(`${CHATS}/:chatId/read`, (request, response) => {
    const found = memberChat(request, request.params.chatId);
    if (found === null) {
      response.sendStatus(404);
      return;
    }
    marks.markRead(found.person, found.chat);
    response.sendStatus(204);
  });

  app.post(`${CHATS}/:chatId/app`, json(), (request, response) => {
    const found = memberChat(request, request.params.chatId);
    const installed: unknown = request.body?.added;
    if (found === null || !mayHoldApp(found.chat) || typeof installed !== 'boolean') {
      response.sendStatus(404);
      return;
    }
    setBotInstalled(cloud, found.chat, { installed, byOid: found.person.oid });
    response.sendStatus(204);
  });

  app.post(`${CHATS}/:chatId/messages/:messageId/action`, json(), async (request, response) => {
    const found = memberChat(request, request.params.chatId);
    const press = readCardPress(request.body);
    const { messageId } = request.params;
    if (found === null || press === null || !found.chat.messages.some(({ id }) => id === messageId)) {
      response.sendStatus(404);
      return;
    }
    const { person, chat } = found;
    response.json(await bot.invokeCardAction({ ...press, chatId: chat.id, messageId, oid: person.oid }));
  });

  app.post(`${CHATS}/:chatId/messages`, json(), (request, response) => {
    const found = memberChat(request, request.params.chatId);
    const text: unknown = request.body?.text;
    if (found === null || typeof text !== 'string' || text.trim() === '') {
      response.sendStatus(found === null ? 404 : 400);
      return;
    }
    bot.sendText(found.chat, found.person.oid, text.trim());
    response.sendStatus(204);
  });

  function memberChat(request: Request, chatId: string): { person: Person; chat: Chat } | null {
    const person = signIn.signedInPerson(request);
    const chat = cloud.chats.get(chatId);
    return person !== null && chat?.memberOids.has(person.oid) ? { person, chat } : null;
  }

  return {
    close() {
      for (const response of streams) response.end();
    },
  };
}

/** A press of a card's button, or the card's own refresh, as the page sends it. */
function readCardPress(body: unknown): CardPress | null {
  if (typeof body !== 'object' || body === null) return null;
  const { verb, data, trigger } = body as Record<string, unknown>;
  if (typeof verb !== 'string' || (trigger !== 'manual' && trigger !== 'automatic')) return null;
  return { action: { verb, data }, trigger };
}
