import type { PatientVisit } from '@ehr-connector/shared/contract/patient-visit.ts';
import { beforeEach, expect, it } from 'vitest';
import { createManualTimers, type ManualTimers } from '../testing/manual-timers.ts';
import {
  aVisit,
  createScriptedApi,
  problem,
  type ScriptedApi,
  unreachable,
} from '../testing/scripted-api.ts';
import type { Refusal } from './answer.ts';
import { createVisitFeed, type VisitFeed } from './visit-feed.ts';

let timers: ManualTimers;
let api: ScriptedApi;
let told: (PatientVisit['state'] | Refusal)[];
let feed: VisitFeed;

beforeEach(() => {
  timers = createManualTimers();
  api = createScriptedApi();
  told = [];
  feed = createVisitFeed({
    api,
    openStream: api.openStream,
    timers,
    random: () => 0,
    onVisit: (visit) => told.push(visit.state),
    onRefused: (why) => told.push(why),
  });
});

const timesAsked = (what: string) => api.asked.filter((asked) => asked === what).length;

it('asks first, then listens', async () => {
  feed.refresh();
  await timers.pass(0);
  expect(api.asked).toEqual(['visit', 'stream']);
  api.push({ ...aVisit, state: 'lobby' });
  expect(told).toEqual(['waiting', 'lobby']);
});

it('asks every five seconds while the stream is broken, and tries the stream each time', async () => {
  feed.refresh();
  await timers.pass(0);
  for (const state of ['lobby', 'in-meeting', 'left'] as const) {
    api.breakStream();
    api.current = { ...aVisit, state };
    await timers.pass(5_000);
  }
  expect(told).toEqual(['waiting', 'lobby', 'in-meeting', 'left']);
  expect(timesAsked('stream')).toBe(4);
});

it('doubts a stream that has been silent for half a minute, and replaces one that kept something back', async () => {
  feed.refresh();
  await timers.pass(0);
  api.push(aVisit);
  await timers.pass(30_000);
  expect([timesAsked('visit'), timesAsked('stream')]).toEqual([2, 1]);
  api.current = { ...aVisit, state: 'ended' };
  await timers.pass(30_000);
  expect([timesAsked('visit'), timesAsked('stream')]).toEqual([3, 2]);
  expect(told.at(-1)).toBe('ended');
});

it('prefers what the stream says to an answer that was asked for before it', async () => {
  feed.refresh();
  await timers.pass(0);
  api.push(aVisit);
  // Half a minute later it asks, and in the same instant, before the answer is read, the stream speaks.
  const answer = api.visit;
  api.visit = () => {
    const asked = answer();
    api.push({ ...aVisit, state: 'lobby' });
    return asked.then(() => ({ kind: 'ok', value: aVisit }));
  };
  await timers.pass(30_000);
  expect(told).toEqual(['waiting', 'waiting', 'lobby']);
});

it('goes on asking, ever more slowly, while nobody answers', async () => {
  api.refuses.visit = unreachable;
  feed.refresh();
  await timers.pass(500 + 1000 + 2000);
  expect(told).toEqual([unreachable, unreachable, unreachable, unreachable]);
  api.refuses.visit = null;
  await timers.pass(4000);
  expect(told.at(-1)).toBe('waiting');
});

it('stops for good when it is refused for good, and asks again when told to', async () => {
  api.refuses.visit = problem('visit-session-expired', 401);
  feed.refresh();
  await timers.pass(600_000);
  expect(timesAsked('visit')).toBe(1);
  expect(told).toEqual([problem('visit-session-expired', 401)]);
  api.refuses.visit = null;
  feed.refresh();
  await timers.pass(0);
  expect(told.at(-1)).toBe('waiting');
});

it('tells nothing after it was stopped', async () => {
  feed.refresh();
  feed.stop();
  await timers.pass(60_000);
  expect(told).toEqual([]);
  expect(api.push(aVisit)).toBe(false);
});
