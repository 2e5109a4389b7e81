import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Meeting } from '../cloud/model.ts';
import { SAMPLE_OIDS } from '../cloud/sample-people.ts';
import type { ClientMessage, ServerMessage } from './meeting-messages.ts';
import { startTeamsServer, type TeamsServer } from './testing/teams-server.ts';

let teams: TeamsServer;
let meeting: Meeting;
beforeEach(async () => {
  teams = await startTeamsServer({ graceMs: 1_000 });
  meeting = teams.openMeeting(SAMPLE_OIDS.organizer, {
    subject: 'Virtual visit',
    lobbyBypassSettings: { scope: 'invited' },
    allowedPresenters: 'roleIsPresenter',
    participants: {
      attendees: [{ role: 'presenter', identity: { user: { id: SAMPLE_OIDS.amara } } }],
    },
  });
});
afterEach(() => teams.close());

/** A browser on the meeting page, without the page. */
async function connect(cookie = '') {
  const path = `/teams/meetings/${encodeURIComponent(meeting.chatId)}`;
  const socket = new WebSocket(teams.url.replace('http', 'ws') + path, { headers: { cookie } });
  const heard: ServerMessage[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)));
    for (const check of waiting) check();
  });
  await once(socket, 'open');
  return {
    socket,
    say: (message: ClientMessage) => socket.send(JSON.stringify(message)),
    /** The newest message of a kind that fits, now or as soon as it comes. */
    hears: <Kind extends ServerMessage['kind']>(
      kind: Kind,
      fits: (message: Extract<ServerMessage, { kind: Kind }>) => boolean = () => true,
    ) =>
      new Promise<Extract<ServerMessage, { kind: Kind }>>((resolve) => {
        const check = () => {
          const found = heard.findLast(
            (message): message is Extract<ServerMessage, { kind: Kind }> =>
              message.kind === kind && fits(message as Extract<ServerMessage, { kind: Kind }>),
          );
          if (found === undefined) return;
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
      }),
  };
}

const join = (name: string): ClientMessage => ({ kind: 'join', name, mic: true, camera: false });
const isMeeting = ({ room }: Extract<ServerMessage, { kind: 'room' }>) => room.phase === 'meeting';

async function clinicianInMeeting() {
  const clinician = await connect(await teams.signIn(SAMPLE_OIDS.amara));
  clinician.say(join('ignored'));
  await clinician.hears('room', isMeeting);
  return clinician;
}

async function guestInLobby(name = 'Rosa Marino') {
  const guest = await connect();
  guest.say(join(name));
  const { selfId, session } = await guest.hears('welcome');
  await guest.hears('room', ({ room }) => room.phase === 'lobby');
  return { ...guest, selfId, session };
}

it('takes a guest through the lobby into the meeting and out again', async () => {
  const clinician = await clinicianInMeeting();
  const guest = await guestInLobby();

  const { room } = await clinician.hears(
    'room',
    (m) => isMeeting(m) && 'waiting' in m.room && m.room.waiting.length > 0,
  );
  expect(room).toMatchObject({
    participants: [{ name: 'Dr. Amara Okafor', role: 'presenter', guest: false, mic: true, camera: false }],
    waiting: [{ id: guest.selfId, name: 'Rosa Marino' }],
    canAdmit: true,
    canEnd: true,
  });

  clinician.say({ kind: 'admit', entryId: guest.selfId });
  const inside = await guest.hears('room', isMeeting);
  expect(inside.room).toMatchObject({ waiting: [], canAdmit: false, canEnd: false });
  expect(inside.room).toHaveProperty('participants.1.name', 'Rosa Marino');

  guest.say({ kind: 'leave' });
  expect(await guest.hears('over')).toMatchObject({ ending: 'left' });
  expect([...meeting.roster.values()].map(({ displayName }) => displayName)).toEqual(['Dr. Amara Okafor']);
});

it('tells those in the lobby nothing about the meeting', async () => {
  await clinicianInMeeting();
  const guest = await guestInLobby();
  const { room } = await guest.hears('room');
  expect(room).toEqual({ phase: 'lobby' });
});

it('tells a guest who was denied, and takes them off the roster', async () => {
  const clinician = await clinicianInMeeting();
  const guest = await guestInLobby();
  clinician.say({ kind: 'deny', entryId: guest.selfId });
  expect(await guest.hears('over')).toMatchObject({ ending: 'denied' });
  expect(meeting.roster.size).toBe(1);
});

