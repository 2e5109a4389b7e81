import type { IncomingMessage, Server } from 'node:http';
import type { Express } from 'express';
import type { BotChannel } from '../cloud/connector/bot-channel.ts';
import type { Cloud, Person } from '../cloud/model.ts';

/** The way from Teams to the bot. */
export interface BotConversations extends Pick<BotChannel, 'invokeCardAction' | 'sendText'> {
  /** The id by which the bot knows a person (`29:…`); a card's `refresh.userIds` holds such ids. */
  userId(oid: string): string;
}

/** Who sits in front of the browser, told by Entra's session cookie. */
export interface TeamsSignIn {
  signedInPerson(request: Pick<IncomingMessage, 'headers'>): Person | null;
  /** Path of the sign-in page that comes back to `returnTo`, a path on this host. */
  signInPath(returnTo: string): string;
  signOutPath(returnTo: string): string;
  /** An Entra token for the tab's own API, as Teams' single sign-on hands it out. */
  ssoToken(oid: string): Promise<string>;
}

/** The app whose tab and bot this Teams shows. */
export interface TeamsTab {
  readonly appId: string;
  readonly entityId: string;
  readonly contentUrl: string;
  readonly name: string;
}

/** Everything the Teams pages stand on. */
export interface TeamsPagesDeps {
  readonly app: Express;
  readonly server: Server;
  readonly cloud: Cloud;
  readonly bot: BotConversations;
  readonly signIn: TeamsSignIn;
  /** Asked at each request, since the service that serves the tab starts after the cloud; null until then. */
  readonly tab: () => TeamsTab | null;
  /** How long a participant whose connection broke stays in the meeting; 5 000 unless told. */
  readonly graceMs?: number;
}
