/// <reference lib="dom" />

import type { CardActionAnswer } from '../../cloud/connector/card-answer.ts';
import type { ChatView } from '../chat-views.ts';
import type { ExecuteRequest } from './card.ts';
import { composeBox } from './compose-box.ts';
import { element, iconElement } from './element.ts';
import { createMessageRow, type MessageRow } from './message-view.ts';

/** The messages of the open chat. */
export interface ChatThread {
  readonly element: HTMLElement;
  show(chat: ChatView | null): void;
  focus(): void;
}

export function createChatThread(deps: {
  botUserId: string;
  /** What may be added to teams and group chats; `null` while no app is uploaded. */
  appName: string | null;
  invoke: (chatId: string, messageId: string, request: ExecuteRequest) => Promise<CardActionAnswer>;
  onApp: (chatId: string, added: boolean) => void;
  onSend: (chatId: string, text: string) => void;
  onBack: () => void;
}): ChatThread {
  let chatId: string | null = null;
  const title = element('h2', { tabindex: '-1' });
  const back = element(
    'button',
    { type: 'button', class: 'icon-button back', 'aria-label': 'Back to chats', click: deps.onBack },
    iconElement('back'),
  );
  const meeting = element('a', { class: 'button', target: '_blank' }, iconElement('camera'), 'Open meeting');
  let isAdded = false;
  const app = element('button', {
    type: 'button',
    class: 'button',
    click: () => {
      if (chatId !== null) deps.onApp(chatId, !isAdded);
    },
  });
  const head = element('header', { class: 'thread-head' }, back, title, app, meeting);
  // Scrollable, hence focusable, so that it scrolls by keyboard too.
  const log = element('ol', { class: 'messages' });
  const scroller = element(
    'div',
    { class: 'thread-scroll', role: 'log', tabindex: '0', 'aria-label': 'Messages' },
    log,
  );
  const none = element(
    'div',
    { class: 'no-thread' },
    iconElement('chat'),
    element('p', {}, 'Choose a chat to read it.'),
  );
  const compose = composeBox((text) => {
    if (chatId !== null) deps.onSend(chatId, text);
  });
  const pane = element(
    'section',
    { class: 'thread', 'aria-label': 'Conversation' },
    head,
    scroller,
    compose,
    none,
  );
  let rows = new Map<string, MessageRow>();

  function showMessages(chat: ChatView) {
    const isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
    const isGrowing = chat.messages.length > rows.size;
    const kept = new Map<string, MessageRow>();
    for (const message of chat.messages) {
      const row =
        rows.get(message.id) ??
        createMessageRow({
          botUserId: deps.botUserId,
          invoke: (messageId, request) => deps.invoke(chat.id, messageId, request),
        });
      kept.set(message.id, row);
      if (!row.element.isConnected) log.append(row.element);
      row.show(message);
    }
    for (const [id, row] of rows) if (!kept.has(id)) row.element.remove();
    rows = kept;
    if (isAtEnd || isGrowing) scroller.scrollTop = scroller.scrollHeight;
  }

  return {
    element: pane,
    show(chat) {
      head.hidden = chat === null;
      scroller.hidden = chat === null;
      compose.hidden = chat === null;
      none.hidden = chat !== null;
      if (chat === null || chat.id !== chatId) {
        log.replaceChildren();
        rows = new Map();
        chatId = chat?.id ?? null;
      }
      if (chat === null) return;
      title.textContent = chat.title;
      app.hidden = chat.app === null || deps.appName === null;
      isAdded = chat.app === 'added';
      app.textContent = isAdded ? `Remove ${deps.appName}` : `Add ${deps.appName}`;
      meeting.hidden = chat.joinUrl === null;
      meeting.href = chat.joinUrl ?? '';
      showMessages(chat);
    },
    focus: () => title.focus(),
  };
}
