import { randomInt, randomUUID } from 'node:crypto';
import type { Chat, ChatMessage, Cloud, Team } from './model.ts';

/** The id of the one-to-one chat between a person and the bot, in Teams' own form. */
export function personalChatId(oid: string, botAppId: string): string {
  return `19:${oid}_${botAppId}@unq.gbl.spaces`;
}

/** The one-to-one chat with the bot, made if it was not there. */
export function openPersonalChat(
  cloud: Cloud,
  request: { oid: string; botAppId: string; title: string },
): Chat {
  const id = personalChatId(request.oid, request.botAppId);
  return (
    cloud.chats.get(id) ??
    addChat(cloud, { id, kind: 'personal', title: request.title, memberOids: [request.oid] })
  );
}

/** Puts a chat without messages and without bot into the cloud. */
export function addChat(
  cloud: Cloud,
  request: {
    id?: string;
    kind: Chat['kind'];
    title: string;
    memberOids: readonly string[];
    team?: Team;
  },
): Chat {
  const chat: Chat = {
    id: request.id ?? `19:${randomUUID().replaceAll('-', '')}@thread.v2`,
    kind: request.kind,
    team: request.team ?? null,
    title: request.title,
    memberOids: new Set(request.memberOids),
    botInstalled: false,
    botBlocked: false,
    messages: [],
  };
  cloud.chats.set(chat.id, chat);
  cloud.events.emit('chat', chat);
  return chat;
}

/** Adds the app with the bot to a chat, or removes it. The bot hears of a change only. */
export function setBotInstalled(
  cloud: Cloud,
  chat: Chat,
  change: { installed: boolean; byOid: string | null },
): void {
  if (chat.botInstalled === change.installed) return;
  chat.botInstalled = change.installed;
  cloud.events.emit('chat', chat);
  const action = change.installed ? 'add' : 'remove';
  cloud.events.emit('installation', { chat, action, byOid: change.byOid });
}

/** Appends a message to the chat. */
export function addMessage(
  cloud: Cloud,
  chat: Chat,
  content: { fromBot: boolean; text: string; card: unknown },
): ChatMessage {
  const at = cloud.now();
  const message: ChatMessage = { id: newMessageId(chat, at), ...content, createdAt: at, updatedAt: at };
  chat.messages.push(message);
  cloud.events.emit('chat', chat);
  return message;
}

/** Replaces what a message says, in its place. */
export function updateMessage(
  cloud: Cloud,
  chat: Chat,
  message: ChatMessage,
  content: { text: string; card: unknown },
): void {
  Object.assign(message, content, { updatedAt: cloud.now() });
  cloud.events.emit('chat', chat);
}

export function deleteMessage(cloud: Cloud, chat: Chat, messageId: string): void {
  const index = chat.messages.findIndex((message) => message.id === messageId);
  if (index >= 0) chat.messages.splice(index, 1);
  cloud.events.emit('chat', chat);
}

/** Teams' message ids are the milliseconds of their time; two in one millisecond must differ all the same. */
function newMessageId(chat: Chat, at: Date): string {
  let id = at.getTime();
  while (chat.messages.some((message) => message.id === String(id))) id += randomInt(1, 10);
  return String(id);
}
