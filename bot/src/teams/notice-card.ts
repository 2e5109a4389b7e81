import type { Notice } from '@ehr-connector/shared/domain/notices/notice.ts';
import { asItIs, type CardLook, cardFrame, cardMessage } from './card-frame.ts';
import type { CardLocale } from './card-words.ts';
import { NOTICE_WORDS } from './notice-words.ts';

const LOOK: Record<Notice['kind'], CardLook> = {
  'approval-requested': { sign: '📝', style: 'accent' },
  approved: { sign: '✔️', style: 'good' },
  rejected: { sign: '✖️', style: 'attention' },
  'approval-expired': { sign: '⌛', style: 'warning' },
  'rehearsal-failed': { sign: '⚠️', style: 'warning' },
};

/** A notice as a message of the Bot Framework. */
export const noticeMessage = (notice: Notice, openUrl: string, locale: CardLocale) =>
  cardMessage(NOTICE_WORDS[locale].headline[notice.kind], noticeCard(notice, openUrl, locale));

function noticeCard(notice: Notice, openUrl: string, locale: CardLocale) {
  const words = NOTICE_WORDS[locale];
  const text = words.text[notice.kind].replace('{connection}', () => notice.connectionName);
  return cardFrame({
    locale,
    look: LOOK[notice.kind],
    headline: words.headline[notice.kind],
    cannotShow: words.cannotShow,
    lines: [
      asItIs({ text }),
      ...(notice.kind === 'rejected'
        ? [asItIs({ text: `${words.reason}: `, weight: 'bolder' }, { text: notice.reason })]
        : []),
    ],
    button: { title: words.open, url: openUrl },
  });
}
