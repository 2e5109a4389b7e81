import type { ConnectedMeans } from '../connections/connection.ts';
import { addMs, earliest } from '../kernel/clock.ts';
import { attributedGuests } from '../visits/guest-attribution.ts';
import { believedRoster } from '../visits/meeting-witness.ts';
import { isPatientSide, type Participant } from '../visits/participant.ts';
import type { Presence } from '../visits/presence.ts';
import type { StoredSignal } from '../visits/signal.ts';
import type { Fact } from './fact.ts';

/** What the EHR was last told of a participant, or is queued to be told. `count` is the number of facts so far. */
export interface Told {
  readonly participantId: string;
  readonly transition: Fact['transition'];
  readonly at: Date;
  readonly count: number;
}

export interface LedgerInput {
  readonly visitId: string;
  readonly participants: readonly Participant[];
  readonly presences: readonly Presence[];
  /** Signals of the open segment. */
  readonly signals: readonly StoredSignal[];
  readonly told: readonly Told[];
  /** The highest signal number an earlier fold has seen. */
  readonly foldedNumber: number;
  readonly settings: { readonly connectedMeans: ConnectedMeans; readonly absentAfterMs: number };
  /** Set when this fold ends the visit. */
  readonly endedAt: Date | null;
  readonly now: Date;
}

/**
 * Decides what the EHR is to be told now, in order, of those whom the EHR knows.
 *
 * Connect and disconnect of a participant alternate, times never run backwards, a short absence is not told, and a
 * visit's end closes whoever is still connected, marked as assumed where nobody saw it.
 */
export function factsDue(input: LedgerInput): {
  readonly facts: readonly Fact[];
  readonly nextAt: Date | null;
} {
  const results = input.participants
    .filter(({ knownToEhr }) => knownToEhr)
    .flatMap((participant) => {
      const presence = input.presences.find(({ participantId }) => participantId === participant.id);
      return presence === undefined ? [] : [factsOf(participant, presence, input)];
    });
  return {
    facts: results.flatMap(({ facts }) => facts).toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    nextAt: earliest(results.flatMap(({ nextAt }) => (nextAt === null ? [] : [nextAt]))),
  };
}

function factsOf(participant: Participant, presence: Presence, input: LedgerInput) {
  const facts: Fact[] = [];
  let last = input.told.find(({ participantId }) => participantId === participant.id) ?? null;
  const tell = (transition: Fact['transition'], at: Date, assumed: boolean) => {
    const count = (last?.count ?? 0) + 1;
    const clamped = last !== null && at < last.at ? last.at : at;
    facts.push({
      key: `${input.visitId}:${participant.id}:${count}:${transition}`,
      visitId: input.visitId,
      participantId: participant.id,
      side: isPatientSide(participant) ? 'patient' : 'clinician',
      transition,
      at: clamped,
      assumed,
    });
    last = { participantId: participant.id, transition, at: clamped, count };
  };

  const claim = claimOf(participant, presence, input.settings.connectedMeans);
  const connected = () => last?.transition === 'connected';
  if (!connected()) {
    const since = claim.connected === true ? claim.since : missedStretch(participant, last, input);
    if (since !== null) tell('connected', since, false);
  }
  if (!connected()) return { facts, nextAt: null };
  if (input.endedAt !== null) {
    if (claim.connected === false) tell('disconnected', claim.since, claim.assumed);
    else tell('disconnected', input.endedAt, true);
    return { facts, nextAt: null };
  }
  if (claim.connected !== false) return { facts, nextAt: null };
  const dueAt = addMs(presence.observedAt ?? claim.since, input.settings.absentAfterMs);
  if (dueAt > input.now) return { facts, nextAt: dueAt };
  tell('disconnected', claim.since, claim.assumed);
  return { facts, nextAt: null };
}

/** `connected: null` means that no witness says either way: what was told stands. */
type Claim =
  | { readonly connected: true; readonly since: Date }
  | { readonly connected: false; readonly since: Date; readonly assumed: boolean }
  | { readonly connected: null };

function claimOf(participant: Participant, presence: Presence, means: ConnectedMeans): Claim {
  const { state, since, handedOver } = presence;
  if (since === null) return { connected: null };
  const fromWaitingRoom = isPatientSide(participant) && means === 'waiting-room';
  switch (state) {
    case 'expected':
      return { connected: null };
    case 'in-meeting':
      return { connected: true, since };
    case 'waiting':
    case 'lobby':
      return fromWaitingRoom ? { connected: true, since } : { connected: false, since, assumed: false };
    case 'handed-over':
      return fromWaitingRoom ? { connected: true, since } : { connected: null };
    case 'left':
      return { connected: false, since, assumed: false };
    case 'unknown':
      // Handed over is not left: the meeting may go on where no witness of ours sees it.
      return handedOver ? { connected: null } : { connected: false, since, assumed: true };
  }
}

/**
 * Since when a whole stay lasted that began and ended between two folds, or whose beginning was reported after its end;
 * `null` when there was none. A stay from before what was told last has been told, or is another witness's view of it.
 */
function missedStretch(participant: Participant, last: Told | null, input: LedgerInput): Date | null {
  const guests = attributedGuests(input.participants, input.signals);
  const own = input.signals.filter(
    ({ participantId }) =>
      participantId !== null && (guests.get(participantId) ?? participantId) === participant.id,
  );
  const joined = believedRoster(own).filter(({ kind }) => kind === 'joined');
  const fromWaitingRoom = isPatientSide(participant) && input.settings.connectedMeans === 'waiting-room';
  const here = fromWaitingRoom ? own.filter(({ kind }) => kind === 'here') : [];
  const fresh = [...joined, ...here].filter(
    ({ number, at }) => number > input.foldedNumber && (last === null || at > last.at),
  );
  return earliest(fresh.map(({ at }) => at));
}
