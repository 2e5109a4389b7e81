import type { IncomingMessage } from 'node:http';
import type { BotChannel } from './connector/bot-channel.ts';
import { botUserId } from './connector/bot-users.ts';
import type { EntraSessions } from './entra/sessions.ts';
import type { Person } from './model.ts';
import type { CloudWorld } from './world.ts';

/** What the Teams client's pages need of the cloud behind them. */
export interface TeamsServices {
  /** The way to the bot: card actions, messages, and the id by which the bot knows a person (`29:…`). */
  readonly bot: Pick<BotChannel, 'invokeCardAction' | 'sendText'> & { userId(oid: string): string };
  readonly signIn: {
    /** The tenant's person this browser has signed in as at Entra; `null` without one. */
    signedInPerson(request: Pick<IncomingMessage, 'headers'>): Person | null;
    signInPath(returnTo: string): string;
    signOutPath(returnTo: string): string;
    ssoToken(oid: string): Promise<string>;
  };
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
    bot: {
      invokeCardAction: channel.invokeCardAction,
      sendText: channel.sendText,
      userId: (oid) => botUserId(world.registration().bot.appId, oid),
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
  };
}
