import type { Chat, ChatMessage, Cloud, Person } from '../cloud/model.ts';
import { findMeetingOfChat } from '../cloud/online-meeting.ts';

/** A message as the page draws it; times are ISO 8601. */
export interface MessageView {
  readonly id: string;
  readonly fromBot: boolean;
  readonly sender: string;
  readonly text: string;
  readonly card: unknown;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A chat as one of its members sees it. */
export interface ChatView {
  readonly id: string;
  readonly kind: Chat['kind'];
  readonly title: string;
  /** Messages that came since the member last looked; an update of a message is no new one, as in Teams. */
  readonly unread: number;
  /** Whether the app is in a team or group chat, whose members add and remove it; `null` elsewhere. */
  readonly app: 'added' | 'not-added' | null;
  /** The meeting this chat belongs to. */
  readonly joinUrl: string | null;
  readonly messages: readonly MessageView[];
}

/** What each person has read, and so what is new to them. */
export interface ReadMarks {
  markRead(person: Person, chat: Chat): void;
  unread(person: Person, chat: Chat): number;
}

export function createReadMarks(): ReadMarks {
  const read = new Map<string, Set<string>>();
  const readBy = ({ oid }: Person) => {
    const known = read.get(oid) ?? new Set<string>();
    read.set(oid, known);
    return known;
  };
  const key = (chat: Chat, message: ChatMessage) => `${chat.id}/${message.id}`;
  return {
    markRead(person, chat) {
      for (const message of chat.messages) readBy(person).add(key(chat, message));
    },
    unread: (person, chat) =>
      chat.messages.filter((message) => message.fromBot && !readBy(person).has(key(chat, message))).length,
  };
}

/** Chats with the bot and of meetings are handled elsewhere. */
export function mayHoldApp(chat: Chat): boolean {
  return chat.kind === 'group' || chat.kind === 'channel';
}

export function chatView(view: {
  chat: Chat;
  person: Person;
  cloud: Cloud;
  botName: string;
  marks: ReadMarks;
}): ChatView {
  const { chat, person, cloud, botName, marks } = view;
  // The cloud remembers that a member wrote, not which one: only a personal chat leaves no doubt.
  const member = chat.kind === 'personal' ? person.displayName : 'A member';
  return {
    id: chat.id,
    kind: chat.kind,
    title: chat.title,
    unread: marks.unread(person, chat),
    app: mayHoldApp(chat) ? (chat.botInstalled ? 'added' : 'not-added') : null,
    joinUrl: findMeetingOfChat(cloud, chat.id)?.joinWebUrl ?? null,
    messages: chat.messages.map((message) => ({
      id: message.id,
      fromBot: message.fromBot,
      sender: message.fromBot ? botName : member,
      text: message.text,
      card: message.card,
      createdAt: message.createdAt.toISOString(),
      updatedAt: message.updatedAt.toISOString(),
    })),
  };
}
