import { randomUUID } from 'node:crypto';
import { type CallEvent, type Chat, findPerson, languageOf, type Meeting, type Team } from '../model.ts';
import { botMeetingId, findMeetingOfChat } from '../online-meeting.ts';
import type { CloudWorld } from '../world.ts';
import { botUserId, channelAccount } from './bot-users.ts';
import { roleName } from './meetings-for-bots.ts';

/** An activity of the Bot Framework, as JSON. */
export type Activity = Record<string, unknown> & {
  readonly type: string;
  readonly serviceUrl: string;
  channelData: Record<string, unknown>;
};

type Base = Pick<CloudWorld, 'cloud' | 'registration' | 'urls'>;

/** What Teams posts when an app is added to a chat or removed from it. */
export function installationActivities(
  world: Base,
  change: { chat: Chat; action: 'add' | 'remove'; byOid: string | null },
): readonly Activity[] {
  const { chat, action } = change;
  const from = change.byOid ?? [...chat.memberOids][0] ?? null;
  const bot = { id: botChannelId(world) };
  const installation = activity(world, chat, from, { type: 'installationUpdate', action });
  const members = action === 'add' ? { membersAdded: [bot] } : { membersRemoved: [bot] };
  const update = activity(world, chat, from, { type: 'conversationUpdate', ...members });
  if (chat.team !== null) {
    const eventType = action === 'add' ? 'teamMemberAdded' : 'teamMemberRemoved';
    update.channelData = { ...update.channelData, eventType };
  }
  // Nobody is told that the bot left a chat with one person: the bot is the one who would be told.
  return action === 'add' || chat.kind !== 'personal' ? [installation, update] : [installation];
}

/**
 * What the bot hears of a call; `null` when nothing.
 *
 * Guests without an account raise nothing, and neither does the lobby.
 */
export function callActivity(world: Base, event: CallEvent): Activity | null {
  const { meeting } = event;
  const chat = world.cloud.chats.get(meeting.chatId);
  if (!chat?.botInstalled) return null;
  if (event.kind === 'roster') return participantActivity(world, chat, event);
  const isStart = event.kind === 'call-started';
  return activity(world, chat, meeting.organizerOid, {
    type: 'event',
    name: `application/vnd.microsoft.meeting${isStart ? 'Start' : 'End'}`,
    timestamp: event.at.toISOString(),
    value: {
      MeetingType: 'Scheduled',
      Title: meeting.settings.subject ?? '',
      Id: botMeetingId(meeting),
      JoinUrl: meeting.joinWebUrl,
      [isStart ? 'StartTime' : 'EndTime']: event.at.toISOString(),
    },
  });
}

/** A press of a card's button, or its automatic refresh. */
export function cardActivity(
  world: Base,
  press: {
    chat: Chat;
    messageId: string;
    oid: string;
    action: { verb: string; data: unknown; id?: string };
    trigger: 'manual' | 'automatic';
  },
): Activity {
  const { chat, oid, messageId, trigger } = press;
  return activity(world, chat, oid, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: messageId,
    value: { action: { type: 'Action.Execute', ...press.action }, trigger },
  });
}

/** What a person writes to the bot. */
export function textActivity(world: Base, chat: Chat, oid: string, text: string): Activity {
  return activity(world, chat, oid, { type: 'message', text, textFormat: 'plain', attachments: [] });
}

function participantActivity(
  world: Base,
  chat: Chat,
  event: Extract<CallEvent, { kind: 'roster' }>,
): Activity | null {
  const { entry, change } = event;
  const person = entry.oid === null ? null : findPerson(world.cloud, entry.oid);
  if (person === null || change === 'lobby' || entry.inLobby) return null;
  const isJoin = change === 'joined';
  const user = channelAccount(world.cloud, world.registration().bot.appId, person);
  return activity(world, chat, person.oid, {
    type: 'event',
    name: `application/vnd.microsoft.meetingParticipant${isJoin ? 'Join' : 'Leave'}`,
    timestamp: event.at.toISOString(),
    value: { members: [{ user, meeting: { inMeeting: isJoin, role: roleName(entry.role) } }] },
  });
}

function activity(
  world: Base,
  chat: Chat,
  fromOid: string | null,
  members: Record<string, unknown> & { type: string },
): Activity {
  const { cloud, urls } = world;
  const { bot } = world.registration();
  const person = fromOid === null ? null : findPerson(cloud, fromOid);
  const locale = languageOf(cloud, fromOid);
  const meeting: Meeting | null = chat.kind === 'meeting' ? findMeetingOfChat(cloud, chat.id) : null;
  return {
    channelId: 'msteams',
    serviceUrl: urls.connector,
    id: randomUUID(),
    timestamp: cloud.now().toISOString(),
    locale,
    from:
      person === null
        ? { id: fromOid ?? 'unknown' }
        : { id: botUserId(bot.appId, person.oid), name: person.displayName, aadObjectId: person.oid },
    recipient: { id: botChannelId(world), name: bot.name },
    conversation: conversationOf(chat, cloud.tenantId),
    channelData: {
      tenant: { id: cloud.tenantId },
      ...(meeting && { meeting: { id: botMeetingId(meeting) } }),
      ...(chat.team && teamData(chat.id, chat.team)),
    },
    entities: [{ type: 'clientInfo', locale, country: locale.split('-').at(-1), platform: 'Web' }],
    ...members,
  };
}

/** A team is known to bots by the thread of its General channel. */
function teamData(id: string, { name, aadGroupId }: Team): Record<string, unknown> {
  return { team: { id, name, aadGroupId }, channel: { id }, settings: { selectedChannel: { id } } };
}

function conversationOf(chat: Chat, tenantId: string): Record<string, unknown> {
  const { id } = chat;
  if (chat.kind === 'personal') return { conversationType: 'personal', tenantId, id };
  const conversationType = chat.kind === 'channel' ? 'channel' : 'groupChat';
  return { isGroup: true, conversationType, tenantId, id, name: chat.title };
}

function botChannelId(world: Base): string {
  return `28:${world.registration().bot.appId}`;
}
