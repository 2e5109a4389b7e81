import type { ConnectionSettings } from '../connections/connection.ts';
import { addMs, earliest, MINUTE_MS } from '../kernel/clock.ts';
import { isPatientSide, type Participant } from '../visits/participant.ts';
import type { Presence } from '../visits/presence.ts';
import type { Visit } from '../visits/visit.ts';

/** One time a patient's side came to be seen; the care team is told of it once. */
export interface Arrival {
  readonly id: string;
  readonly visitId: string;
  readonly participantId: string;
  readonly segment: number;
  /** Counts the arrivals of the participant within the segment, from 1. */
  readonly ordinal: number;
  readonly at: Date;
  /** By the service's clock: since when the participant has been gone; `null` while present. */
  readonly goneAt: Date | null;
  readonly card: CardState;
}

/** What the card says. Cards of equal state look alike, so an update is due just when this changes. */
export interface CardState {
  readonly state: 'waiting' | 'handed-over' | 'lobby' | 'in-meeting' | 'left' | 'unknown' | 'ended';
  readonly since: Date;
  /** Whole minutes waited, in the steps of {@link WAIT_STEPS_MINUTES}; 0 unless waiting. */
  readonly waitedMinutes: number;
}

/** When a waiting card is redrawn, so that it tells for how long without a message a minute. */
export const WAIT_STEPS_MINUTES = [0, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120] as const;

export interface ArrivalsInput {
  readonly visit: Visit;
  readonly participants: readonly Participant[];
  readonly presences: readonly Presence[];
  /** Of the open segment. */
  readonly arrivals: readonly Arrival[];
  readonly settings: Pick<ConnectionSettings, 'notifyBeforeMs' | 'closesAfterMs' | 'rearrivesAfterMs'>;
  readonly endedAt: Date | null;
  readonly now: Date;
}

export interface ArrivalsChange {
  readonly begun: readonly Omit<Arrival, 'id'>[];
  /** Arrivals whose card state or absence changed. */
  readonly changed: readonly Arrival[];
  readonly nextAt: Date | null;
}

/** Decides who has newly arrived and what each card has to say now. */
export function arrivalsAfter(input: ArrivalsInput): ArrivalsChange {
  const perParticipant = input.participants.filter(isPatientSide).flatMap((participant) => {
    const presence = input.presences.find(({ participantId }) => participantId === participant.id);
    return presence === undefined ? [] : [ofParticipant(participant, presence, input)];
  });
  return {
    begun: perParticipant.flatMap(({ begun }) => (begun === null ? [] : [begun])),
    changed: perParticipant.flatMap(({ changed }) => (changed === null ? [] : [changed])),
    nextAt: earliest(perParticipant.flatMap(({ nextAt }) => (nextAt === null ? [] : [nextAt]))),
  };
}

const isPresent = ({ state }: Presence): boolean =>
  state === 'waiting' || state === 'handed-over' || state === 'lobby' || state === 'in-meeting';

function ofParticipant(participant: Participant, presence: Presence, input: ArrivalsInput) {
  const { now, settings, endedAt } = input;
  const last = input.arrivals
    .filter(({ participantId }) => participantId === participant.id)
    .reduce<Arrival | null>(
      (best, arrival) => (best === null || arrival.ordinal > best.ordinal ? arrival : best),
      null,
    );
  const present = isPresent(presence) && endedAt === null;
  const isReturn = last?.goneAt != null && now.getTime() - last.goneAt.getTime() >= settings.rearrivesAfterMs;
  if (present && (last === null || isReturn)) {
    const window = notificationWindow(input);
    if (now < window.from) return { begun: null, changed: null, nextAt: window.from };
    if (window.until !== null && now > window.until) return { begun: null, changed: null, nextAt: null };
    const card = cardState(presence, null, now);
    const begun = {
      visitId: input.visit.id,
      participantId: participant.id,
      segment: input.visit.segment,
      ordinal: (last?.ordinal ?? 0) + 1,
      at: presence.since ?? now,
      goneAt: null,
      card,
    };
    return { begun, changed: null, nextAt: nextWaitStep(card) };
  }
  if (last === null) return { begun: null, changed: null, nextAt: null };
  const goneAt = present ? null : (last.goneAt ?? (isGone(presence) || endedAt !== null ? now : null));
  const card = cardState(presence, endedAt, now);
  const changed =
    isSameCard(card, last.card) && sameTime(goneAt, last.goneAt) ? null : { ...last, goneAt, card };
  return { begun: null, changed, nextAt: nextWaitStep(card) };
}

const isGone = ({ state, handedOver }: Presence): boolean =>
  state === 'left' || (state === 'unknown' && !handedOver);

function notificationWindow({ visit, settings }: ArrivalsInput): {
  readonly from: Date;
  readonly until: Date | null;
} {
  return {
    from: visit.scheduledStart === null ? new Date(0) : addMs(visit.scheduledStart, -settings.notifyBeforeMs),
    until: visit.scheduledEnd === null ? null : addMs(visit.scheduledEnd, settings.closesAfterMs),
  };
}

function cardState(presence: Presence, endedAt: Date | null, now: Date): CardState {
  if (endedAt !== null) return { state: 'ended', since: endedAt, waitedMinutes: 0 };
  const since = presence.since ?? now;
  const state = presence.state === 'expected' ? 'unknown' : presence.state;
  return { state, since, waitedMinutes: state === 'waiting' ? waitStep(since, now) : 0 };
}

function waitStep(since: Date, now: Date): number {
  const minutes = Math.floor((now.getTime() - since.getTime()) / MINUTE_MS);
  return WAIT_STEPS_MINUTES.findLast((step) => step <= minutes) ?? 0;
}

function nextWaitStep({ state, since, waitedMinutes }: CardState): Date | null {
  const next = WAIT_STEPS_MINUTES.find((step) => step > waitedMinutes);
  return state === 'waiting' && next !== undefined ? addMs(since, next * MINUTE_MS) : null;
}

export function isSameCard(a: CardState, b: CardState): boolean {
  return (
    a.state === b.state && a.since.getTime() === b.since.getTime() && a.waitedMinutes === b.waitedMinutes
  );
}

const sameTime = (a: Date | null, b: Date | null): boolean => a?.getTime() === b?.getTime();
