import type { PatientState, PatientVisit } from '@ehr-connector/shared/contract/patient-visit.ts';
import { describe, expect, it } from 'vitest';
import {
  announcementOf,
  initialPageState,
  isOver,
  isWaiting,
  type PageState,
  punctualityOf,
  screenOf,
} from './screen.ts';
import { aVisit, problem } from './testing/scripted-api.ts';

const canJoin = { clinicianInMeeting: true, joinUrl: '/join/x?as=patient' };
const pageOf = (visit: Partial<PatientVisit>, page: Partial<PageState> = {}): PageState => ({
  ...initialPageState,
  visit: { ...aVisit, ...visit },
  ...page,
});
const kindOf = (visit: Partial<PatientVisit>, page?: Partial<PageState>) =>
  screenOf(pageOf(visit, page)).kind;

describe('the screen', () => {
  it('opens until the service has spoken', () => {
    expect(screenOf(initialPageState).kind).toBe('opening');
  });

  it.each<[PatientState, string]>([
    ['absent', 'waiting'],
    ['waiting', 'waiting'],
    ['handed-over', 'handed-over'],
    ['lobby', 'lobby'],
    ['in-meeting', 'in-meeting'],
    ['left', 'left'],
    ['ended', 'ended'],
  ])('of a patient who is %s is %s', (state, screen) => {
    expect(kindOf({ state })).toBe(screen);
  });

  it('offers to join whenever the service says that the door is open', () => {
    expect(kindOf(canJoin)).toBe('ready');
    expect(kindOf({ state: 'absent', ...canJoin })).toBe('ready');
    expect(kindOf({ ...canJoin, joinUrl: null })).toBe('waiting');
    expect(kindOf({ ...canJoin, clinicianInMeeting: false })).toBe('ready');
  });

  it('offers nothing to join once the patient is in the meeting or the visit is over', () => {
    expect(kindOf({ state: 'in-meeting', ...canJoin })).toBe('in-meeting');
    expect(kindOf({ state: 'ended', ...canJoin })).toBe('ended');
  });
});

describe('after Join now was pressed here', () => {
  const joinedAt = { state: 'waiting', since: aVisit.since } as const;

  it('says that Teams is open, although nobody has seen the patient there', () => {
    expect(kindOf(canJoin, { joinedAt })).toBe('handed-over');
  });

  it('follows what the service says next', () => {
    expect(kindOf({ ...canJoin, state: 'lobby', since: '2026-03-02T10:31:00.000Z' }, { joinedAt })).toBe(
      'lobby',
    );
  });

  it('waits again when the meeting closes before anybody has seen the patient in it', () => {
    expect(kindOf({ clinicianInMeeting: false, joinUrl: null }, { joinedAt })).toBe('waiting');
  });

  it('says so again when the patient who left goes back', () => {
    const left = { state: 'left', since: '2026-03-02T10:40:00.000Z' } as const;
    expect(kindOf({ ...canJoin, ...left }, { joinedAt: left })).toBe('handed-over');
    expect(kindOf({ ...canJoin, ...left, since: '2026-03-02T10:45:00.000Z' }, { joinedAt: left })).toBe(
      'left',
    );
  });

  it('never hides that the visit has ended', () => {
    expect(kindOf({ state: 'ended' }, { joinedAt: { state: 'ended', since: aVisit.since } })).toBe('ended');
  });
});

describe('a refusal', () => {
  it.each([
    ['visit-session-expired', 401, 'session-expired'],
    ['visit-not-found', 404, 'not-found'],
    ['not-allowed', 403, 'not-found'],
    ['visit-ended', 409, 'ended'],
    ['ehr-unavailable', 503, 'failed'],
    ['', 502, 'failed'],
  ])('with %s is drawn as it is', (code, status, screen) => {
    expect(kindOf({}, { refusal: problem(code, status) })).toBe(screen);
  });

  it('gives its reference, for the help desk', () => {
    const page = pageOf({}, { refusal: problem('ehr-unavailable', 503) });
    expect(screenOf(page)).toEqual({ kind: 'failed', reference: 'REF' });
  });

  it('of a spent link says that the link is spent', () => {
    const refusal = problem('visit-session-expired', 401);
    expect(kindOf({}, { refusal, isHandoverSpent: true })).toBe('handover-spent');
    expect(kindOf({}, { refusal: null, isHandoverSpent: true })).toBe('waiting');
  });
});

it('shows nothing of the visit once the person has left on this device', () => {
  const screen = screenOf(pageOf(canJoin, { hasSignedOff: true }));
  expect(screen).toEqual({ kind: 'signed-off' });
  expect(isOver(screen)).toBe(true);
  expect(isWaiting(screen)).toBe(false);
});

it.each([
  [-60, 'early'],
  [-6, 'early'],
  [-5, 'due'],
  [0, 'due'],
  [14, 'due'],
  [15, 'late'],
])('%d minutes from the appointment is %s', (minutes, punctuality) => {
  const startsAt = '2026-03-02T10:30:00.000Z';
  expect(punctualityOf(startsAt, Date.parse(startsAt) + minutes * 60_000)).toBe(punctuality);
  expect(punctualityOf(null, Date.parse(startsAt))).toBe('unscheduled');
});

it('promises early patients that the care team will be told, and says so to nobody before it is true', () => {
  const visit = { ...aVisit, startsAt: '2026-03-02T10:30:00.000Z', careTeamNotified: false };
  const at = (time: string) => Date.parse(`2026-03-02T${time}:00.000Z`);
  expect(announcementOf(visit, at('09:00'))).toBe('willTell');
  expect(announcementOf(visit, at('10:28'))).toBe('telling');
  expect(announcementOf({ ...visit, startsAt: null }, at('10:28'))).toBe('telling');
  expect(announcementOf({ ...visit, careTeamNotified: true }, at('09:00'))).toBe('told');
});
