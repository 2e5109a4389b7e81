import { beforeEach, describe, expect, it } from 'vitest';
import { mayAdmit } from './meeting-rules.ts';
import { admit, clearLobby, deny, endForAll, joinMeeting, leave } from './meetings.ts';
import { type CallEvent, type Cloud, createCloud, type Meeting } from './model.ts';
import { openOnlineMeeting } from './online-meeting.ts';
import { SAMPLE_OIDS, samplePeople } from './sample-people.ts';

let cloud: Cloud;
let meeting: Meeting;
let heard: string[];

beforeEach(() => {
  cloud = createCloud({ tenantId: 'tenant', people: samplePeople() });
  ({ meeting } = openOnlineMeeting(cloud, {
    baseUrl: 'http://[::1]:1',
    organizerOid: SAMPLE_OIDS.organizer,
    externalId: 'visit',
    settings: {
      lobbyBypassSettings: { scope: 'invited' },
      allowedPresenters: 'roleIsPresenter',
      participants: { attendees: [{ role: 'presenter', identity: { user: { id: SAMPLE_OIDS.amara } } }] },
    },
  }));
  heard = [];
  cloud.events.on('call', (event: CallEvent) => {
    heard.push(event.kind === 'roster' ? `${event.entry.displayName} ${event.change}` : event.kind);
  });
});

const amara = { displayName: 'Amara', oid: SAMPLE_OIDS.amara };
const diego = { displayName: 'Diego', oid: SAMPLE_OIDS.diego };
const guest = { displayName: 'Guest', oid: null };

function setScope(scope: string): void {
  meeting.settings.lobbyBypassSettings = { scope };
}

describe('the lobby', () => {
  it('keeps a guest waiting, also before anybody is there, without starting a call', () => {
    expect(joinMeeting(cloud, meeting, guest)).toMatchObject({ inLobby: true, role: 'attendee' });
    expect(meeting.callStartedAt).toBeNull();
    expect(heard).toEqual(['Guest lobby']);
  });

  it('lets the invited past and keeps colleagues who are not', () => {
    expect(joinMeeting(cloud, meeting, amara)).toMatchObject({ inLobby: false, role: 'presenter' });
    expect(joinMeeting(cloud, meeting, diego)).toMatchObject({ inLobby: true, role: 'attendee' });
  });

  it.each([
    ['organizer', [true, true, true]],
    ['invited', [false, true, true]],
    ['organization', [false, false, true]],
    ['everyone', [false, false, false]],
  ])('with the scope %s keeps presenter, colleague, guest waiting: %j', (scope, waits) => {
    setScope(scope);
    const entries = [amara, diego, guest].map((who) => joinMeeting(cloud, meeting, who));
    expect(entries.map(({ inLobby }) => inLobby)).toEqual(waits);
  });

  it('never lets a guest open a meeting, and opens to the guest when a member comes', () => {
    setScope('everyone');
    const entry = joinMeeting(cloud, meeting, guest);
    expect(entry.inLobby).toBe(true);
    joinMeeting(cloud, meeting, diego);
    expect(entry.inLobby).toBe(false);
    expect(heard).toEqual(['Guest lobby', 'call-started', 'Diego joined', 'Guest joined']);
  });

  it('is opened by presenters who are in the meeting, and by nobody else', () => {
    setScope('organization');
    const waiting = joinMeeting(cloud, meeting, guest);
    expect(() => admit(cloud, meeting, waiting.id, SAMPLE_OIDS.amara)).toThrow('Only the organiser');
    joinMeeting(cloud, meeting, diego);
    expect(() => admit(cloud, meeting, waiting.id, SAMPLE_OIDS.diego)).toThrow('Only the organiser');
    joinMeeting(cloud, meeting, amara);
    admit(cloud, meeting, waiting.id, SAMPLE_OIDS.amara);
    expect(waiting.inLobby).toBe(false);
    expect(() => admit(cloud, meeting, waiting.id, SAMPLE_OIDS.amara)).toThrow('Nobody with this id waits');
  });

  it('is not opened by presenters who wait in it themselves, nor by guests who may present', () => {
    meeting.settings.allowedPresenters = 'everyone';
    const colleague = joinMeeting(cloud, meeting, diego);
    expect(colleague).toMatchObject({ role: 'presenter', inLobby: true });
    expect(mayAdmit(meeting, colleague, null)).toBe(false);
    const visitor = joinMeeting(cloud, meeting, guest);
    joinMeeting(cloud, meeting, amara);
    admit(cloud, meeting, visitor.id, SAMPLE_OIDS.amara);
    expect(visitor.role).toBe('presenter');
    expect(mayAdmit(meeting, visitor, null)).toBe(false);
  });

  it('heeds allowedLobbyAdmitters', () => {
    meeting.settings.allowedLobbyAdmitters = 'organizerAndCoOrganizers';
    joinMeeting(cloud, meeting, amara);
    const waiting = joinMeeting(cloud, meeting, guest);
    expect(() => admit(cloud, meeting, waiting.id, SAMPLE_OIDS.amara)).toThrow('Only the organiser');
    joinMeeting(cloud, meeting, { displayName: 'Organizer', oid: SAMPLE_OIDS.organizer });
    admit(cloud, meeting, waiting.id, SAMPLE_OIDS.organizer);
  });

  it('sends away who is denied or has waited too long', () => {
    joinMeeting(cloud, meeting, amara);
    deny(cloud, meeting, joinMeeting(cloud, meeting, guest).id, SAMPLE_OIDS.amara);
    joinMeeting(cloud, meeting, guest);
    clearLobby(cloud, meeting, cloud.now());
    expect([...meeting.roster.values()].map(({ displayName }) => displayName)).toEqual(['Amara']);
  });
});

describe('the call', () => {
  it('lasts from the first who is in it to the last who leaves, whoever waits in the lobby', () => {
    const waiting = joinMeeting(cloud, meeting, guest);
    const entry = joinMeeting(cloud, meeting, amara);
    leave(cloud, meeting, entry.id);
    leave(cloud, meeting, entry.id);
    expect(heard).toEqual(['Guest lobby', 'call-started', 'Amara joined', 'Amara left', 'call-ended']);
    expect(waiting.inLobby).toBe(true);
  });

  it('is ended for all by a presenter, not by an attendee', () => {
    joinMeeting(cloud, meeting, amara);
    joinMeeting(cloud, meeting, guest);
    expect(() => endForAll(cloud, meeting, SAMPLE_OIDS.diego)).toThrow('Only the organiser');
    endForAll(cloud, meeting, SAMPLE_OIDS.amara);
    expect(meeting.roster.size).toBe(0);
    expect(heard.slice(-3)).toEqual(['Amara left', 'Guest left', 'call-ended']);
  });

  it('gives the same person a new entry at each join', () => {
    const ids = [joinMeeting(cloud, meeting, amara).id, joinMeeting(cloud, meeting, amara).id];
    expect(new Set(ids).size).toBe(2);
  });
});
