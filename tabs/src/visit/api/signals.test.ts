import { beforeEach, expect, it } from 'vitest';
import { createManualTimers, type ManualTimers } from '../testing/manual-timers.ts';
import { createScriptedApi, problem, type ScriptedApi, unreachable } from '../testing/scripted-api.ts';
import type { Refusal } from './answer.ts';
import { createSignals, type Signals } from './signals.ts';

const pageId = '0b0f7c39-7a4e-4f64-a54f-fb1c6d7f6c11';
let timers: ManualTimers;
let api: ScriptedApi;
let answers: (Refusal | null)[];
let signals: Signals;

beforeEach(() => {
  timers = createManualTimers();
  api = createScriptedApi();
  answers = [];
  signals = createSignals({ api, timers, pageId, random: () => 0, onAnswer: (why) => answers.push(why) });
});

const said = () => api.signals.map(({ kind, sequence }) => `${kind} ${sequence}`);

it('says that the page is open at once, and then every ten seconds', async () => {
  signals.start();
  await timers.pass(0);
  expect(said()).toEqual(['here 0']);
  await timers.pass(9_999);
  expect(said()).toHaveLength(1);
  await timers.pass(10_001);
  expect(said()).toEqual(['here 0', 'here 1', 'here 2']);
  expect(new Set(api.signals.map((signal) => signal.pageId))).toEqual(new Set([pageId]));
});

it('does not multiply when started twice', async () => {
  signals.start();
  signals.start();
  await timers.pass(0);
  signals.start();
  await timers.pass(30_000);
  expect(said()).toHaveLength(5);
});

it('tries again sooner than ten seconds, then ever more slowly, when nobody answers', async () => {
  api.refuses.signal = unreachable;
  signals.start();
  const gaps: number[] = [];
  for (let last = 0; gaps.length < 6; ) {
    const before = api.signals.length;
    while (api.signals.length === before) await timers.pass(100);
    if (before > 0) gaps.push(timers.now() - last);
    last = timers.now();
  }
  expect(gaps).toEqual([500, 1000, 2000, 4000, 7500, 7500]);
});

it('takes its ten-second beat up again once somebody answers', async () => {
  api.refuses.signal = problem('ehr-unavailable', 503);
  signals.start();
  await timers.pass(400);
  api.refuses.signal = null;
  await timers.pass(100);
  expect(answers).toEqual([problem('ehr-unavailable', 503), null]);
  await timers.pass(10_000);
  expect(said()).toEqual(['here 0', 'here 1', 'here 2']);
});

it('waits as long as the service asks it to', async () => {
  api.refuses.signal = problem('launch-rate-limited', 429);
  api.retryAfterMs = 60_000;
  signals.start();
  await timers.pass(59_999);
  expect(said()).toHaveLength(1);
  await timers.pass(1);
  expect(said()).toHaveLength(2);
});

it('repeats that the patient came back, under the same number, until the service has it', async () => {
  signals.start();
  await timers.pass(0);
  api.refuses.signal = unreachable;
  signals.back();
  await timers.pass(500);
  api.refuses.signal = null;
  await timers.pass(1000);
  expect(said()).toEqual(['here 0', 'back 1', 'back 1', 'back 1']);
  await timers.pass(10_000);
  expect(said().at(-1)).toBe('here 2');
});

it('says that the patient came back although a signal is under way', async () => {
  signals.start();
  signals.back();
  await timers.pass(0);
  expect(said()).toEqual(['here 0', 'back 1']);
});

it('says once that the page goes away, and nothing after it', async () => {
  signals.start();
  await timers.pass(0);
  signals.close();
  signals.close();
  await timers.pass(60_000);
  expect(said()).toEqual(['here 0']);
  expect(api.beacons).toEqual([{ pageId, sequence: 1, kind: 'closing' }]);
});

it('falls silent without a word, and may begin again', async () => {
  signals.start();
  await timers.pass(0);
  signals.stop();
  await timers.pass(60_000);
  signals.start();
  await timers.pass(0);
  expect(said()).toEqual(['here 0', 'here 1']);
  expect(api.beacons).toEqual([]);
});
