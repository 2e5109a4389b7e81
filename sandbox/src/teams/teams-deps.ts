import type { IncomingMessage, Server } from 'node:http';
import type { Express } from 'express';
import type { Chat, ChatMessage, Cloud, Person } from '../cloud/model.ts';

/** A press of a card's button, or the card's own refresh. */
export interface CardAction {
  readonly verb: string;
  readonly data: unknown;
  readonly trigger: 'manual' | 'automatic';
}

/** What the bot answered to a card action: a card to show instead, or a message for the person. */
export type CardActionAnswer =
  | { readonly kind: 'card'; readonly card: unknown }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** The bot's side of cards. */
export interface CardActions {
  invoke(request: {
    person: Person;
    chat: Chat;
    message: ChatMessage;
    action: CardAction;
  }): Promise<CardActionAnswer>;
  /** The id by which bots know the person (`29:…`); a card's `refresh.userIds` holds such ids. */
  botUserId(person: Person): string;
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
  readonly cards: CardActions;
  readonly signIn: TeamsSignIn;
  /** Asked at each request, since the service that serves the tab starts after the cloud; null until then. */
  readonly tab: () => TeamsTab | null;
  /** How long a participant whose connection broke stays in the meeting; 5 000 unless told. */
  readonly graceMs?: number;
}
