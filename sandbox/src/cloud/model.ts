import { EventEmitter } from 'node:events';

/** One person of the pretend Microsoft 365 tenant. */
export interface Person {
  readonly oid: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly jobTitle: string;
  /** Entra app roles assigned to the person, such as `Clinician` or `Coordinator`. */
  readonly appRoles: readonly string[];
  readonly teamsLicensed: boolean;
  /** Template ids of Entra directory roles, such as Teams Administrator. */
  readonly directoryRoles?: readonly string[];
  readonly hasPhoto?: boolean;
}

/** The Entra id of a tenant and the domain of its sign-in names. */
export interface Tenant {
  readonly tenantId: string;
  readonly domain: string;
  readonly people: readonly Person[];
}

/** A message of a chat; `card` is the Adaptive Card a bot sent. */
export interface ChatMessage {
  readonly id: string;
  readonly fromBot: boolean;
  text: string;
  card: unknown;
  readonly createdAt: Date;
  updatedAt: Date;
}

/** A team, whose General channel a conversation of the kind `channel` is. */
export interface Team {
  readonly name: string;
  /** Entra's id of the Microsoft 365 group behind the team. */
  readonly aadGroupId: string;
}

/** A conversation; one-to-one chats with the bot have exactly one member. */
export interface Chat {
  readonly id: string;
  readonly kind: 'personal' | 'group' | 'channel' | 'meeting';
  /** Only of channels. */
  readonly team: Team | null;
  title: string;
  readonly memberOids: Set<string>;
  botInstalled: boolean;
  botBlocked: boolean;
  readonly messages: ChatMessage[];
}

/** Who stands in a meeting's roster; anonymous guests have no `oid`. */
export interface RosterEntry {
  /** New at every join, also of the same person, as Teams does. */
  readonly id: string;
  readonly displayName: string;
  readonly oid: string | null;
  readonly role: 'organizer' | 'presenter' | 'attendee';
  inLobby: boolean;
  readonly joinedAt: Date;
}

/** An online meeting as Graph knows it, with its live roster. */
export interface Meeting {
  readonly id: string;
  readonly organizerOid: string;
  readonly externalId: string;
  readonly joinWebUrl: string;
  readonly chatId: string;
  readonly createdAt: Date;
  /** What PATCH may change, in Graph's own property names. */
  settings: Record<string, unknown>;
  readonly roster: Map<string, RosterEntry>;
  /** When the running call began; `null` while nobody is in it. */
  callStartedAt: Date | null;
}

/** What happens in a call: source of Graph call notifications and of bot meeting events. */
export type CallEvent =
  | { readonly kind: 'call-started' | 'call-ended'; readonly meeting: Meeting; readonly at: Date }
  | {
      readonly kind: 'roster';
      readonly meeting: Meeting;
      readonly at: Date;
      readonly entry: RosterEntry;
      readonly change: 'lobby' | 'joined' | 'left';
      /** Why the participant is gone, in Graph's words; only with `left`. */
      readonly reason?: string;
    };

interface CloudEvents {
  /** A chat or its messages changed. */
  chat: [Chat];
  call: [CallEvent];
  /** The app with the bot was added to a chat or removed from it; `byOid` is who did it, if known. */
  installation: [{ readonly chat: Chat; readonly action: 'add' | 'remove'; readonly byOid: string | null }];
}

/** Everything the pretend Microsoft cloud remembers, in memory; one tenant. */
export interface Cloud {
  readonly tenantId: string;
  readonly people: readonly Person[];
  readonly chats: Map<string, Chat>;
  readonly meetings: Map<string, Meeting>;
  /** By object id, the language a person chose for Teams; English of who chose none. */
  readonly languages: Map<string, string>;
  readonly events: EventEmitter<CloudEvents>;
  /** The cloud's own clock, so that it may disagree with others'. */
  readonly now: () => Date;
}

/** An empty cloud; `now` is the machine's clock unless told. */
export function createCloud(seed: { tenantId: string; people: readonly Person[]; now?: () => Date }): Cloud {
  const { tenantId, people, now = () => new Date() } = seed;
  const events = new EventEmitter<CloudEvents>();
  // Every open page and stream listens.
  events.setMaxListeners(0);
  return { tenantId, people, chats: new Map(), meetings: new Map(), languages: new Map(), events, now };
}

/** What the person's Teams speaks. */
export function languageOf(cloud: Cloud, oid: string | null): string {
  return (oid === null ? undefined : cloud.languages.get(oid)) ?? 'en-US';
}

/** The person of the tenant with this object id; `null` when there is none. */
export function findPerson(cloud: Cloud, oid: string): Person | null {
  return cloud.people.find((person) => person.oid === oid) ?? null;
}
