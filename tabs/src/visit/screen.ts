import type { PatientState, PatientVisit } from '@ehr-connector/shared/contract/patient-visit.ts';
import type { Refusal } from './api/answer.ts';

/** What this page itself knows and has done; together with what the service says it decides the screen. */
export interface PageState {
  /** What the service said last; null until it has spoken. */
  readonly visit: PatientVisit | null;
  /** Set once the service has refused for good. */
  readonly refusal: Refusal | null;
  /** What was known when **Join now** was pressed on this page; null while it was not. */
  readonly joinedAt: Pick<PatientVisit, 'state' | 'since'> | null;
  /** The visit was brought here from an in-app browser by a code that did not work. */
  readonly isHandoverSpent: boolean;
  /** The session on this device was ended by the person. */
  readonly hasSignedOff: boolean;
  readonly connection: Connection;
}

/** Whether we hear from the service; times are milliseconds since the epoch by this device's clock. */
export type Connection =
  | { readonly kind: 'fine' }
  | { readonly kind: 'offline'; readonly since: number }
  | { readonly kind: 'unreachable'; readonly since: number };

/** What is drawn. Every state of a visit and every way to fail has exactly one. */
export type Screen =
  | { readonly kind: 'opening' }
  | { readonly kind: 'waiting'; readonly visit: PatientVisit }
  | { readonly kind: 'ready'; readonly visit: PatientVisit; readonly joinUrl: string }
  | { readonly kind: 'handed-over' | 'lobby' | 'in-meeting' | 'left'; readonly visit: PatientVisit }
  | { readonly kind: 'ended' }
  | { readonly kind: 'session-expired' }
  | { readonly kind: 'handover-spent' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'failed'; readonly reference: string }
  | { readonly kind: 'signed-off' };

export const initialPageState: PageState = {
  visit: null,
  refusal: null,
  joinedAt: null,
  isHandoverSpent: false,
  hasSignedOff: false,
  connection: { kind: 'fine' },
};

export function screenOf(page: PageState): Screen {
  if (page.hasSignedOff) return { kind: 'signed-off' };
  if (page.refusal !== null) return screenOfRefusal(page.refusal, page.isHandoverSpent);
  if (page.visit === null) return { kind: 'opening' };
  return screenOfVisit(page.visit, page.joinedAt);
}

function screenOfVisit(visit: PatientVisit, joinedAt: PageState['joinedAt']): Screen {
  switch (stateToShow(visit, joinedAt)) {
    case 'absent':
    case 'waiting':
      // Joining is offered as the service says: also when a clinician went there and nobody can tell us more.
      return visit.joinUrl !== null
        ? { kind: 'ready', visit, joinUrl: visit.joinUrl }
        : { kind: 'waiting', visit };
    case 'handed-over':
      return { kind: 'handed-over', visit };
    case 'lobby':
      return { kind: 'lobby', visit };
    case 'in-meeting':
      return { kind: 'in-meeting', visit };
    case 'left':
      return { kind: 'left', visit };
    case 'ended':
      return { kind: 'ended' };
  }
}

/**
 * The service learns of the hand-over a moment after the person has pressed the button, and nobody may have
 * seen them in Teams yet. Until it says something new, what it said before is not held against them.
 */
function stateToShow(visit: PatientVisit, joinedAt: PageState['joinedAt']): PatientState {
  if (joinedAt === null || visit.state === 'ended') return visit.state;
  const isNews = visit.state !== joinedAt.state || visit.since !== joinedAt.since;
  const isBefore = visit.state === 'absent' || visit.state === 'waiting';
  if (isBefore) return visit.joinUrl === null ? visit.state : 'handed-over';
  return isNews ? visit.state : 'handed-over';
}

function screenOfRefusal(refusal: Refusal, isHandoverSpent: boolean): Screen {
  if (refusal.kind === 'unreachable') return { kind: 'opening' };
  switch (refusal.code) {
    case 'visit-session-expired':
      return { kind: isHandoverSpent ? 'handover-spent' : 'session-expired' };
    case 'visit-not-found':
    case 'not-allowed':
      return { kind: 'not-found' };
    case 'visit-ended':
    case 'appointment-over':
      return { kind: 'ended' };
    default:
      return { kind: 'failed', reference: refusal.reference };
  }
}

/** Whether the page has nothing more to report. */
export function isOver(screen: Screen): boolean {
  return screen.kind !== 'opening' && !('visit' in screen);
}

/** Whether the person is to stay in front of this page: the screen is kept on, and tests make sense. */
export function isWaiting(screen: Screen): boolean {
  return screen.kind === 'waiting' || screen.kind === 'ready';
}

/**
 * What may be said of the care team. One who comes before the hospital wants to hear of it is announced
 * later: nothing is under way then.
 */
export function announcementOf(visit: PatientVisit, nowMs: number): 'told' | 'telling' | 'willTell' {
  if (visit.careTeamNotified) return 'told';
  return punctualityOf(visit.startsAt, nowMs) === 'early' ? 'willTell' : 'telling';
}

/** How the time of the appointment stands to now; `late` from a quarter of an hour after it. */
export function punctualityOf(
  startsAt: string | null,
  nowMs: number,
): 'unscheduled' | 'early' | 'due' | 'late' {
  if (startsAt === null) return 'unscheduled';
  const minutesPast = (nowMs - Date.parse(startsAt)) / 60_000;
  if (minutesPast < -5) return 'early';
  return minutesPast < 15 ? 'due' : 'late';
}
