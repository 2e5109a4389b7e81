/// <reference lib="dom" />

import type { CardActionAnswer } from '../../cloud/connector/card-answer.ts';
import type { ChatView } from '../chat-views.ts';
import type { ExecuteRequest } from './card.ts';
import { createChatList } from './chat-list.ts';
import { createChatThread } from './chat-thread.ts';
import { element, pageData } from './element.ts';
import { bindThemeChoice } from './theme.ts';

const { botUserId, appName } = pageData<{ botUserId: string; appName: string | null }>();
const root = document.querySelector<HTMLElement>('#chats') ?? document.body;
const badge = document.querySelector<HTMLElement>('#chat-badge');
const announcer = element('p', { class: 'visually-hidden', role: 'status' });

let chats = new Map<string, ChatView>();
let openId = new URLSearchParams(location.search).get('chat');

const list = createChatList((chatId) => {
  history.pushState(null, '', `/teams?chat=${encodeURIComponent(chatId)}`);
  open(chatId);
  thread.focus();
});
const thread = createChatThread({
  botUserId,
  appName,
  invoke,
  onApp: (chatId, added) => void post(`/teams/chats/${encodeURIComponent(chatId)}/app`, { added }),
  onSend: (chatId, text) => void post(`/teams/chats/${encodeURIComponent(chatId)}/messages`, { text }),
  onBack: () => {
    history.pushState(null, '', '/teams');
    open(null);
  },
});

function open(chatId: string | null) {
  openId = chatId;
  show();
}

function show() {
  const openChat = openId === null ? undefined : chats.get(openId);
  if (openChat !== undefined && openChat.unread > 0 && document.visibilityState === 'visible')
    markRead(openChat);
  const newestFirst = [...chats.values()].sort((one, other) => lastAt(other).localeCompare(lastAt(one)));
  root.classList.toggle('thread-open', openChat !== undefined);
  list.show(newestFirst, openId);
  thread.show((openId === null ? undefined : chats.get(openId)) ?? null);
  showBadge(newestFirst.reduce((sum, { unread }) => sum + unread, 0));
}

function showBadge(unread: number) {
  document.title = unread > 0 ? `(${unread}) Chat | Teams` : 'Chat | Teams';
  if (badge === null) return;
  badge.hidden = unread === 0;
  badge.replaceChildren(String(unread), element('span', { class: 'visually-hidden' }, ' unread'));
}

function markRead(chat: ChatView) {
  chats.set(chat.id, { ...chat, unread: 0 });
  void post(`/teams/chats/${encodeURIComponent(chat.id)}/read`, {});
}

async function invoke(chatId: string, messageId: string, request: ExecuteRequest): Promise<CardActionAnswer> {
  const path = `/teams/chats/${encodeURIComponent(chatId)}/messages/${encodeURIComponent(messageId)}/action`;
  const response = await post(path, request);
  if (response?.ok !== true) return { kind: 'failed', reason: 'Something went wrong. Please try again.' };
  return response.json();
}

/** Null when the server could not be reached. */
function post(path: string, body: unknown): Promise<Response | null> {
  const headers = { 'content-type': 'application/json' };
  return fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null);
}

function lastAt(chat: ChatView): string {
  return chat.messages.at(-1)?.createdAt ?? '';
}

const events = new EventSource('/teams/events');
events.addEventListener('chats', ({ data }) => {
  const all: ChatView[] = JSON.parse(data);
  chats = new Map(all.map((chat) => [chat.id, chat]));
  show();
});
events.addEventListener('chat', ({ data }) => {
  const chat: ChatView = JSON.parse(data);
  if (chat.unread > (chats.get(chat.id)?.unread ?? 0)) announcer.textContent = `New message in ${chat.title}`;
  chats.set(chat.id, chat);
  show();
});

window.addEventListener('popstate', () => open(new URLSearchParams(location.search).get('chat')));
document.addEventListener('visibilitychange', show);
root.append(list.element, thread.element);
document.body.append(announcer);
bindThemeChoice();
show();
