import type { Notice } from '@ehr-connector/shared/domain/notices/notice.ts';
import type { CardLocale } from './card-words.ts';
import { NOTICE_WORDS } from './notice-words.ts';

/** A kind is told by a sign and words; the colour only repeats it. */
const LOOK: Record<Notice['kind'], { readonly sign: string; readonly style: string }> = {
  'approval-requested': { sign: '📝', style: 'accent' },
  approved: { sign: '✔️', style: 'good' },
  rejected: { sign: '✖️', style: 'attention' },
  'approval-expired': { sign: '⌛', style: 'warning' },
  'rehearsal-failed': { sign: '⚠️', style: 'warning' },
};

/** A notice as a message of the Bot Framework: the card, and what a notification says of it. */
export function noticeMessage(notice: Notice, openUrl: string, locale: CardLocale) {
  return {
    type: 'message',
    summary: NOTICE_WORDS[locale].headline[notice.kind],
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: noticeCard(notice, openUrl, locale),
      },
    ],
  };
}

/** @see {@link https://adaptivecards.io/explorer/AdaptiveCard.html} */
function noticeCard(notice: Notice, openUrl: string, locale: CardLocale) {
  const words = NOTICE_WORDS[locale];
  const headline = words.headline[notice.kind];
  const { sign, style } = LOOK[notice.kind];
  const text = words.text[notice.kind].replace('{connection}', () => notice.connectionName);
  const items = [
    { type: 'TextBlock', text: headline, wrap: true, weight: 'bolder', size: 'medium' },
    asItIs(text),
    ...(notice.kind === 'rejected' ? [asItIs(`${words.reason}: `, 'bolder', notice.reason)] : []),
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
              {
                type: 'Column',
                width: 'auto',
                items: [{ type: 'TextBlock', text: sign, wrap: true, size: 'large' }],
              },
              { type: 'Column', width: 'stretch', items },
            ],
          },
        ],
      },
    ],
    actions: [{ type: 'Action.OpenUrl', title: words.open, url: openUrl }],
  };
}

/** What people wrote, name or reason: a `RichTextBlock` knows no Markdown, so nothing can pass for a link of ours. */
const asItIs = (words: string, weight: 'default' | 'bolder' = 'default', rest = '') => ({
  type: 'RichTextBlock',
  spacing: 'small',
  inlines: [
    { type: 'TextRun', text: words, weight },
    ...(rest === '' ? [] : [{ type: 'TextRun', text: rest }]),
  ],
});
