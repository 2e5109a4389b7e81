import type { CardState } from '@ehr-connector/shared/domain/arrivals/arrival.ts';
import type { CardContent } from '@ehr-connector/shared/domain/arrivals/staff-chat.ts';
import { CARD_WORDS, type CardLocale, type CardWords } from './card-words.ts';

/** A state is told by a sign and words; the colour only repeats it. */
const LOOK: Record<CardState['state'], { readonly sign: string; readonly style: string }> = {
  waiting: { sign: '⏳', style: 'warning' },
  'handed-over': { sign: '➡️', style: 'warning' },
  lobby: { sign: '🚪', style: 'attention' },
  'in-meeting': { sign: '🎥', style: 'good' },
  left: { sign: '⬅️', style: 'emphasis' },
  unknown: { sign: '❓', style: 'emphasis' },
  ended: { sign: '✔️', style: 'default' },
};

/** An arrival as a message of the Bot Framework: the card, and what a notification says of it. */
export function arrivalMessage(content: CardContent, locale: CardLocale) {
  return {
    type: 'message',
    // Shown where the card is not: in the notification and the list of chats.
    summary: CARD_WORDS[locale].headline[content.show.state],
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', content: arrivalCard(content, locale) },
    ],
  };
}

/**
 * Nothing here names the patient, and the button leads to us, never to the meeting.
 *
 * @see {@link https://adaptivecards.io/explorer/AdaptiveCard.html}
 */
export function arrivalCard(content: CardContent, locale: CardLocale) {
  const words = CARD_WORDS[locale];
  const { state } = content.show;
  const headline = words.headline[state];
  const { sign, style } = LOOK[state];
  const column = [
    text(headline, { weight: 'bolder', size: 'medium' }),
    text(visitLine(content, words), CLOSE),
    ...(content.department === null ? [] : [asItIs(content.department)]),
    text(sinceLine(content.show, words), CLOSE),
  ];
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: locale,
    speak: headline,
    fallbackText: `${headline}. ${words.cannotShow}`,
    body: [
      {
        type: 'Container',
        style,
        bleed: true,
        items: [
          {
            type: 'ColumnSet',
            columns: [
              { type: 'Column', width: 'auto', items: [text(sign, { size: 'large' })] },
              { type: 'Column', width: 'stretch', items: column },
            ],
          },
        ],
      },
    ],
    actions: state === 'ended' ? [] : [{ type: 'Action.OpenUrl', title: words.join, url: content.joinUrl }],
  };
}

/** Lines of one paragraph. */
const CLOSE = { spacing: 'small' };

const text = (value: string, look: object = {}) => ({ type: 'TextBlock', text: value, wrap: true, ...look });

/** What hospitals name: no Markdown, unlike the text of a `TextBlock`. */
const asItIs = (name: string) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text: name }],
  ...CLOSE,
});

function visitLine({ scheduledStart, patientNumber }: CardContent, words: CardWords): string {
  const visit = scheduledStart === null ? words.unscheduled : atTime(words.scheduled, scheduledStart);
  return patientNumber === null
    ? visit
    : `${visit} · ${words.patientNumber.replace('{n}', String(patientNumber))}`;
}

function sinceLine({ state, since, waitedMinutes }: CardState, words: CardWords): string {
  const line = atTime(words.since[state], since);
  return state === 'waiting' ? `${line} · ${words.waitedMinutes(waitedMinutes)}` : line;
}

/**
 * Drawn by each reader's client in its own time zone; the function takes whole seconds only.
 *
 * @see {@link https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features#datetime-formatting-and-localization}
 */
const atTime = (words: string, at: Date): string =>
  words.replace('{time}', `{{TIME(${at.toISOString().slice(0, 19)}Z)}}`);
