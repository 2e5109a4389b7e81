import type { PersonalChats } from '@ehr-connector/shared/domain/arrivals/personal-chats.ts';
import { sent } from '@ehr-connector/shared/domain/kernel/delivery.ts';
import type { Notice } from '@ehr-connector/shared/domain/notices/notice.ts';
import type { StaffNotices } from '@ehr-connector/shared/domain/notices/staff-notices.ts';
import type { BotConnector } from './bot-connector.ts';
import { noticeMessage } from './notice-card.ts';
import { NOTICE_WORDS } from './notice-words.ts';
import { tabLink } from './tab-link.ts';

/** Where in the connection's page is what the notice is about, or what comes next. */
const SECTION: Record<Notice['kind'], string> = {
  'approval-requested': 'approval',
  approved: 'records',
  rejected: 'configuration',
  'approval-expired': 'configuration',
  'rehearsal-failed': 'rehearsal',
  'share-offered': '',
  'share-accepted': 'sharing',
  'share-ended': 'history',
};

/** Notices in the chat that the bot has with the person; as with arrival cards, a lost answer may show one twice. */
export function createStaffNotices(deps: {
  readonly chats: PersonalChats;
  readonly connector: BotConnector;
  /** The connector's address for chats with one person. */
  readonly serviceUrl: string;
  /** Teams in the browser, and the app there, for the button. */
  readonly teams: { readonly webUrl: string; readonly appId: string };
}): StaffNotices {
  const { chats, connector, serviceUrl } = deps;
  return {
    async tell({ tenantId, entraObjectId, connectionId, notice, byName, language, signal }) {
      const chat = await chats.open({ tenantId, entraObjectId, signal });
      if ('outcome' in chat) return chat;
      const { conversationId } = chat;
      const place =
        connectionId === null ? 'connections' : `connections/${connectionId}/${SECTION[notice.kind]}`;
      const openUrl = tabLink(deps.teams, place, NOTICE_WORDS[language].open);
      const message = {
        ...noticeMessage({ notice, byName, openUrl }, language),
        channelData: { notification: { alert: true } },
      };
      const result = await connector.post({ serviceUrl, conversationId, signal }, message);
      return 'outcome' in result ? result : sent('posted');
    },
  };
}
