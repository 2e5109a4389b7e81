import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import express from 'express';
import { addMessage } from '../../cloud/chats.ts';
import type { BotChannel } from '../../cloud/connector/bot-channel.ts';
import type { CardActionAnswer } from '../../cloud/connector/card-answer.ts';
import { createDirectory } from '../../cloud/directory.ts';
import { createEntraSessions } from '../../cloud/entra/sessions.ts';
import { type Cloud, createCloud, type Meeting } from '../../cloud/model.ts';
import { openOnlineMeeting } from '../../cloud/online-meeting.ts';
import { samplePeople } from '../../cloud/sample-people.ts';
import { mountTeamsPages } from '../mount-teams-pages.ts';
import type { TeamsTab } from '../teams-deps.ts';

const TENANT_ID = '11111111-7e4a-4f00-8000-000000000000';

type CardPress = Parameters<BotChannel['invokeCardAction']>[0];

/** A Teams for tests: the real pages on a real server over an empty cloud of sample people. */
export interface TeamsServer {
  readonly url: string;
  readonly cloud: Cloud;
  /** What cards asked of the bot, oldest first. */
  readonly cardPresses: CardPress[];
  /** What the bot answers to a card; may be replaced. */
  answerCard: (press: CardPress) => CardActionAnswer;
  tab: TeamsTab | null;
  openMeeting(organizerOid: string, settings: Record<string, unknown>): Meeting;
  /** A `Cookie` header of somebody who is signed in. */
  signIn(oid: string): Promise<string>;
  /** Cuts every open connection, as a network does. */
  breakConnections(): void;
  close(): Promise<void>;
}

export async function startTeamsServer(options: { graceMs?: number } = {}): Promise<TeamsServer> {
  const people = samplePeople();
  const cloud = createCloud({ tenantId: TENANT_ID, people });
  const directory = createDirectory([{ tenantId: TENANT_ID, domain: 'riverside.example', people }]);
  const sessions = createEntraSessions({ directory });
  const app = express();
  const server = createServer(app);
  const cardPresses: CardPress[] = [];

  app.get('/signin/:oid', (request, response) => {
    const account = directory.account(request.params.oid);
    if (account !== null) sessions.signIn(response, account);
    response.sendStatus(account === null ? 404 : 204);
  });
  const pages = mountTeamsPages({
    app,
    server,
    cloud,
    bot: {
      userId: (oid) => `29:${oid}`,
      invokeCardAction: async (press) => {
        cardPresses.push(press);
        return teams.answerCard(press);
      },
      sendText: (chat, _oid, text) => void addMessage(cloud, chat, { fromBot: false, text, card: null }),
    },
    signIn: {
      signedInPerson: (request) => sessions.account(request)?.person ?? null,
      signInPath: (returnTo) => `/signin?return_to=${encodeURIComponent(returnTo)}`,
      signOutPath: (returnTo) => `/signout?return_to=${encodeURIComponent(returnTo)}`,
      ssoToken: async (oid) => `token-of-${oid}`,
    },
    tab: () => teams.tab,
    ...options,
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const url = await listen(server);

  const teams: TeamsServer = {
    url,
    cloud,
    cardPresses,
    answerCard: () => ({ kind: 'failed', reason: 'no answer was arranged' }),
    tab: null,
    openMeeting: (organizerOid, settings) =>
      openOnlineMeeting(cloud, { baseUrl: url, organizerOid, externalId: crypto.randomUUID(), settings })
        .meeting,
    async signIn(oid) {
      const response = await fetch(`${url}/signin/${oid}`);
      return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    },
    breakConnections() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      pages.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return teams;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '::1');
  await once(server, 'listening');
  return `http://[::1]:${(server.address() as AddressInfo).port}`;
}
