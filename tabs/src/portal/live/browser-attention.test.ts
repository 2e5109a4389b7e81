import { expect, it } from 'vitest';
import { createFakeTime } from '../testing/fake-time.ts';
import { AWAY_AFTER_MS, browserAttention } from './browser-attention.ts';

function somebody() {
  const time = createFakeTime(0);
  const timers: (() => void)[] = [];
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const window = Object.assign(new EventTarget(), {
    document,
    setTimeout: (run: () => void, ms: number) => timers.push(time.after(ms, run)),
    clearTimeout: (id: number) => timers[id - 1]?.(),
  });
  const heard: boolean[] = [];
  const attention = browserAttention(window as unknown as Window);
  const stop = attention.subscribe((isThere) => heard.push(isThere));
  return {
    heard,
    stop,
    attention,
    pass: time.pass,
    moves: () => window.dispatchEvent(new Event('pointermove')),
    sees: (visibilityState: 'visible' | 'hidden') => {
      document.visibilityState = visibilityState;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

it('is there while the page is seen', () => {
  const { attention, sees, heard } = somebody();
  expect(attention.isThere()).toBe(true);
  sees('hidden');
  expect(attention.isThere()).toBe(false);
  sees('visible');
  expect(heard).toEqual([false, true]);
});

it('is away when nothing was touched for half an hour, and back with the first sign of life', () => {
  const { pass, moves, heard } = somebody();
  pass(AWAY_AFTER_MS - 1);
  moves();
  pass(AWAY_AFTER_MS - 1);
  expect(heard).toEqual([]);
  pass(1);
  expect(heard).toEqual([false]);
  moves();
  moves();
  expect(heard).toEqual([false, true]);
});

it('says nothing any more when nobody wants to hear it', () => {
  const { pass, moves, sees, stop, heard } = somebody();
  stop();
  pass(AWAY_AFTER_MS);
  moves();
  sees('hidden');
  expect(heard).toEqual([]);
});
