import { randomUUID } from 'node:crypto';
import { addChat } from './chats.ts';
import type { Cloud, Meeting } from './model.ts';

/**
 * The organiser's meeting with this external id, made if it was not there.
 *
 * The join link has the shape of Teams' own, on this cloud's host.
 */
export function openOnlineMeeting(
  cloud: Cloud,
  request: {
    baseUrl: string;
    organizerOid: string;
    externalId: string;
    settings: Record<string, unknown>;
  },
): { meeting: Meeting; isNew: boolean } {
  const { organizerOid, externalId } = request;
  for (const meeting of cloud.meetings.values()) {
    if (meeting.organizerOid === organizerOid && meeting.externalId === externalId) {
      return { meeting, isNew: false };
    }
  }
  const threadId = `19:meeting_${Buffer.from(randomUUID()).toString('base64url')}@thread.v2`;
  const title = typeof request.settings.subject === 'string' ? request.settings.subject : 'Meeting';
  addChat(cloud, { id: threadId, kind: 'meeting', title, memberOids: [organizerOid] });
  const meeting: Meeting = {
    id: Buffer.from(`1*${organizerOid}*0**${threadId}`).toString('base64'),
    organizerOid,
    externalId,
    joinWebUrl: joinWebUrl(request.baseUrl, threadId, { Tid: cloud.tenantId, Oid: organizerOid }),
    chatId: threadId,
    createdAt: cloud.now(),
    settings: request.settings,
    roster: new Map(),
    callStartedAt: null,
  };
  cloud.meetings.set(meeting.id, meeting);
  return { meeting, isNew: true };
}

/** The id by which bots know a meeting (`channelData.meeting.id`); not Graph's. */
export function botMeetingId(meeting: Meeting): string {
  return Buffer.from(`0#${meeting.chatId}#0`).toString('base64');
}

export function findMeetingOfBot(cloud: Cloud, id: string): Meeting | null {
  return [...cloud.meetings.values()].find((meeting) => botMeetingId(meeting) === id) ?? null;
}

export function findMeetingOfChat(cloud: Cloud, chatId: string): Meeting | null {
  return [...cloud.meetings.values()].find((meeting) => meeting.chatId === chatId) ?? null;
}

function joinWebUrl(baseUrl: string, threadId: string, context: { Tid: string; Oid: string }): string {
  return `${baseUrl}/l/meetup-join/${teamsEscape(threadId)}/0?context=${teamsEscape(JSON.stringify(context))}`;
}

/** Teams writes percent escapes in lower case, so a link that was decoded and encoded again differs from it. */
function teamsEscape(text: string): string {
  return encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase());
}
