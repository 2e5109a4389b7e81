import { type Request, type Response, Router } from 'express';
import { type Cloud, findPerson, type Meeting, type Person } from '../model.ts';
import { openOnlineMeeting } from '../online-meeting.ts';
import type { CloudWorld } from '../world.ts';
import { callerTenant, requirePermission } from './bearer.ts';
import { GraphError, notFound } from './graph-error.ts';
import { defaultMeetingSettings, readCreateOrGet, readMeetingPatch, withPatch } from './meeting-settings.ts';
import { filterValue } from './odata.ts';

/** Graph's `/users/{oid}/onlineMeetings`. */
export function createOnlineMeetingsRouter(world: CloudWorld): Router {
  const { cloud } = world;
  const router = Router({ mergeParams: true });
  router.use(requirePermission(world, 'OnlineMeetings.ReadWrite.All'));

  router.post('/createOrGet', (req: Request<{ oid: string }>, res) => {
    const organizer = authorizedOrganizer(res, req.params.oid, 'Create');
    const { externalId, settings: given } = readCreateOrGet(req.body, cloud.people);
    const defaults = defaultMeetingSettings({
      now: cloud.now(),
      lobbyScope: world.settings().defaultLobbyScope,
    });
    if (!exists(organizer, externalId)) requireAllowance(organizer);
    const { meeting, isNew } = openOnlineMeeting(cloud, {
      baseUrl: world.urls.base,
      organizerOid: organizer.oid,
      externalId,
      settings: withPatch(defaults, withEnd(given)),
    });
    res.status(isNew ? 201 : 200).json(representation(meeting));
  });

  router.get('/', (req: Request<{ oid: string }>, res) => {
    const organizer = authorizedOrganizer(res, req.params.oid, 'Get');
    const joinWebUrl = filterValue(req.query.$filter, 'JoinWebUrl');
    const found = [...cloud.meetings.values()].filter(
      (meeting) => meeting.organizerOid === organizer.oid && meeting.joinWebUrl === joinWebUrl,
    );
    res.json({ value: found.map(representation) });
  });

  router.get('/:id', (req: Request<{ oid: string; id: string }>, res) => {
    res.json(representation(find(req, res, 'Get')));
  });

  router.patch('/:id', (req: Request<{ oid: string; id: string }>, res) => {
    const meeting = find(req, res, 'Update');
    const { lobbyBypassSettings, ...rest } = readMeetingPatch(req.body, cloud.people);
    const lobby =
      lobbyBypassSettings === undefined || world.settings().lobbyPolicyPrevails
        ? {}
        : { lobbyBypassSettings };
    meeting.settings = withPatch(meeting.settings, { ...rest, ...lobby });
    res.json(representation(meeting));
  });

  router.delete('/:id', (req: Request<{ oid: string; id: string }>, res) => {
    cloud.meetings.delete(find(req, res, 'Delete').id);
    res.status(204).end();
  });
  return router;

  function find(req: Request<{ oid: string; id: string }>, res: Response, action: string): Meeting {
    const organizer = authorizedOrganizer(res, req.params.oid, action);
    const meeting = cloud.meetings.get(req.params.id);
    if (meeting === undefined || meeting.organizerOid !== organizer.oid) throw notFound('The meeting');
    return meeting;
  }

  /** The application access policy, which says on whose behalf an app may handle meetings. */
  function authorizedOrganizer(res: Response, oid: string, action: string): Person {
    const organizer = world.directory
      .reachableBy(callerTenant(res))
      .flatMap(({ people }) => people)
      .find((person) => person.oid === oid);
    if (organizer === undefined) throw notFound(`User '${oid}'`);
    if (world.settings().organizersWithoutPolicy.includes(oid)) {
      const { clientId } = world.registration().app;
      const message = `App ${clientId} is not authorized to ${action} meeting on behalf of user ${oid}.`;
      throw new GraphError(403, 'Unauthorized', message);
    }
    if (!organizer.teamsLicensed)
      throw new GraphError(403, 'Forbidden', 'The user has no licence for Teams.');
    return organizer;
  }

  function exists(organizer: Person, externalId: string): boolean {
    return [...cloud.meetings.values()].some(
      (meeting) => meeting.organizerOid === organizer.oid && meeting.externalId === externalId,
    );
  }

  function requireAllowance(organizer: Person): void {
    const month = cloud.now().toISOString().slice(0, 7);
    const made = [...cloud.meetings.values()].filter(
      ({ organizerOid, createdAt }) =>
        organizerOid === organizer.oid && createdAt.toISOString().startsWith(month),
    ).length;
    const cap = world.settings().monthlyMeetingCap;
    if (made < cap) return;
    const message = `The user has reached the limit of ${cap} online meetings a month.`;
    throw new GraphError(403, 'Forbidden', message);
  }

  function representation(meeting: Meeting): Record<string, unknown> {
    return meetingRepresentation(cloud, world.urls.graph, meeting);
  }
}

function meetingRepresentation(cloud: Cloud, graphUrl: string, meeting: Meeting): Record<string, unknown> {
  const { organizerOid } = meeting;
  const organizer = findPerson(cloud, organizerOid);
  const { participants } = meeting.settings;
  return {
    '@odata.context': `${graphUrl}/v1.0/$metadata#users('${organizerOid}')/onlineMeetings/$entity`,
    id: meeting.id,
    creationDateTime: meeting.createdAt.toISOString(),
    ...meeting.settings,
    externalId: meeting.externalId,
    joinWebUrl: meeting.joinWebUrl,
    participants: {
      attendees: [],
      ...(typeof participants === 'object' && participants),
      organizer: {
        upn: organizer?.userPrincipalName ?? null,
        role: 'presenter',
        identity: { user: { id: organizerOid, displayName: null, tenantId: cloud.tenantId } },
      },
    },
    chatInfo: { threadId: meeting.chatId, messageId: '0', replyChainMessageId: null },
    joinMeetingIdSettings: { isPasscodeRequired: false, joinMeetingId: null, passcode: null },
  };
}

/** A meeting that names only its start lasts an hour. */
function withEnd(given: Record<string, unknown>): Record<string, unknown> {
  if (typeof given.startDateTime !== 'string' || given.endDateTime !== undefined) return given;
  return { ...given, endDateTime: new Date(Date.parse(given.startDateTime) + 3_600_000).toISOString() };
}
