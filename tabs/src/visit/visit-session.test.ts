import { beforeEach, describe, expect, it } from 'vitest';
import { screenOf } from './screen.ts';
import { createManualTimers, type ManualTimers } from './testing/manual-timers.ts';
import { aVisit, createScriptedApi, problem, type ScriptedApi, unreachable } from './testing/scripted-api.ts';
import { createVisitSession, type VisitSession } from './visit-session.ts';

let timers: ManualTimers;
let api: ScriptedApi;
let isOnline: boolean;
let session: VisitSession;

beforeEach(() => {
  timers = createManualTimers();
  api = createScriptedApi();
  isOnline = true;
  session = createVisitSession({
    api,
    openStream: api.openStream,
    timers,
    random: () => 0,
    pageId: '0b0f7c39-7a4e-4f64-a54f-fb1c6d7f6c11',
    isOnline: () => isOnline,
    onChange: () => {},
  });
});

const shown = () => screenOf(session.page()).kind;
const said = () => api.signals.map(({ kind }) => kind);
const opened = async () => {
  void session.open(null);
  await timers.pass(0);
};

it('is in the waiting room, and says so, as soon as it is open', async () => {
  await opened();
  expect(shown()).toBe('waiting');
  expect(said()).toEqual(['here']);
});

describe('cut off', () => {
  it('keeps the waiting room and says since when it is offline', async () => {
    await opened();
    await timers.pass(4_000);
    isOnline = false;
    api.refuses.visit = unreachable;
    session.networkChanged();
    await timers.pass(7_000);
    expect(shown()).toBe('waiting');
    expect(session.page().connection).toEqual({ kind: 'offline', since: 4_000 });
    isOnline = true;
    api.refuses.visit = null;
    session.networkChanged();
    await timers.pass(0);
    expect(session.page().connection).toEqual({ kind: 'fine' });
  });

  it('tells a service that is down from a device that is offline', async () => {
    await opened();
    api.refuses.visit = problem('ehr-unavailable', 503);
    session.networkChanged();
    await timers.pass(0);
    expect(shown()).toBe('waiting');
    expect(session.page().connection.kind).toBe('unreachable');
  });

  it('shows the reference of a failure when there is nothing else to show, and recovers by itself', async () => {
    api.refuses.visit = problem('ehr-unavailable', 503);
    await opened();
    expect(shown()).toBe('failed');
    api.refuses.visit = null;
    await timers.pass(1_000);
    expect(shown()).toBe('waiting');
    expect(said().at(-1)).toBe('here');
  });
});

describe('an expired session', () => {
  it('ends the page, also when a signal learns of it first', async () => {
    await opened();
    api.refuses.visit = problem('visit-session-expired', 401);
    api.refuses.signal = problem('visit-session-expired', 401);
    await timers.pass(10_000);
    expect(shown()).toBe('session-expired');
    const sofar = api.asked.length;
    await timers.pass(600_000);
    expect(api.asked).toHaveLength(sofar);
  });

  it('comes to life again when a relaunch in another tab has renewed it', async () => {
    api.refuses.visit = problem('visit-session-expired', 401);
    await opened();
    expect(shown()).toBe('session-expired');
    api.refuses.visit = null;
    session.returned();
    await timers.pass(0);
    expect(shown()).toBe('waiting');
    await timers.pass(10_000);
    expect(said().length).toBeGreaterThan(1);
  });
});

describe('the hand-over to Teams', () => {
  beforeEach(async () => {
    await opened();
    api.push({ ...aVisit, clinicianInMeeting: true, joinUrl: '/join/x?as=patient' });
  });

  it('says that the patient came back only when they had gone', async () => {
    session.returned();
    await timers.pass(0);
    expect(said()).not.toContain('back');
    session.joined();
    expect(shown()).toBe('handed-over');
    session.returned();
    await timers.pass(0);
    expect(said()).toContain('back');
  });

  it('knows that the patient had gone to Teams from another page, or before a reload', async () => {
    api.push({ ...aVisit, state: 'in-meeting' });
    session.returned();
    await timers.pass(0);
    expect(said()).toContain('back');
  });

  it('falls silent at the end of the visit, and begins again when the visit is taken up again', async () => {
    api.push({ ...aVisit, state: 'ended' });
    const before = said().length;
    await timers.pass(25_000);
    expect(said()).toHaveLength(before);
    api.push(aVisit);
    await timers.pass(0);
    expect(said()).toHaveLength(before + 1);
  });
});

describe('a visit brought from an in-app browser', () => {
  it('redeems its code before it asks for the visit', async () => {
    void session.open('the-code');
    await timers.pass(0);
    expect(api.asked[0]).toBe('redeem the-code');
    expect(shown()).toBe('waiting');
  });

  it('tries again when nobody answers', async () => {
    api.refuses.redeem = unreachable;
    void session.open('the-code');
    await timers.pass(100);
    expect(session.page().connection.kind).toBe('unreachable');
    api.refuses.redeem = null;
    await timers.pass(1_000);
    expect(shown()).toBe('waiting');
  });

  it('says that the link is spent where there is no session either', async () => {
    api.refuses.redeem = problem('handover-expired', 403);
    api.refuses.visit = problem('visit-session-expired', 401);
    void session.open('the-code');
    await timers.pass(0);
    expect(shown()).toBe('handover-spent');
  });

  it('goes on with the session it has, although the link is spent', async () => {
    api.refuses.redeem = problem('handover-expired', 403);
    void session.open('the-code');
    await timers.pass(0);
    expect(shown()).toBe('waiting');
  });
});

describe('leaving', () => {
  it('on a shared computer leaves nothing to see, and says nothing more', async () => {
    await opened();
    expect(await session.leave()).toBe(true);
    expect(shown()).toBe('signed-off');
    const sofar = api.asked.length;
    session.returned();
    await timers.pass(60_000);
    expect(api.asked).toHaveLength(sofar);
  });

  it('says when the session could not be ended', async () => {
    await opened();
    for (const why of [unreachable, problem('origin-refused', 403), problem('unexpected', 500)]) {
      api.refuses.leave = why;
      expect(await session.leave()).toBe(false);
      expect(shown()).toBe('waiting');
    }
  });

  it('needs no session to end one that is over already', async () => {
    await opened();
    api.refuses.leave = problem('visit-session-expired', 401);
    expect(await session.leave()).toBe(true);
  });

  it('is said by a page that goes away for good, not by one that is only put away', async () => {
    await opened();
    session.paused();
    await timers.pass(60_000);
    expect(api.beacons).toEqual([]);
    session.returned();
    await timers.pass(0);
    expect(said()).toEqual(['here', 'here']);
    session.closed();
    expect(api.beacons.map(({ kind }) => kind)).toEqual(['closing']);
  });
});
