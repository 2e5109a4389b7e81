import type { Notice } from '@ehr-connector/shared/domain/notices/notice.ts';
import { asItIs, type CardLook, cardFrame, cardMessage, line } from './card-frame.ts';
import type { CardLocale } from './card-words.ts';
import { NOTICE_WORDS } from './notice-words.ts';

const LOOK: Record<Notice['kind'], CardLook> = {
  'approval-requested': { sign: '📝', style: 'accent' },
  approved: { sign: '✔️', style: 'good' },
  rejected: { sign: '✖️', style: 'attention' },
  'approval-expired': { sign: '⌛', style: 'warning' },
  'rehearsal-failed': { sign: '⚠️', style: 'warning' },
  'share-offered': { sign: '✉️', style: 'accent' },
  'share-accepted': { sign: '✔️', style: 'good' },
  'share-ended': { sign: '⛔', style: 'warning' },
};

interface ShownNotice {
  readonly notice: Notice;
  /** Who did what is told; `null` where no name is known. */
  readonly byName: string | null;
  readonly openUrl: string;
}

/** A notice as a message of the Bot Framework. */
export const noticeMessage = (shown: ShownNotice, locale: CardLocale) =>
  cardMessage(NOTICE_WORDS[locale].headline[shown.notice.kind], noticeCard(shown, locale));

function noticeCard({ notice, byName, openUrl }: ShownNotice, locale: CardLocale) {
  const words = NOTICE_WORDS[locale];
  const text = filled(words.text[notice.kind], notice);
  const fact = (term: string, value: string) =>
    asItIs({ text: `${term}${words.colon}`, weight: 'bolder' }, { text: value });
  return cardFrame({
    locale,
    look: LOOK[notice.kind],
    headline: words.headline[notice.kind],
    cannotShow: words.cannotShow,
    lines: [
      asItIs({ text }),
      ...('by' in notice && byName !== null ? [fact(words.by[notice.kind], byName)] : []),
      ...(notice.kind === 'rejected' ? [fact(words.reason, notice.reason)] : []),
      ...(notice.kind === 'approval-requested' && notice.until !== null
        ? [line(words.until.replace('{moment}', momentOf(notice.until)))]
        : []),
    ],
    button: { title: words.open, url: openUrl },
  });
}

/** The notice's own words in place of `{…}`; what these hold is no place to fill in. */
function filled(text: string, notice: Notice): string {
  const values: Readonly<Record<string, string>> = {
    connection: notice.connectionName,
    ...(notice.kind === 'share-offered' && { organization: notice.organizationName }),
    ...(notice.kind === 'share-accepted' && { tenant: notice.tenantId }),
  };
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/**
 * Drawn by each reader's client in its own time zone; the functions take whole seconds only.
 *
 * @see {@link https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features#datetime-formatting-and-localization}
 */
function momentOf(at: Date): string {
  const second = `${at.toISOString().slice(0, 19)}Z`;
  return `{{DATE(${second},SHORT)}} {{TIME(${second})}}`;
}
