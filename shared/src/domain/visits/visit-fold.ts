import { type Arrival, type ArrivalsChange, arrivalsAfter } from '../arrivals/arrival.ts';
import type { ConnectionSettings } from '../connections/connection.ts';
import { addMs, DAY_MS, earliest, SECOND_MS } from '../kernel/clock.ts';
import type { Fact } from '../writeback/fact.ts';
import { factsDue, type Told } from '../writeback/ledger.ts';
import type { Participant } from './participant.ts';
import { type Presence, presenceOf, type VisitPresence } from './presence.ts';
import type { StoredSignal } from './signal.ts';
import type { Visit } from './visit.ts';

export interface FoldInput {
  readonly visit: Visit;
  readonly participants: readonly Participant[];
  /** Of the open segment. */
  readonly signals: readonly StoredSignal[];
  readonly told: readonly Told[];
  readonly arrivals: readonly Arrival[];
  readonly foldedNumber: number;
  readonly settings: ConnectionSettings;
  readonly now: Date;
}

export interface FoldChange {
  readonly presences: readonly Presence[];
  readonly facts: readonly Fact[];
  readonly arrivals: ArrivalsChange;
  readonly endedAt: Date | null;
  /** The patient's page may offer to join: a clinician is in the meeting, or was sent there and no witness can say. */
  readonly joinOffered: boolean;
  readonly foldedNumber: number;
  /** When to fold again though nothing new is said. */
  readonly nextFoldAt: Date | null;
}

/** Everything that follows from a segment's signals, in one pure step; an ended segment is never folded. */
export function foldVisit(input: FoldInput): FoldChange {
  const { visit, participants, signals, settings, now } = input;
  const presence = presenceOf(participants, signals, settings, now);
  const empty = emptiness(presence.presences, settings, now);
  const unattended = unattendedUntil(visit, presence.presences, settings);
  const endedAt = presence.meetingEndedAt ?? empty.endedAt ?? (unattended <= now ? unattended : null);
  const ledger = factsDue({ ...input, presences: presence.presences, visitId: visit.id, endedAt });
  const arrivals = arrivalsAfter({ ...input, presences: presence.presences, endedAt });
  const offer = joinOffer(participants, presence, now);
  const deadlines = [offer.nextAt, presence.nextAt, empty.nextAt, unattended, ledger.nextAt, arrivals.nextAt];
  return {
    presences: presence.presences,
    facts: ledger.facts,
    arrivals,
    endedAt,
    joinOffered: endedAt === null && offer.offered,
    foldedNumber: Math.max(input.foldedNumber, ...signals.map(({ number }) => number)),
    nextFoldAt: endedAt === null ? earliest(deadlines.flatMap((at) => (at === null ? [] : [at]))) : null,
  };
}

/** How long a clinician who was sent into the meeting may stay unseen before the patient is let after them. */
const UNSEEN_AFTER_MS = 30 * SECOND_MS;

/**
 * The patient may join once a clinician is in the meeting; or, while no witness of the meeting has spoken, some time
 * after a clinician was sent there: a meeting that nobody tells us of must not keep the patient out.
 */
function joinOffer(
  participants: readonly Participant[],
  { presences, meetingWitnessed }: VisitPresence,
  now: Date,
) {
  const clinicians = new Set(participants.filter(({ role }) => role === 'clinician').map(({ id }) => id));
  const ofClinicians = presences.filter(({ participantId }) => clinicians.has(participantId));
  if (ofClinicians.some(({ state }) => state === 'in-meeting')) return { offered: true, nextAt: null };
  if (meetingWitnessed) return { offered: false, nextAt: null };
  const sent = ofClinicians.flatMap(({ state, since }) =>
    state === 'handed-over' && since !== null ? [since] : [],
  );
  const first = earliest(sent);
  if (first === null) return { offered: false, nextAt: null };
  const dueAt = addMs(first, UNSEEN_AFTER_MS);
  return dueAt <= now ? { offered: true, nextAt: null } : { offered: false, nextAt: dueAt };
}

/** Everybody who was present has been gone for the stated time. */
function emptiness(presences: readonly Presence[], settings: ConnectionSettings, now: Date) {
  const came = presences.filter(({ state }) => state !== 'expected');
  const gone = came.every(
    ({ state, handedOver }) => state === 'left' || (state === 'unknown' && !handedOver),
  );
  if (came.length === 0 || !gone) return { endedAt: null, nextAt: null };
  const observed = came.flatMap(({ observedAt }) => (observedAt === null ? [] : [observedAt.getTime()]));
  const dueAt = addMs(new Date(Math.max(...observed)), settings.endsAfterEmptyMs);
  return dueAt <= now ? { endedAt: dueAt, nextAt: null } : { endedAt: null, nextAt: dueAt };
}

/**
 * When a visit is closed in which nobody is seen any more: long after it was to end, and after anything was heard of it.
 * One in which somebody seems to be is closed a day later: the witness who would have seen them leave is gone.
 */
function unattendedUntil(visit: Visit, presences: readonly Presence[], settings: ConnectionSettings): Date {
  const seen = presences.some(
    ({ state }) => state === 'waiting' || state === 'lobby' || state === 'in-meeting',
  );
  const end = visit.scheduledEnd ?? addMs(visit.createdAt, settings.closesAfterMs);
  const heard = presences.flatMap(({ observedAt }) => (observedAt === null ? [] : [observedAt.getTime()]));
  const last = new Date(Math.max(end.getTime(), ...heard));
  return addMs(last, seen ? DAY_MS : settings.closesAfterMs);
}
