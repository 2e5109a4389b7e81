import type {
  BoardParticipant,
  BoardVisit,
  BoardWriteback,
} from '@ehr-connector/shared/contract/visit-board.ts';
import type { BoardEntry } from '@ehr-connector/shared/domain/visits/board.ts';
import { isPatientSide, type Participant } from '@ehr-connector/shared/domain/visits/participant.ts';
import type { Presence } from '@ehr-connector/shared/domain/visits/presence.ts';

/** What staff are shown of a visit: times, states and clinicians; never a patient's name. */
export function toBoardVisit(entry: BoardEntry, names: ReadonlyMap<string, string>): BoardVisit {
  const { visit } = entry;
  const participants = entry.participants.filter((participant) => isShown(participant, entry));
  return {
    id: visit.id,
    kind: visit.kind,
    state: visitState(entry),
    startsAt: visit.scheduledStart?.toISOString() ?? null,
    endsAt: visit.scheduledEnd?.toISOString() ?? null,
    connectionName: entry.connectionName,
    department: entry.department,
    clinicians: entry.clinicians.map((account) => names.get(account) ?? null),
    participants: participants.map((participant) => toParticipant(participant, participants, entry, names)),
    waitingSince: waitingSince(entry)?.toISOString() ?? null,
    writebacks: writebacksOf(entry),
    notification: notificationOf(entry),
    joinUrl: visit.endedAt === null && entry.mayJoin ? `/join/${visit.id}` : null,
    version: visit.version,
  };
}

const presenceOf = ({ presences }: BoardEntry, { id }: Participant): Presence | undefined =>
  presences.find(({ participantId }) => participantId === id);

/** A guest who was recognised as the patient has no presence of its own. */
const isShown = (participant: Participant, entry: BoardEntry): boolean =>
  participant.role !== 'guest' || presenceOf(entry, participant) !== undefined;

function toParticipant(
  participant: Participant,
  all: readonly Participant[],
  entry: BoardEntry,
  names: ReadonlyMap<string, string>,
): BoardParticipant {
  const presence = presenceOf(entry, participant);
  const ofRole = all.filter(({ role }) => role === participant.role);
  const ended = entry.visit.endedAt !== null;
  const state = presence?.state ?? 'expected';
  const isOver = ended && state !== 'expected' && state !== 'left';
  // Back on the waiting page after the meeting: that the meeting was left, a witness saw.
  const wasSeenLeaving = isOver && state === 'waiting' && presence?.beenInMeeting === true;
  return {
    id: participant.id,
    role: participant.role,
    number: ofRole.indexOf(participant) + 1,
    displayName:
      participant.role === 'clinician' ? (names.get(participant.entraObjectId ?? '') ?? null) : null,
    state: isOver ? 'left' : state,
    since: (isOver && !wasSeenLeaving ? entry.visit.endedAt : presence?.since)?.toISOString() ?? null,
    assumed: isOver && !wasSeenLeaving,
  };
}

function visitState(entry: BoardEntry): BoardVisit['state'] {
  if (entry.visit.endedAt !== null) return 'ended';
  const states = (patientSide: boolean) =>
    entry.participants
      .filter((participant) => isPatientSide(participant) === patientSide)
      .map((participant) => presenceOf(entry, participant)?.state ?? 'expected');
  const everyone = [...states(true), ...states(false)];
  if (everyone.includes('in-meeting')) return 'in-progress';
  if (states(true).some((state) => state === 'waiting' || state === 'handed-over' || state === 'lobby'))
    return 'waiting';
  return everyone.some((state) => state === 'left' || state === 'unknown') ? 'left' : 'expected';
}

function waitingSince(entry: BoardEntry): Date | null {
  if (entry.visit.endedAt !== null) return null;
  const patients = new Set(entry.participants.filter(isPatientSide).map(({ id }) => id));
  const waiting = entry.arrivals.filter(
    ({ participantId, goneAt }) => patients.has(participantId) && goneAt === null,
  );
  const since = entry.presences.flatMap(({ participantId, state, since }) => {
    if (!patients.has(participantId) || since === null) return [];
    if (state !== 'waiting' && state !== 'handed-over' && state !== 'lobby') return [];
    // The wait began with the arrival; from the waiting room to the lobby it goes on.
    return [waiting.find((arrival) => arrival.participantId === participantId)?.at ?? since];
  });
  return since.reduce<Date | null>((first, at) => (first === null || at < first ? at : first), null);
}

function writebacksOf({ effects }: BoardEntry): BoardWriteback[] {
  return effects.flatMap(({ id, effect, state, attempts, lastAnswer, sentAt }) =>
    effect.kind === 'fact'
      ? [
          {
            id,
            participantId: effect.fact.participantId,
            transition: effect.fact.transition,
            at: effect.fact.at.toISOString(),
            state,
            attempts,
            lastAnswer,
            sentAt: sentAt?.toISOString() ?? null,
          },
        ]
      : [],
  );
}

function notificationOf({ cards, effects }: BoardEntry): BoardVisit['notification'] {
  if (cards.length === 0) return 'none';
  const posted = cards.filter((card) => card.posted !== null);
  if (posted.some(({ recipient }) => recipient.kind === 'person')) return 'person';
  if (posted.length > 0) return 'fallback';
  const isParked = (cardId: string) =>
    effects.some(
      ({ effect, state }) => effect.kind === 'card' && effect.cardId === cardId && state === 'parked',
    );
  return cards.every(({ id }) => isParked(id)) ? 'failed' : 'pending';
}
