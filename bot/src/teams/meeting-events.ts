import type { RosterSighting } from '@ehr-connector/shared/domain/visits/intake.ts';
import { z } from 'zod';

/** What the bot is told in a meeting's chat, as far as it concerns us. */
export interface MeetingEvent {
  readonly tenantId: string;
  readonly threadId: string;
  readonly sightings: readonly RosterSighting[];
}

const Activity = z.object({
  type: z.literal('event'),
  name: z.string(),
  timestamp: z.coerce.date(),
  conversation: z.object({ id: z.string().min(1), tenantId: z.string().nullish() }),
  channelData: z.object({ tenant: z.object({ id: z.string() }).nullish() }).nullish(),
  value: z.unknown(),
});

/** Written in capitals by Teams; the moment is also the activity's own. */
const Started = z.object({ StartTime: z.coerce.date() });
const Ended = z.object({ EndTime: z.coerce.date() });

const Member = z.object({
  user: z.object({
    aadObjectId: z.uuid(),
    tenantId: z.string().nullish(),
    userRole: z.string().nullish(),
  }),
});
const Members = z.object({ members: z.array(z.unknown()) });

/**
 * What a meeting event says, without names: they are dropped here. `null` when it is none, or not understood.
 *
 * Guests without an account are left out: the id by which bots know them is known to nobody else. Keys are made of what
 * was seen and when, so that an activity that comes twice is one sighting.
 *
 * @see {@link https://learn.microsoft.com/microsoftteams/platform/apps-in-teams-meetings/meeting-apps-apis}
 */
export function meetingEventOf(activity: unknown): MeetingEvent | null {
  const event = Activity.safeParse(activity).data;
  const tenantId = event?.channelData?.tenant?.id ?? event?.conversation.tenantId;
  if (!event || typeof tenantId !== 'string') return null;
  const [threadId = ''] = event.conversation.id.split(';');
  const sightings = sightingsOf(event, tenantId);
  return sightings.length === 0 ? null : { tenantId, threadId, sightings };
}

function sightingsOf({ name, timestamp, value }: z.infer<typeof Activity>, tenantId: string) {
  switch (name) {
    case 'application/vnd.microsoft.meetingStart':
      return [ofCall('call-started', Started.safeParse(value).data?.StartTime ?? timestamp)];
    case 'application/vnd.microsoft.meetingEnd':
      return [ofCall('call-ended', Ended.safeParse(value).data?.EndTime ?? timestamp)];
    case 'application/vnd.microsoft.meetingParticipantJoin':
      return ofMembers('joined', value, timestamp, tenantId);
    case 'application/vnd.microsoft.meetingParticipantLeave':
      return ofMembers('left', value, timestamp, tenantId);
    default:
      return [];
  }
}

function ofCall(kind: 'call-started' | 'call-ended', at: Date): RosterSighting {
  const key = `bot/${kind}/${at.toISOString()}`;
  return { key, source: 'bot', kind, identity: null, endpoint: 'bot:call', at };
}

function ofMembers(
  kind: 'joined' | 'left',
  value: unknown,
  at: Date,
  tenantId: string,
): readonly RosterSighting[] {
  return (Members.safeParse(value).data?.members ?? []).flatMap((given): RosterSighting[] => {
    const user = Member.safeParse(given).data?.user;
    if (user === undefined || user.userRole === 'anonymous') return [];
    // An account of another tenant is a guest here, whom Graph's roster tells apart by its entries.
    if (typeof user.tenantId === 'string' && user.tenantId !== tenantId) return [];
    const entraObjectId = user.aadObjectId.toLowerCase();
    const key = `bot/${kind}/${entraObjectId}/${at.toISOString()}`;
    const identity = { kind: 'account', entraObjectId } as const;
    return [{ key, source: 'bot', kind, identity, endpoint: `bot:${entraObjectId}`, at }];
  });
}
