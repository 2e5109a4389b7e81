import type { CardLocale } from './card-words.ts';

/** What is told by a sign and words; the colour only repeats it. */
export interface CardLook {
  readonly sign: string;
  readonly style: string;
}

/**
 * A card as a message of the Bot Framework.
 *
 * @param summary shown where the card is not: in the notification and the list of chats.
 */
export function cardMessage<Card extends object>(summary: string, card: Card) {
  return {
    type: 'message',
    summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

/**
 * What all our cards look like: a band of colour with a sign, and beside it a headline and what belongs to it.
 *
 * @see {@link https://adaptivecards.io/explorer/AdaptiveCard.html}
 */
export function cardFrame(card: {
  readonly locale: CardLocale;
  readonly look: CardLook;
  readonly headline: string;
  /** Said by clients that cannot show the card. */
  readonly cannotShow: string;
  /** What stands under the headline. */
  readonly lines: readonly object[];
  readonly button: { readonly title: string; readonly url: string } | null;
}) {
  const { headline, look } = card;
  const column = [text(headline, { weight: 'bolder', size: 'medium' }), ...card.lines];
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: card.locale,
    speak: headline,
    fallbackText: `${headline}. ${card.cannotShow}`,
    body: [
      {
        type: 'Container',
        style: look.style,
        bleed: true,
        items: [
          {
            type: 'ColumnSet',
            columns: [
              { type: 'Column', width: 'auto', items: [text(look.sign, { size: 'large' })] },
              { type: 'Column', width: 'stretch', items: column },
            ],
          },
        ],
      },
    ],
    actions: card.button === null ? [] : [{ type: 'Action.OpenUrl', ...card.button }],
  };
}

/** A line of the paragraph under the headline, in words of ours: a `TextBlock` knows Markdown. */
export const line = (words: string) => text(words, CLOSE);

/** A line in words of other people, names or reasons: no Markdown, so nothing can pass for a link of ours. */
export const asItIs = (...runs: readonly { readonly text: string; readonly weight?: 'bolder' }[]) => ({
  type: 'RichTextBlock',
  inlines: runs.map((run) => ({ type: 'TextRun', ...run })),
  ...CLOSE,
});

const CLOSE = { spacing: 'small' };

const text = (value: string, look: object) => ({ type: 'TextBlock', text: value, wrap: true, ...look });
