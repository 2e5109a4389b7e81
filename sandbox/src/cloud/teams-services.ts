import type { IncomingMessage } from 'node:http';
import type { BotChannel } from './connector/bot-channel.ts';
import { botUserId } from './connector/bot-users.ts';
import type { CardActionAnswer } from './connector/card-answer.ts';
import type { EntraSessions } from './entra/sessions.ts';
import type { Chat, ChatMessage, Person } from './model.ts';
import type { CloudWorld } from './world.ts';

/** What the Teams client's pages need of the cloud behind them. */
export interface TeamsServices {
  readonly cards: {
    invoke(request: {
      person: Person;
      chat: Chat;
      message: ChatMessage;
      action: { verb: string; data: unknown; trigger: 'manual' | 'automatic' };
    }): Promise<CardActionAnswer>;
    botUserId(person: Person): string;
  };
  readonly signIn: {
    /** The tenant's person this browser has signed in as at Entra; `null` without one. */
    signedInPerson(request: Pick<IncomingMessage, 'headers'>): Person | null;
    signInPath(returnTo: string): string;
    signOutPath(returnTo: string): string;
    ssoToken(oid: string): Promise<string>;
  };
  /** Writes a message of a person into a chat and tells the bot. */
  sendText(chat: Chat, oid: string, text: string): void;
}

export function createTeamsServices(deps: {
  world: CloudWorld;
  sessions: EntraSessions;
  channel: BotChannel;
  ssoToken: (oid: string) => Promise<string>;
}): TeamsServices {
  const { world, sessions, channel } = deps;
  const { cloud } = world;
  const entraPath = new URL(world.urls.authority).pathname;
  return {
    cards: {
      invoke: ({ person, chat, message, action: { trigger, ...action } }) =>
        channel.invokeCardAction({
          chatId: chat.id,
          messageId: message.id,
          oid: person.oid,
          action,
          trigger,
        }),
      botUserId: (person) => botUserId(world.registration().bot.appId, person.oid),
    },
    signIn: {
      signedInPerson(request) {
        const account = sessions.account(request);
        return account?.tenant.tenantId === cloud.tenantId ? account.person : null;
      },
      signInPath: (returnTo) => `${entraPath}/signin?return_to=${encodeURIComponent(returnTo)}`,
      signOutPath: (returnTo) => `${entraPath}/signout?return_to=${encodeURIComponent(returnTo)}`,
      ssoToken: deps.ssoToken,
    },
    sendText: channel.sendText,
  };
}
