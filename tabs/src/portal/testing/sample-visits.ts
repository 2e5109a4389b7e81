import type {
  Board,
  BoardParticipant,
  BoardVisit,
  BoardWriteback,
} from '@ehr-connector/shared/contract/visit-board.ts';

const MINUTE_MS = 60_000;

/** Ids are the contract's UUIDs, told apart by their last digits. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export function sampleVisit(overrides: Partial<BoardVisit> & { number: number }): BoardVisit {
  const { number, ...rest } = overrides;
  return {
    id: idOf(number),
    kind: 'single',
    state: 'expected',
    startsAt: null,
    endsAt: null,
    connectionName: 'Northwind Epic',
    department: 'Cardiology',
    clinicians: ['Ada Alder'],
    participants: [],
    waitingSince: null,
    writebacks: [],
    notification: 'none',
    joinUrl: `/join/${idOf(number)}`,
    version: 1,
    ...rest,
  };
}

export function sampleParticipant(overrides: Partial<BoardParticipant> & { id: string }): BoardParticipant {
  return {
    role: 'patient',
    number: 1,
    displayName: null,
    state: 'expected',
    since: null,
    assumed: false,
    ...overrides,
  };
}

export function sampleWriteback(
  overrides: Partial<BoardWriteback> & { participantId: string; at: string },
): BoardWriteback {
  return {
    id: `${overrides.participantId}-${overrides.transition ?? 'connected'}`,
    transition: 'connected',
    state: 'sent',
    attempts: 1,
    lastAnswer: null,
    sentAt: overrides.at,
    ...overrides,
  };
}

/** A day with a bit of everything: waits short and long, a group, a parked writeback, visits to come and past. */
export function sampleDay(now: Date): Board {
  const at = (minutes: number) => new Date(now.getTime() + minutes * MINUTE_MS).toISOString();
  const patient = (visit: number, overrides: Partial<BoardParticipant> = {}) =>
    sampleParticipant({ id: idOf(visit * 100 + (overrides.number ?? 1)), ...overrides });
  const clinician = (visit: number, overrides: Partial<BoardParticipant> = {}) =>
    sampleParticipant({
      id: idOf(visit * 100 + 50),
      role: 'clinician',
      displayName: 'Ada Alder',
      ...overrides,
    });
  return {
    scope: 'organisation',
    asOf: now.toISOString(),
    visits: [
      sampleVisit({
        number: 1,
        state: 'waiting',
        startsAt: at(-2),
        waitingSince: at(-4),
        participants: [patient(1, { state: 'waiting', since: at(-4) }), clinician(1)],
        writebacks: [sampleWriteback({ participantId: idOf(101), at: at(-4) })],
        notification: 'person',
      }),
      sampleVisit({
        number: 2,
        state: 'waiting',
        startsAt: at(-10),
        waitingSince: at(-14),
        clinicians: ['Ben Birch'],
        department: 'Dermatology',
        participants: [
          patient(2, { state: 'lobby', since: at(-14) }),
          clinician(2, { displayName: 'Ben Birch' }),
        ],
        writebacks: [
          sampleWriteback({
            participantId: idOf(201),
            at: at(-14),
            state: 'parked',
            attempts: 12,
            lastAnswer: 'HTTP 503 from the EHR',
            sentAt: null,
          }),
        ],
        notification: 'fallback',
      }),
      sampleVisit({
        number: 3,
        kind: 'group',
        state: 'in-progress',
        startsAt: at(-30),
        clinicians: ['Ada Alder', 'Cleo Cedar'],
        department: 'Behavioral Health',
        participants: [
          patient(3, { state: 'in-meeting', since: at(-28) }),
          patient(3, { number: 2, state: 'handed-over', since: at(-1) }),
          patient(3, { number: 3, state: 'left', since: at(-6) }),
          clinician(3, { state: 'in-meeting', since: at(-29) }),
        ],
        writebacks: [
          sampleWriteback({ participantId: idOf(350), at: at(-29) }),
          sampleWriteback({ participantId: idOf(301), at: at(-28) }),
          sampleWriteback({ participantId: idOf(303), at: at(-27) }),
          sampleWriteback({
            participantId: idOf(303),
            at: at(-6),
            transition: 'disconnected',
            state: 'pending',
            attempts: 2,
            sentAt: null,
          }),
        ],
        notification: 'person',
      }),
      sampleVisit({
        number: 4,
        startsAt: at(25),
        participants: [patient(4)],
        joinUrl: null,
        clinicians: [],
      }),
      sampleVisit({
        number: 5,
        state: 'ended',
        startsAt: at(-120),
        endsAt: at(-95),
        department: null,
        participants: [
          patient(5, { state: 'left', since: at(-95) }),
          sampleParticipant({ id: idOf(560), role: 'guest', state: 'left', since: at(-95), assumed: true }),
        ],
        writebacks: [
          sampleWriteback({ participantId: idOf(501), at: at(-118) }),
          sampleWriteback({ participantId: idOf(501), at: at(-95), transition: 'disconnected' }),
        ],
        notification: 'failed',
      }),
    ],
  };
}
