import { expect, it } from 'vitest';
import { createCloud, findPerson } from '../cloud/model.ts';
import { openOnlineMeeting } from '../cloud/online-meeting.ts';
import { SAMPLE_OIDS, samplePeople } from '../cloud/sample-people.ts';
import type { ServerMessage } from './meeting-messages.ts';
import { createMeetingSessions } from './meeting-sessions.ts';

/** Two colleagues in a meeting, with what each of their browsers was told. */
function twoInMeeting() {
  const cloud = createCloud({ tenantId: 'tenant', people: samplePeople() });
  const open = (externalId: string) => {
    const organizerOid = SAMPLE_OIDS.amara;
    return openOnlineMeeting(cloud, { baseUrl: 'http://[::1]:1', organizerOid, externalId, settings: {} })
      .meeting;
  };
  const meeting = open('this visit');
  const sessions = createMeetingSessions({ cloud, graceMs: 60_000 });
  const connect = (oid: string, where = meeting) => {
    const told: ServerMessage[] = [];
    const link = { send: (message: ServerMessage) => void told.push(message) };
    const connection = sessions.connect(where, findPerson(cloud, oid), link);
    return { ...connection, told };
  };
  const enter = (oid: string) => {
    const participant = connect(oid);
    participant.receive({ kind: 'join', name: '', mic: true, camera: true });
    const welcome = participant.told.find((message) => message.kind === 'welcome');
    if (welcome === undefined) throw new Error('not welcomed');
    return { ...participant, ...welcome };
  };
  return { amara: enter(SAMPLE_OIDS.amara), mei: enter(SAMPLE_OIDS.mei), connect, open, meeting, sessions };
}

it('keeps for a broken connection what others signalled meanwhile', () => {
  const { amara, mei, connect, sessions } = twoInMeeting();
  mei.lost(false);
  amara.receive({ kind: 'signal', to: mei.selfId, signal: 'an offer' });

  const again = connect(SAMPLE_OIDS.mei);
  again.receive({ kind: 'resume', session: mei.session });
  expect(again.told.map(({ kind }) => kind)).toEqual(['room', 'signal']);
  expect(again.told[1]).toEqual({ kind: 'signal', from: amara.selfId, signal: 'an offer' });
  sessions.close();
});

it('does not end a stay when the connection it has already replaced is found dead', () => {
  const { mei, connect, meeting, sessions } = twoInMeeting();
  connect(SAMPLE_OIDS.mei).receive({ kind: 'resume', session: mei.session });
  mei.lost(true);
  expect(meeting.roster.has(mei.selfId)).toBe(true);
  sessions.close();
});

it('gives nobody the place of another meeting', () => {
  const { mei, connect, open, sessions } = twoInMeeting();
  const thief = connect(SAMPLE_OIDS.diego, open('another visit'));
  thief.receive({ kind: 'resume', session: mei.session });
  expect(thief.told).toEqual([{ kind: 'over', ending: 'disconnected' }]);
  sessions.close();
});