it('lets nobody admit who is a guest or waits themselves', async () => {
  const clinician = await clinicianInMeeting();
  const first = await guestInLobby('First');
  const second = await guestInLobby('Second');
  clinician.say({ kind: 'admit', entryId: first.selfId });
  await first.hears('room', isMeeting);

  first.say({ kind: 'admit', entryId: second.selfId });
  first.say({ kind: 'end' });
  second.say({ kind: 'admit', entryId: second.selfId });
  second.say({ kind: 'media', mic: false, camera: false });
  first.say({ kind: 'media', mic: false, camera: true });
  await clinician.hears(
    'room',
    ({ room }) => room.phase === 'meeting' && room.participants.some(({ camera }) => camera),
  );
  expect(meeting.roster.get(second.selfId)?.inLobby).toBe(true);
});

it('lets no colleague end the meeting or admit who was not invited as presenter', async () => {
  const clinician = await clinicianInMeeting();
  const colleague = await connect(await teams.signIn(SAMPLE_OIDS.diego));
  colleague.say(join('ignored'));
  const { selfId } = await colleague.hears('welcome');
  clinician.say({ kind: 'admit', entryId: selfId });
  const { room } = await colleague.hears('room', isMeeting);
  expect(room).toMatchObject({ canAdmit: false, canEnd: false });

  const guest = await guestInLobby();
  colleague.say({ kind: 'end' });
  colleague.say({ kind: 'admit', entryId: guest.selfId });
  colleague.say({ kind: 'leave' });
  await colleague.hears('over', ({ ending }) => ending === 'left');
  expect([...meeting.roster.values()].map(({ inLobby }) => inLobby)).toEqual([false, true]);
});

it('ends the meeting for everybody, those in the lobby too', async () => {
  const clinician = await clinicianInMeeting();
  const guest = await guestInLobby();
  clinician.say({ kind: 'end' });
  expect(await clinician.hears('over')).toMatchObject({ ending: 'ended' });
  expect(await guest.hears('over')).toMatchObject({ ending: 'ended' });
  expect(meeting.callStartedAt).toBeNull();
});

it('passes signals between two in the meeting, and none to or from the lobby', async () => {
  const clinician = await clinicianInMeeting();
  const { selfId: clinicianId } = await clinician.hears('welcome');
  const guest = await guestInLobby();
  guest.say({ kind: 'signal', to: clinicianId, signal: 'from the lobby' });
  clinician.say({ kind: 'admit', entryId: guest.selfId });
  await guest.hears('room', isMeeting);
  guest.say({ kind: 'signal', to: clinicianId, signal: 'from inside' });
  const first = await clinician.hears('signal');
  expect(first).toEqual({ kind: 'signal', from: guest.selfId, signal: 'from inside' });
});

it('keeps the place of a guest whose connection breaks and comes back', async () => {
  const guest = await guestInLobby();
  guest.socket.terminate();
  const again = await connect();
  again.say({ kind: 'resume', session: guest.session });
  await again.hears('room', ({ room }) => room.phase === 'lobby');
  expect([...meeting.roster.keys()]).toEqual([guest.selfId]);
});

it('takes a participant off the roster when the connection stays broken', async () => {
  const guest = await guestInLobby();
  const left = once(teams.cloud.events, 'call');
  guest.socket.terminate();
  expect(await left).toMatchObject([{ kind: 'roster', change: 'left', entry: { id: guest.selfId } }]);

  const late = await connect();
  late.say({ kind: 'resume', session: guest.session });
  expect(await late.hears('over')).toMatchObject({ ending: 'disconnected' });
});

it('takes a participant off the roster at once when the page is closed', async () => {
  const guest = await guestInLobby();
  const left = once(teams.cloud.events, 'call');
  guest.socket.close(1001);
  expect(await left).toMatchObject([{ change: 'left' }]);
});

it('refuses a socket to a meeting that is not, or from another site', async () => {
  const base = `${teams.url.replace('http', 'ws')}/teams/meetings/`;
  const [missing] = await once(new WebSocket(`${base}19%3Anothing`), 'error');
  expect(String(missing)).toContain('404');
  const foreign = new WebSocket(base + encodeURIComponent(meeting.chatId), { origin: 'http://127.0.0.1:1' });
  const [refused] = await once(foreign, 'error');
  expect(String(refused)).toContain('404');
});

it('closes on what is no message of the protocol', async () => {
  const { socket } = await connect();
  socket.send('{"kind":"dance"}');
  const [code] = await once(socket, 'close');
  expect(code).toBe(1003);
});

it('shows the meeting page behind the join link, and says so when the link leads nowhere', async () => {
  const page = await fetch(meeting.joinWebUrl);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Virtual visit');

  const wrong = [
    meeting.joinWebUrl.replace('meeting_', 'meeting_x'),
    meeting.joinWebUrl.replace(SAMPLE_OIDS.organizer, SAMPLE_OIDS.amara),
    `${teams.url}/l/meetup-join/`,
  ];
  for (const link of wrong) {
    const response = await fetch(link);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Meeting not found');
  }
});
