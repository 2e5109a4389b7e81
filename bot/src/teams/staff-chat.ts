import type { PersonalChats } from '@ehr-connector/shared/domain/arrivals/personal-chats.ts';
import type { StaffChat } from '@ehr-connector/shared/domain/arrivals/staff-chat.ts';
import { sent } from '@ehr-connector/shared/domain/kernel/delivery.ts';
import { arrivalMessage } from './arrival-card.ts';
import type { BotConnector } from './bot-connector.ts';

/** Makes Teams notify of the message; a card that is brought up to date is left in peace. */
const NOTIFY = { channelData: { notification: { alert: true } } };

/**
 * Arrival cards in Teams chat.
 *
 * A card is posted at least once. When the answer to a post is lost, nobody can say whether the card stands in the
 * chat: the connector takes no idempotency key and bots may not read what they posted. Posting again may show the card
 * twice, and the first then stays as it is; not posting again may leave a patient waiting unseen, which is worse.
 * Everything else that could repeat a card (two replicas, two launches, a worker that died before it posted) is held
 * back by the outbox, so a lost answer is the only way to a second card. Updates say the whole state and may be
 * repeated.
 */
export function createStaffChat(deps: {
  readonly chats: PersonalChats;
  readonly connector: BotConnector;
  /** The connector's address for chats with one person. */
  readonly serviceUrl: string;
}): StaffChat {
  const { chats, connector } = deps;

  return {
    async post({ tenantId, recipient, content, language, signal }) {
      const chat =
        recipient.kind === 'fallback-conversation'
          ? recipient
          : await chats.open({ tenantId, entraObjectId: recipient.entraObjectId, signal });
      if ('outcome' in chat) return chat;
      const { conversationId } = chat;
      const { serviceUrl } = recipient.kind === 'fallback-conversation' ? recipient : deps;
      const message = { ...arrivalMessage(content, language), ...NOTIFY };
      const result = await connector.post({ serviceUrl, conversationId, signal }, message);
      if ('outcome' in result) return result;
      const { activityId } = result;
      return activityId === null
        ? sent('posted, but cannot be updated')
        : { posted: { conversationId, serviceUrl, activityId } };
    },

    async update({ posted, content, language, signal }) {
      const { activityId, ...place } = posted;
      const failure = await connector.put(
        { ...place, signal },
        activityId,
        arrivalMessage(content, language),
      );
      return failure ?? sent('updated');
    },
  };
}
