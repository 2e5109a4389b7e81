import type { ConnectionSettings } from '../connections/connection.ts';
import { addMs, earliest } from '../kernel/clock.ts';
import { attributedGuests } from './guest-attribution.ts';
import { type CallEnd, type MeetingWitness, meetingWitness } from './meeting-witness.ts';
import { type PageWitness, pageWitness } from './page-witness.ts';
import { isPatientSide, type Participant } from './participant.ts';
import type { StoredSignal } from './signal.ts';

/** Where a participant stands, as far as any witness saw. */
export interface Presence {
  readonly participantId: string;
  readonly state: 'expected' | 'waiting' | 'handed-over' | 'lobby' | 'in-meeting' | 'left' | 'unknown';
  /** By the clock of the witness that saw the state begin; `null` while `expected`. */
  readonly since: Date | null;
  /** By the service's clock: when we last learnt something of the participant; periods of grace run from here. */
  readonly observedAt: Date | null;
  /** A witness saw the participant in the meeting at some time of this segment. */
  readonly beenInMeeting: boolean;
  /** For `unknown`: the participant had been handed over to the meeting, so silence is not absence. */
  readonly handedOver: boolean;
}

/** The whole of a segment, folded. */
export interface VisitPresence {
  readonly presences: readonly Presence[];
  /** The meeting was seen to end, after whoever had to be in it was in it. */
  readonly meetingEndedAt: Date | null;
  /** A witness of the meeting has spoken at all. */
  readonly meetingWitnessed: boolean;
  /** When to look again though nothing new is said; `null` when time alone changes nothing. */
  readonly nextAt: Date | null;
}

/**
 * Folds the signals of one segment into where everybody stands.
 *
 * Each source is folded by its own order and sources are combined by precedence, never by comparing clocks: the
 * meeting's roster by Graph, else by the bot, outranks the page; the page outranks silence; where no witness remains
 * the state is `unknown`. Pure: the same signals in any order of delivery give the same states.
 */
export function presenceOf(
  participants: readonly Participant[],
  signals: readonly StoredSignal[],
  settings: Pick<ConnectionSettings, 'pageSilentAfterMs'>,
  now: Date,
): VisitPresence {
  const guests = attributedGuests(participants, signals);
  const own = (participant: Participant) =>
    signals.filter(
      ({ participantId }) =>
        participantId !== null && (guests.get(participantId) ?? participantId) === participant.id,
    );
  const callEnded = callEnd(signals);
  const folded = participants
    .filter(({ id }) => !guests.has(id))
    .map((participant) => {
      const page = pageWitness(own(participant), settings.pageSilentAfterMs, now);
      const meeting = meetingWitness(own(participant), callEnded);
      const observedAt = lastObserved([...own(participant), ...callSignals(signals)], page);
      return {
        participant,
        page,
        presence: { ...combine(participant, page, meeting, own(participant)), observedAt },
      };
    });
  return {
    presences: folded.map(({ presence }) => presence),
    meetingEndedAt: meetingEnd(folded, callEnded),
    meetingWitnessed: signals.some(({ source }) => source === 'graph' || source === 'bot'),
    nextAt: earliest(
      folded.flatMap(({ page }) =>
        page.state === 'open' ? [addMs(page.lastHeard, settings.pageSilentAfterMs)] : [],
      ),
    ),
  };
}

function combine(
  participant: Participant,
  page: PageWitness,
  meeting: MeetingWitness,
  signals: readonly StoredSignal[],
): Unobserved {
  const base = {
    participantId: participant.id,
    beenInMeeting: meeting.seen,
    handedOver: page.handedOverAt !== null,
  };
  switch (meeting.state) {
    case 'in-meeting':
    case 'lobby':
      return { ...base, state: meeting.state, since: meeting.since };
    case 'gone':
      return afterMeeting(base, page, meeting);
    case 'silent':
      return isPatientSide(participant) ? byPageAlone(base, page) : byLaunchAlone(base, signals);
  }
}

