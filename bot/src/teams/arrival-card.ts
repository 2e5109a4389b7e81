import type { CardState } from '@ehr-connector/shared/domain/arrivals/arrival.ts';
import type { CardContent } from '@ehr-connector/shared/domain/arrivals/staff-chat.ts';
import { asItIs, type CardLook, cardFrame, cardMessage, line } from './card-frame.ts';
import { CARD_WORDS, type CardLocale, type CardWords } from './card-words.ts';

const LOOK: Record<CardState['state'], CardLook> = {
  waiting: { sign: '⏳', style: 'warning' },
  'handed-over': { sign: '➡️', style: 'warning' },
  lobby: { sign: '🚪', style: 'attention' },
  'in-meeting': { sign: '🎥', style: 'good' },
  left: { sign: '⬅️', style: 'emphasis' },
  unknown: { sign: '❓', style: 'emphasis' },
  ended: { sign: '✔️', style: 'default' },
};

/** An arrival as a message of the Bot Framework. */
export const arrivalMessage = (content: CardContent, locale: CardLocale) =>
  cardMessage(CARD_WORDS[locale].headline[content.show.state], arrivalCard(content, locale));

/** Nothing here names the patient, and the button leads to us, never to the meeting. */
export function arrivalCard(content: CardContent, locale: CardLocale) {
  const words = CARD_WORDS[locale];
  const { state } = content.show;
  return cardFrame({
    locale,
    look: LOOK[state],
    headline: words.headline[state],
    cannotShow: words.cannotShow,
    lines: [
      line(visitLine(content, words)),
      ...(content.department === null ? [] : [asItIs({ text: content.department })]),
      line(sinceLine(content.show, words)),
    ],
    button: state === 'ended' ? null : { title: words.join, url: content.joinUrl },
  });
}

function visitLine({ scheduledStart, patientNumber }: CardContent, words: CardWords): string {
  const visit = scheduledStart === null ? words.unscheduled : atTime(words.scheduled, scheduledStart);
  return patientNumber === null
    ? visit
    : `${visit} · ${words.patientNumber.replace('{n}', String(patientNumber))}`;
}

function sinceLine({ state, since, waitedMinutes }: CardState, words: CardWords): string {
  const from = atTime(words.since[state], since);
  return state === 'waiting' ? `${from} · ${words.waitedMinutes(waitedMinutes)}` : from;
}

/**
 * Drawn by each reader's client in its own time zone; the function takes whole seconds only.
 *
 * @see {@link https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features#datetime-formatting-and-localization}
 */
const atTime = (words: string, at: Date): string =>
  words.replace('{time}', `{{TIME(${at.toISOString().slice(0, 19)}Z)}}`);
