/// <reference lib="dom" />
import type { ChatView } from '../chat-views.ts';
import { element, iconElement } from './element.ts';
import { initials } from './initials.ts';
import { clockTime } from './message-view.ts';

/** The list of chats, newest first. */
export interface ChatList {
  readonly element: HTMLElement;
  show(chats: readonly ChatView[], openId: string | null): void;
}

export function createChatList(onOpen: (chatId: string) => void): ChatList {
  const list = element('ul');
  const empty = element(
    'p',
    { class: 'quiet empty-list' },
    'No chats yet. A chat appears here when the app writes to you.',
  );
  const pane = element(
    'nav',
    { class: 'chat-list', 'aria-label': 'Chats' },
    element('h1', {}, 'Chat'),
    list,
    empty,
  );

  function draw(chat: ChatView, isOpen: boolean): HTMLElement {
    const last = chat.messages.at(-1);
    const open = (event: Event) => {
      event.preventDefault();
      onOpen(chat.id);
    };
    return element(
      'li',
      {},
      element(
        'a',
        {
          class: chat.unread > 0 ? 'chat-link unread' : 'chat-link',
          href: `/teams?chat=${encodeURIComponent(chat.id)}`,
          'aria-current': isOpen ? 'true' : undefined,
          click: open,
        },
        chatAvatar(chat),
        element('span', { class: 'chat-title' }, chat.title),
        element('span', { class: 'chat-time' }, last === undefined ? '' : clockTime(last.createdAt)),
        element('span', { class: 'chat-preview' }, last === undefined ? 'No messages yet' : preview(last)),
        chat.unread > 0
          ? element(
              'span',
              { class: 'badge' },
              String(chat.unread),
              element(
                'span',
                { class: 'visually-hidden' },
                chat.unread === 1 ? ' unread message' : ' unread messages',
              ),
            )
          : null,
      ),
    );
  }

  return {
    element: pane,
    show(chats, openId) {
      const focused = [...list.querySelectorAll('a')].indexOf(document.activeElement as HTMLAnchorElement);
      list.replaceChildren(...chats.map((chat) => draw(chat, chat.id === openId)));
      if (focused >= 0) list.querySelectorAll('a')[focused]?.focus();
      empty.hidden = chats.length > 0;
    },
  };
}

function chatAvatar(chat: ChatView): HTMLElement {
  const isPersonal = chat.kind === 'personal';
  return element(
    'span',
    { class: isPersonal ? 'avatar avatar-bot' : 'avatar avatar-group', 'aria-hidden': 'true' },
    isPersonal ? initials(chat.title) : iconElement(chat.kind === 'meeting' ? 'camera' : 'people'),
  );
}

function preview({ text, sender, fromBot }: ChatView['messages'][number]): string {
  return text === '' ? `${sender} sent a card` : fromBot ? text : `${sender}: ${text}`;
}