type Unobserved = Omit<Presence, 'observedAt'>;
type Base = Pick<Presence, 'participantId' | 'beenInMeeting' | 'handedOver'>;

function afterMeeting(
  base: Base,
  page: PageWitness,
  meeting: MeetingWitness & { state: 'gone' },
): Unobserved {
  if (page.state === 'open') {
    // Who comes back to the page later has not been waiting since the meeting was left.
    const cameBack = page.openNumber > meeting.number;
    return { ...base, state: 'waiting', since: cameBack ? page.openSince : meeting.since };
  }
  // A page closed after the meeting was left is what ended the presence; which came later only storing can tell.
  const closedLater = page.state === 'closed' && page.number > meeting.number;
  return { ...base, state: 'left', since: closedLater ? page.lastHeard : meeting.since };
}

function byPageAlone(base: Base, page: PageWitness): Unobserved {
  switch (page.state) {
    case 'never':
      return { ...base, state: 'expected', since: null };
    case 'open':
      return page.handedOverAt === null
        ? { ...base, state: 'waiting', since: page.openSince }
        : { ...base, state: 'handed-over', since: page.handedOverAt };
    case 'closed':
      return { ...base, state: base.handedOver ? 'unknown' : 'left', since: page.lastHeard };
    case 'silent':
      return { ...base, state: 'unknown', since: page.lastHeard };
  }
}

function byLaunchAlone(base: Base, signals: readonly StoredSignal[]): Unobserved {
  const launches = signals.filter(({ kind }) => kind === 'launched').map(({ at }) => at);
  const last = launches.reduce<Date | null>(
    (latest, at) => (latest === null || at > latest ? at : latest),
    null,
  );
  return last === null
    ? { ...base, state: 'expected', since: null }
    : { ...base, state: 'handed-over', since: last };
}

const callSignals = (signals: readonly StoredSignal[]) =>
  signals.filter(({ participantId }) => participantId === null);

function lastObserved(signals: readonly StoredSignal[], page: PageWitness): Date | null {
  const times = signals.map(({ storedAt }) => storedAt.getTime());
  if (page.state !== 'never') times.push(page.lastHeard.getTime());
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/** The last end of the call by each source's own order, unless the same source saw it begin again. */
function callEnd(signals: readonly StoredSignal[]): ReadonlyMap<string, CallEnd> {
  const ends = new Map<string, CallEnd>();
  for (const source of ['graph', 'bot'] as const) {
    const calls = signals
      .filter(
        (signal) =>
          signal.source === source && (signal.kind === 'call-started' || signal.kind === 'call-ended'),
      )
      // At equal times the end counts: a call that ended as it began is over.
      .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.kind === 'call-ended' ? 1 : -1));
    const last = calls.at(-1);
    if (last?.kind === 'call-ended') ends.set(source, { at: last.at, number: last.number });
  }
  return ends;
}

/**
 * A call also ends when a clinician who came early goes again; the visit is over only when a clinician and, where there
 * is a patient's side, a patient had been in it; or a guest, once a patient was handed over: an employee who joins as a
 * patient with the work account is a guest to us.
 */
function meetingEnd(
  folded: readonly { readonly participant: Participant; readonly presence: Presence }[],
  callEnded: ReadonlyMap<string, CallEnd>,
): Date | null {
  const at = (callEnded.get('graph') ?? callEnded.get('bot'))?.at ?? null;
  if (
    at === null ||
    folded.some(({ presence }) => presence.state === 'in-meeting' || presence.state === 'lobby')
  )
    return null;
  const patients = folded.filter(({ participant }) => isPatientSide(participant));
  const been = (side: typeof folded) => side.some(({ presence }) => presence.beenInMeeting);
  const clinicians = folded.filter(({ participant }) => participant.role === 'clinician');
  const guests = folded.filter(({ participant }) => participant.role === 'guest');
  const isHandedOver = patients.some(({ presence }) => presence.handedOver);
  const patientWasIn = patients.length === 0 || been(patients) || (isHandedOver && been(guests));
  return been(clinicians) && patientWasIn ? at : null;
}
