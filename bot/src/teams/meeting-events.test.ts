import { describe, expect, it } from 'vitest';
import { meetingEventOf } from './meeting-events.ts';

const TENANT = '11111111-7e4a-4f00-8000-000000000000';
const AMARA = '11111111-0a01-4c00-8000-000000000001';

const amara = {
  id: '29:1',
  name: 'Dr. Amara Okafor',
  aadObjectId: AMARA,
  tenantId: TENANT,
  userRole: 'user',
};

function activity(name: string, value: unknown, change: object = {}) {
  return {
    type: 'event',
    name: `application/vnd.microsoft.${name}`,
    timestamp: '2026-01-05T10:30:00.000Z',
    channelId: 'msteams',
    conversation: { id: '19:meeting_x@thread.v2', isGroup: true, tenantId: TENANT },
    channelData: { tenant: { id: TENANT }, meeting: { id: 'MCMx' } },
    value,
    ...change,
  };
}
const joined = (user: object, change?: object) =>
  activity('meetingParticipantJoin', { members: [{ user, meeting: { inMeeting: true } }] }, change);

describe('an event of a meeting', () => {
  it('tells who of the organisation joined or left, and never a name', () => {
    const event = meetingEventOf(joined(amara));
    expect(event).toEqual({
      tenantId: TENANT,
      threadId: '19:meeting_x@thread.v2',
      sightings: [
        {
          key: `bot/joined/${AMARA}/2026-01-05T10:30:00.000Z`,
          source: 'bot',
          kind: 'joined',
          identity: { kind: 'account', entraObjectId: AMARA },
          endpoint: `bot:${AMARA}`,
          at: new Date('2026-01-05T10:30:00Z'),
        },
      ],
    });
    const left = activity('meetingParticipantLeave', { members: [{ user: amara }] });
    expect(meetingEventOf(left)?.sightings).toMatchObject([{ kind: 'left' }]);
  });

  it.each([
    ['meetingStart', { StartTime: '2026-01-05T10:29:58.4388966Z' }, 'call-started'],
    ['meetingEnd', { EndTime: '2026-01-05T10:29:58.4388966Z' }, 'call-ended'],
  ])('tells when the call began or ended (%s)', (name, value, kind) => {
    const at = new Date('2026-01-05T10:29:58.438Z');
    expect(meetingEventOf(activity(name, value))?.sightings).toMatchObject([{ kind, identity: null, at }]);
  });

  it('has the activity’s own time where its value has none', () => {
    const at = new Date('2026-01-05T10:30:00Z');
    for (const value of [undefined, null, {}, { StartTime: 'soon' }]) {
      expect(meetingEventOf(activity('meetingStart', value))?.sightings).toMatchObject([{ at }]);
    }
  });

  it('finds the meeting also from a thread within its chat', () => {
    const conversation = { id: '19:meeting_x@thread.v2;messageid=1', tenantId: TENANT };
    expect(meetingEventOf(joined(amara, { conversation }))?.threadId).toBe('19:meeting_x@thread.v2');
  });

  it.each([
    ['a guest', joined({ id: 'guid', name: 'Pat (Guest)', tenantId: TENANT, userRole: 'anonymous' })],
    ['an anonymous user with an id', joined({ ...amara, userRole: 'anonymous' })],
    ['a colleague of another tenant', joined({ ...amara, tenantId: 'another' })],
    ['no members', activity('meetingParticipantJoin', {})],
    ['odd members', activity('meetingParticipantJoin', { members: [null, 7, {}] })],
    ['another event', activity('readReceipt', {})],
    ['an event without tenant', joined(amara, { channelData: {}, conversation: { id: 'x' } })],
    ['an event without time', joined(amara, { timestamp: 'now' })],
    ['a message', { ...joined(amara), type: 'message' }],
    ['nothing', null],
  ])('says nothing of %s', (_what, given) => {
    expect(meetingEventOf(given)).toBeNull();
  });
});
