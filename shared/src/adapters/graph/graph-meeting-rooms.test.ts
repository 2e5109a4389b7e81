import { joinMeeting } from '@ehr-connector/sandbox/cloud/meetings.ts';
import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isDomainError } from '../../domain/kernel/domain-error.ts';
import type { MeetingRooms } from '../../domain/visits/meeting-rooms.ts';
import { type GraphCloud, neverAborted, startGraphCloud } from './graph-cloud.test-support.ts';
import { graphMeetingRooms } from './graph-meeting-rooms.ts';

let world: GraphCloud;
let rooms: MeetingRooms;
beforeAll(async () => {
  world = await startGraphCloud();
  rooms = graphMeetingRooms({ graph: world.graph });
});
afterAll(() => world.cloud.close());
beforeEach(() => world.cloud.control.reset({ everything: true }));

const organizer = SAMPLE_OIDS.organizer;

function open(key = 'visit-1') {
  const start = new Date('2026-01-05T15:00:00Z');
  const end = new Date('2026-01-05T15:30:00Z');
  return rooms.open({ tenantId: TENANT_ID, organizer, key, start, end, signal: neverAborted() });
}

function secure(meetingId: string, presenters: readonly string[]) {
  return rooms.secure({ tenantId: TENANT_ID, organizer, meetingId, presenters, signal: neverAborted() });
}

function enter(meetingId: string, oid: string | null) {
  const meeting = world.cloud.cloud.meetings.get(meetingId);
  if (meeting === undefined) throw new Error('The meeting is gone.');
  return joinMeeting(world.cloud.cloud, meeting, { displayName: 'Somebody', oid });
}

const isUnavailable = (error: unknown) => isDomainError(error, 'room-unavailable');

describe('the room of a visit', () => {
  it('is one, however often and however many at once ask for it', async () => {
    const [first, second] = await Promise.all([open(), open()]);
    expect(await open()).toEqual(first);
    expect(second).toEqual(first);
    expect((await open('visit-2')).meetingId).not.toBe(first.meetingId);
    expect(first.threadId).toMatch(/^19:meeting_/);
  });

  it('lets its clinicians in to present, and has everybody else wait', async () => {
    const { meetingId } = await open();
    await secure(meetingId, [SAMPLE_OIDS.amara, SAMPLE_OIDS.diego]);
    expect(enter(meetingId, SAMPLE_OIDS.amara)).toMatchObject({ inLobby: false, role: 'presenter' });
    expect(enter(meetingId, SAMPLE_OIDS.diego)).toMatchObject({ inLobby: false, role: 'presenter' });
    expect(enter(meetingId, null)).toMatchObject({ inLobby: true });
    expect(enter(meetingId, SAMPLE_OIDS.employeePatient)).toMatchObject({ inLobby: true });
    expect(enter(meetingId, SAMPLE_OIDS.mei)).toMatchObject({ inLobby: true });
  });

  it('forgets a clinician who no longer is one of the visit’s', async () => {
    const { meetingId } = await open();
    await secure(meetingId, [SAMPLE_OIDS.amara]);
    await secure(meetingId, [SAMPLE_OIDS.diego]);
    expect(enter(meetingId, SAMPLE_OIDS.amara)).toMatchObject({ inLobby: true });
  });

  it('can be secured before any clinician came', async () => {
    const { meetingId } = await open();
    await secure(meetingId, []);
    expect(enter(meetingId, SAMPLE_OIDS.amara)).toMatchObject({ inLobby: true });
  });

  it.each([
    ['lists', [{ identity: { user: { id: organizer.toUpperCase() } }, role: 'presenter' }]],
    ['does not list', []],
  ])('can have its organiser among its clinicians, where Graph %s them as invited', async (_what, listed) => {
    const attendees = [{ identity: { user: { id: SAMPLE_OIDS.amara } }, role: 'presenter' }, ...listed];
    const found = {
      lobbyBypassSettings: { scope: 'invited', isDialInBypassEnabled: false },
      allowedPresenters: 'roleIsPresenter',
      participants: { attendees },
    };
    const graph = { url: '', call: async () => found };
    const presenters = [organizer, SAMPLE_OIDS.amara.toUpperCase()];
    const request = { tenantId: TENANT_ID, organizer, meetingId: 'm', presenters, signal: neverAborted() };
    await expect(graphMeetingRooms({ graph }).secure(request)).resolves.toBeUndefined();
  });

  it('is not taken for secured while a policy of the tenant keeps it open', async () => {
    world.cloud.control.changeSettings({ lobbyPolicyPrevails: true, defaultLobbyScope: 'everyone' });
    const { meetingId } = await open();
    await expect(secure(meetingId, [SAMPLE_OIDS.amara])).rejects.toSatisfy(isUnavailable);
  });

  it('is not taken for secured when it cannot be read back', async () => {
    const { meetingId } = await open();
    await secure(meetingId, []);
    world.cloud.control.setFault({ target: 'graph.meetings', kind: '500', count: 4 });
    await expect(secure(meetingId, [SAMPLE_OIDS.amara])).rejects.toSatisfy(isUnavailable);
  });

  it('is unavailable for an organiser without policy, in words an administrator can act on', async () => {
    world.cloud.control.changeSettings({ organizersWithoutPolicy: [organizer] });
    const error = await open().catch((cause: unknown) => cause);
    expect(error).toSatisfy(isUnavailable);
    expect(error).toMatchObject({ message: expect.stringContaining('application access policy') });
  });

  it.each(['down', '429', '500'] as const)('is unavailable while Graph is %s', async (kind) => {
    world.cloud.control.setFault({ target: 'graph.meetings', kind, retryAfterSeconds: 30 });
    await expect(open()).rejects.toSatisfy(isUnavailable);
  });

  it('is the same after an answer was lost', async () => {
    world.cloud.control.setFault({ target: 'graph.meetings', kind: 'drop-answer', count: 1 });
    await expect(open()).rejects.toSatisfy(isUnavailable);
    const { meetingId } = await open();
    expect([...world.cloud.cloud.meetings.keys()]).toEqual([meetingId]);
  });
});
