import { type Request, Router } from 'express';
import { roleOf } from '../meeting-rules.ts';
import { findPerson, type Meeting, type RosterEntry } from '../model.ts';
import { findMeetingOfBot } from '../online-meeting.ts';
import type { CloudWorld } from '../world.ts';
import { botUserId, channelAccount, personOfBotUser } from './bot-users.ts';
import { ConnectorError } from './connector-error.ts';

/** The connector's `/v1/meetings`. */
export function createMeetingsForBotsRouter(world: CloudWorld): Router {
  const { cloud } = world;
  const router = Router();

  router.get('/:id', (req: Request<{ id: string }>, res) => {
    const meeting = find(req.params.id);
    const { subject, startDateTime, endDateTime } = meeting.settings;
    const organizer = findPerson(cloud, meeting.organizerOid);
    const appId = world.registration().bot.appId;
    res.json({
      details: {
        id: req.params.id,
        msGraphResourceId: meeting.id,
        scheduledStartTime: startDateTime,
        scheduledEndTime: endDateTime,
        joinUrl: meeting.joinWebUrl,
        title: subject,
        type: 'Scheduled',
      },
      conversation: conversationOf(meeting),
      organizer: {
        id: botUserId(appId, meeting.organizerOid),
        aadObjectId: meeting.organizerOid,
        objectId: organizer?.oid ?? meeting.organizerOid,
        tenantId: cloud.tenantId,
      },
    });
  });

  router.get(
    '/:id/participants/:participantId',
    (req: Request<{ id: string; participantId: string }>, res) => {
      const meeting = find(req.params.id);
      const appId = world.registration().bot.appId;
      const person = personOfBotUser(cloud, appId, req.params.participantId);
      const isMember = person !== null && cloud.chats.get(meeting.chatId)?.memberOids.has(person.oid);
      if (person === null || !isMember) {
        throw new ConnectorError(404, 'NotFound', 'The participant is not in the meeting.');
      }
      const role = roleName(roleOf(meeting, { oid: person.oid, person }));
      const inMeeting = [...meeting.roster.values()].some(
        (entry) => entry.oid === person.oid && !entry.inLobby,
      );
      res.json({
        user: channelAccount(cloud, appId, person),
        meeting: { role, inMeeting },
        conversation: conversationOf(meeting),
      });
    },
  );
  return router;

  function find(id: string): Meeting {
    const meeting = findMeetingOfBot(cloud, id);
    if (meeting === null)
      throw new ConnectorError(404, 'NotFound', 'The meeting does not exist or has expired.');
    if (!cloud.chats.get(meeting.chatId)?.botInstalled) {
      throw new ConnectorError(
        403,
        'BotNotInConversationRoster',
        'The bot is not part of the conversation roster.',
      );
    }
    return meeting;
  }
}

/** Roles as bots read them. */
export function roleName(role: RosterEntry['role']): 'Organizer' | 'Presenter' | 'Attendee' {
  switch (role) {
    case 'organizer':
      return 'Organizer';
    case 'presenter':
      return 'Presenter';
    case 'attendee':
      return 'Attendee';
  }
}

function conversationOf(meeting: Meeting): Record<string, unknown> {
  return { id: meeting.chatId, isGroup: true, conversationType: 'groupChat' };
}
