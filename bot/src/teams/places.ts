import type { OrganizationFinder } from '@ehr-connector/shared/domain/organizations/organization.ts';
import type { Place } from '@ehr-connector/shared/domain/organizations/place.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import { z } from 'zod';

const Account = z.object({ id: z.string() });
const Activity = z.object({
  type: z.enum(['installationUpdate', 'conversationUpdate']),
  action: z.string().optional(),
  serviceUrl: z.string(),
  recipient: Account,
  conversation: z.object({
    id: z.string().min(1),
    conversationType: z.string().nullish(),
    tenantId: z.string().nullish(),
  }),
  membersAdded: z.array(Account).optional(),
  membersRemoved: z.array(Account).optional(),
  channelData: z
    .object({
      eventType: z.string().nullish(),
      tenant: z.object({ id: z.string() }).nullish(),
      team: z
        .object({ id: z.string().min(1), name: z.string().nullish(), aadGroupId: z.uuid().nullish() })
        .nullish(),
    })
    .nullish(),
});
type Activity = z.infer<typeof Activity>;

/** What an activity says of where the app is. */
interface PlaceChange {
  readonly tenantId: string;
  readonly kind: 'added' | 'removed';
  readonly place: Place;
}

/** Meetings of visits have a chat each; nobody is told of anything there. */
const MEETING_CHAT = /^19:meeting_/;

/**
 * @returns `null` for chats with one person, chats of meetings, and what does not say that the app came or went.
 * @see {@link https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events}
 */
function placeChangeOf(given: unknown): PlaceChange | null {
  const activity = Activity.safeParse(given).data;
  const tenantId = activity?.channelData?.tenant?.id ?? activity?.conversation.tenantId;
  const kind = activity && whatHappened(activity);
  if (!activity || !kind || typeof tenantId !== 'string') return null;
  const { conversation, serviceUrl, channelData } = activity;
  const team = channelData?.team ?? null;
  if (team === null && (conversation.conversationType !== 'groupChat' || MEETING_CHAT.test(conversation.id)))
    return null;
  // A team is spoken to in its first channel, whose conversation has the team's own id.
  const place: Place = {
    conversationId: team?.id ?? conversation.id,
    kind: team === null ? 'chat' : 'team',
    serviceUrl,
    entraGroupId: team?.aadGroupId?.toLowerCase() ?? null,
    name: team?.name ?? null,
  };
  return { tenantId, kind, place };
}

function whatHappened({
  type,
  action,
  recipient,
  membersAdded = [],
  membersRemoved = [],
  channelData,
}: Activity): PlaceChange['kind'] | null {
  if (type === 'installationUpdate') {
    if (action === 'add' || action === 'add-upgrade') return 'added';
    return action === 'remove' ? 'removed' : null;
  }
  const isUs = ({ id }: z.infer<typeof Account>) => id === recipient.id;
  if (membersRemoved.some(isUs) || channelData?.eventType === 'teamDeleted') return 'removed';
  return membersAdded.some(isUs) || channelData?.eventType === 'teamRenamed' ? 'added' : null;
}

/** Remembers where the app was added to, and forgets it when it is removed. Safe to hear twice. */
export function createPlaceKeeping(deps: {
  readonly finder: Pick<OrganizationFinder, 'ofTenant'>;
  readonly inTransaction: InTransaction;
}): (activity: unknown) => Promise<void> {
  return async (activity) => {
    const change = placeChangeOf(activity);
    const organizationId = change && (await deps.finder.ofTenant(change.tenantId));
    if (change === null || organizationId === null) return;
    const { kind, place } = change;
    await deps.inTransaction(organizationId, async ({ places }) => {
      if (kind === 'removed') return await places.remove(place.conversationId);
      // Not every event names the group or the team; what an earlier one said still holds.
      const known = (await places.all()).find(
        ({ conversationId }) => conversationId === place.conversationId,
      );
      const { entraGroupId, name } = place;
      await places.add({
        ...place,
        entraGroupId: entraGroupId ?? known?.entraGroupId ?? null,
        name: name ?? known?.name ?? null,
      });
    });
  };
}
