/// <reference lib="dom" />

import type { CardActionAnswer } from '../../cloud/connector/card-answer.ts';
import type { MessageView } from '../chat-views.ts';
import { drawCard, type ExecuteRequest, refreshRequest } from './card.ts';
import { element } from './element.ts';
import { initials } from './initials.ts';

/** A message on the page. */
export interface MessageRow {
  readonly element: HTMLElement;
  /** Redraws only when the message changed since, so that a half-typed input survives. */
  show(message: MessageView): void;
}

/** `invoke` carries a card's action to the bot. What comes back is shown to this person only, until the message changes. */
export function createMessageRow(deps: {
  botUserId: string;
  invoke: (messageId: string, request: ExecuteRequest) => Promise<CardActionAnswer>;
}): MessageRow {
  const sender = element('span', { class: 'sender' });
  const time = element('time');
  const edited = element('span', { class: 'quiet', hidden: true }, 'Updated');
  const text = element('p', { class: 'message-text' });
  const cardHolder = element('div', { class: 'card', role: 'group', 'aria-label': 'Card' });
  const notice = element('p', { class: 'card-notice', role: 'status', hidden: true });
  const avatar = element('span', { class: 'avatar avatar-bot', 'aria-hidden': 'true' });
  const row = element(
    'li',
    { class: 'message' },
    avatar,
    element(
      'div',
      { class: 'message-body' },
      element('p', { class: 'message-head' }, sender, time, edited),
      text,
      cardHolder,
      notice,
    ),
  );
  let shown = '';
  let messageId = '';

  async function execute(request: ExecuteRequest) {
    const version = shown;
    cardHolder.setAttribute('aria-busy', 'true');
    const answer = await deps.invoke(messageId, request);
    cardHolder.removeAttribute('aria-busy');
    // The bot may have updated the message meanwhile, which is newer than its answer.
    if (version !== shown) return;
    if (answer.kind === 'card') return draw(answer.card);
    // A refresh that fails leaves the card as it was sent.
    if (request.trigger === 'manual') say(answer.kind === 'message' ? answer.text : answer.reason);
  }

  function draw(card: unknown) {
    const hadFocus = cardHolder.contains(document.activeElement);
    const drawn = drawCard(card, (request) => void execute(request));
    cardHolder.replaceChildren(drawn ?? element('p', { class: 'quiet' }, 'This card could not be shown.'));
    if (hadFocus) drawn?.querySelector('button')?.focus();
  }

  function say(words: string) {
    notice.textContent = words;
    notice.hidden = words === '';
  }

  return {
    element: row,
    show(message) {
      const version = `${message.updatedAt} ${JSON.stringify(message.card)}`;
      if (version === shown) return;
      shown = version;
      messageId = message.id;
      row.classList.toggle('own', !message.fromBot);
      avatar.textContent = initials(message.sender);
      sender.textContent = message.sender;
      time.dateTime = message.createdAt;
      time.textContent = clockTime(message.createdAt);
      edited.hidden = message.updatedAt === message.createdAt;
      text.textContent = message.text;
      text.hidden = message.text === '';
      cardHolder.hidden = message.card === null || message.card === undefined;
      say('');
      if (cardHolder.hidden) return;
      draw(message.card);
      const refresh = refreshRequest(message.card, deps.botUserId);
      if (refresh !== null) void execute(refresh);
    },
  };
}

/** The time alone today, with the date before today. */
export function clockTime(iso: string): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(
    undefined,
    isToday ? { timeStyle: 'short' } : { dateStyle: 'short', timeStyle: 'short' },
  ).format(at);
}
