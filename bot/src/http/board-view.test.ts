import type { ArrivalCard } from '@ehr-connector/shared/domain/arrivals/card-store.ts';
import { cardEffect } from '@ehr-connector/shared/domain/outbox/effect.ts';
import type { BoardEntry } from '@ehr-connector/shared/domain/visits/board.ts';
import type { Participant, ParticipantRole } from '@ehr-connector/shared/domain/visits/participant.ts';
import type { Presence } from '@ehr-connector/shared/domain/visits/presence.ts';
import { describe, expect, it } from 'vitest';
import { toBoardVisit } from './board-view.ts';

const at = (time: string) => new Date(`2026-03-01T${time}:00Z`);

const who = (id: string, role: ParticipantRole): Participant => ({
  id,
  visitId: 'visit',
  role,
  identity: id,
  entraObjectId: role === 'clinician' ? `account of ${id}` : null,
  knownToEhr: true,
  number: 1,
});

const where = (participantId: string, state: Presence['state'], more: Partial<Presence> = {}): Presence => ({
  participantId,
  state,
  since: at('10:31'),
  observedAt: at('10:31'),
  beenInMeeting: false,
  handedOver: false,
  ...more,
});

function entry(more: Partial<BoardEntry> & { readonly endedAt?: Date } = {}): BoardEntry {
  const { endedAt = null, ...rest } = more;
  return {
    visit: {
      organizationId: 'organization',
      id: '0a0a0a0a-0000-4000-8000-000000000001',
      connectionId: 'connection',
      sessionKey: 'key',
      kind: 'single',
      scheduledStart: at('10:30'),
      scheduledEnd: at('10:50'),
      departmentId: null,
      appointmentId: null,
      encounterId: null,
      practitioners: [],
      segment: 1,
      createdAt: at('10:00'),
      endedAt,
      room: {
        organizer: 'organizer',
        meetingId: null,
        threadId: null,
        securedAt: null,
        presenters: [],
        botInstalledAt: null,
      },
      version: 3,
    },
    connectionName: 'Harbour',
    department: 'Cardiology',
    participants: [who('patient', 'patient'), who('doctor', 'clinician')],
    presences: [where('patient', 'waiting'), where('doctor', 'expected', { since: null })],
    clinicians: ['account of doctor'],
    effects: [],
    arrivals: [],
    cards: [],
    mayJoin: true,
    ...rest,
  };
}

const names = new Map([['account of doctor', 'Dr. Amara Okafor']]);
const card = (recipient: ArrivalCard['recipient'], isPosted: boolean): ArrivalCard => ({
  id: `card of ${recipient.kind}`,
  arrivalId: 'arrival',
  visitId: 'visit',
  recipient,
  posted: isPosted ? { conversationId: '19:x', serviceUrl: 'https://teams.example', activityId: '1' } : null,
});
const person = { kind: 'person', entraObjectId: 'account of doctor' } as const;
const coordinator = { kind: 'fallback-person', entraObjectId: 'account of coordinator' } as const;

describe('the board', () => {
  it('names clinicians only, and says of whom the directory names nobody now', () => {
    const visit = toBoardVisit(entry(), names);
    expect(visit.clinicians).toEqual(['Dr. Amara Okafor']);
    expect(visit.participants.map(({ displayName }) => displayName)).toEqual([null, 'Dr. Amara Okafor']);
    expect(toBoardVisit(entry(), new Map()).clinicians).toEqual([null]);
  });

  it('gives the way in to who may join, and to nobody else', () => {
    const { id } = entry().visit;
    expect(toBoardVisit(entry(), names).joinUrl).toBe(`/join/${id}`);
    expect(toBoardVisit(entry({ mayJoin: false }), names).joinUrl).toBeNull();
  });

  it('does not show the guest who was recognised as the patient', () => {
    const participants = [who('patient', 'patient'), who('known', 'guest'), who('unknown', 'guest')];
    const presences = [where('patient', 'in-meeting'), where('unknown', 'lobby')];
    const visit = toBoardVisit(entry({ participants, presences }), names);
    expect(visit.participants.map(({ role, number }) => [role, number])).toEqual([
      ['patient', 1],
      ['guest', 1],
    ]);
    expect(visit.state).toBe('in-progress');
  });

  it('says what was seen of the end, and marks the rest as assumed', () => {
    const presences = [
      where('patient', 'waiting', { beenInMeeting: true, since: at('10:44') }),
      where('doctor', 'unknown'),
    ];
    const visit = toBoardVisit(entry({ presences, endedAt: at('10:45') }), names);
    expect(visit).toMatchObject({ state: 'ended', joinUrl: null, waitingSince: null });
    expect(visit.participants).toMatchObject([
      { state: 'left', since: at('10:44').toISOString(), assumed: false },
      { state: 'left', since: at('10:45').toISOString(), assumed: true },
    ]);
  });

  it('counts the wait from the arrival, through the lobby', () => {
    const arrival = {
      id: 'arrival',
      visitId: 'visit',
      participantId: 'patient',
      segment: 1,
      ordinal: 1,
      at: at('10:25'),
      goneAt: null,
      card: { state: 'lobby', since: at('10:31'), waitedMinutes: 0 },
    } as const;
    const presences = [where('patient', 'lobby')];
    expect(toBoardVisit(entry({ presences, arrivals: [arrival] }), names).waitingSince).toBe(
      at('10:25').toISOString(),
    );
    const inMeeting = [where('patient', 'in-meeting')];
    expect(toBoardVisit(entry({ presences: inMeeting, arrivals: [arrival] }), names).waitingSince).toBeNull();
  });

  it('says who was told of the arrival', () => {
    const told = (cards: readonly ArrivalCard[], effects: BoardEntry['effects'] = []) =>
      toBoardVisit(entry({ cards, effects }), names).notification;
    expect(told([])).toBe('none');
    expect(told([card(person, false)])).toBe('pending');
    expect(told([card(person, true)])).toBe('person');
    expect(told([card(person, false), card(coordinator, true)])).toBe('fallback');
    const show = { state: 'waiting', since: at('10:31'), waitedMinutes: 0 } as const;
    const { effect, line } = cardEffect('visit', 'card of person', show);
    const parked = {
      id: '1',
      visitId: 'visit',
      line,
      effect,
      state: 'parked',
      attempts: 3,
      lastAnswer: 'blocked',
      addedAt: at('10:31'),
      sentAt: null,
    } as const;
    expect(told([card(person, false)], [parked])).toBe('failed');
  });
});
