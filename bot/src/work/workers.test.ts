import type { ClaimedEntry } from '@ehr-connector/shared/domain/outbox/outbox-store.ts';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startFoldWorker } from './fold-worker.ts';
import { createMetrics } from './metrics.ts';
import { startOutboxWorker, type Worker } from './outbox-worker.ts';

const log = pino({ enabled: false });
const clock = { now: () => new Date() };
let running: Worker[] = [];

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(running.map((worker) => worker.stop()));
  running = [];
});

const entry = (id: string): ClaimedEntry => ({
  id,
  organizationId: 'org',
  visitId: `visit-${id}`,
  line: `room:${id}`,
  effect: { kind: 'room', visitId: `visit-${id}` },
  state: 'pending',
  attempts: 1,
  lastAnswer: null,
  addedAt: new Date(),
  firstTriedAt: new Date(),
  sentAt: null,
});

/** An outbox whose deliveries end when the test says so. */
function outbox(waiting: ClaimedEntry[]) {
  const underWay = new Map<string, { end: (outcome: 'sent') => void; signal: AbortSignal }>();
  const claimed: number[] = [];
  const metrics = createMetrics();
  const worker = startOutboxWorker({
    claims: {
      async claim(limit) {
        claimed.push(limit);
        return waiting.splice(0, limit);
      },
      nextDueAt: async () => null,
    },
    delivering: {
      deliver: ({ id }, signal) =>
        new Promise((resolve, reject) => {
          underWay.set(id, { end: resolve, signal });
          signal.addEventListener('abort', () => reject(new Error('out of time')));
        }),
    },
    clock,
    log,
    metrics,
  });
  running.push(worker);
  return { worker, underWay, claimed, metrics };
}

const endAll = (underWay: ReturnType<typeof outbox>['underWay']) => {
  for (const { end } of underWay.values()) end('sent');
};

describe('the outbox worker', () => {
  it('delivers several lines at once, and no more than it may', async () => {
    const { underWay, claimed } = outbox(Array.from({ length: 20 }, (_, index) => entry(String(index))));
    await vi.waitUntil(() => underWay.size === 16);
    expect(claimed[0]).toBe(16);
    underWay.get('3')?.end('sent');
    await vi.waitUntil(() => underWay.size === 17);
    endAll(underWay);
    await vi.waitUntil(() => underWay.size === 20);
    endAll(underWay);
  });

  it('is woken by what was added', async () => {
    const waiting: ClaimedEntry[] = [];
    const { worker, underWay, claimed } = outbox(waiting);
    await vi.waitUntil(() => claimed.length === 1);
    waiting.push(entry('late'));
    const addedAt = performance.now();
    worker.wake();
    await vi.waitUntil(() => underWay.has('late'));
    expect(performance.now() - addedAt).toBeLessThan(1_500); // it looks by itself every two seconds
    endAll(underWay);
  });

  it('takes up nothing more when told to stop, and lets what is under way end', async () => {
    const waiting = [entry('a')];
    const { worker, underWay } = outbox(waiting);
    await vi.waitUntil(() => underWay.size === 1);
    let stopped = false;
    const stopping = worker.stop().then(() => {
      stopped = true;
    });
    waiting.push(entry('b'));
    worker.wake();
    await Promise.resolve();
    expect(stopped).toBe(false);
    endAll(underWay);
    await stopping;
    expect([...underWay.keys()]).toEqual(['a']);
  });

  it('gives up what does not end within seconds of being told to stop', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { worker, underWay } = outbox([entry('stuck')]);
    await vi.waitUntil(() => underWay.size === 1);
    const stopping = worker.stop();
    await vi.advanceTimersByTimeAsync(3_900);
    expect(underWay.get('stuck')?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(underWay.get('stuck')?.signal.aborted).toBe(true);
    await stopping;
  });

  it('goes on when a delivery breaks off or the database is away', async () => {
    const failing = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue([]);
    const waiting = [[entry('bug')], [entry('next')]];
    const delivered: string[] = [];
    const worker = startOutboxWorker({
      claims: { claim: async () => waiting.shift() ?? (await failing()), nextDueAt: async () => null },
      delivering: {
        async deliver({ id }) {
          if (id === 'bug') throw new TypeError('a bug');
          delivered.push(id);
          return 'sent';
        },
      },
      clock,
      log,
      metrics: createMetrics(),
    });
    running.push(worker);
    await vi.waitUntil(() => delivered.includes('next'));
    await vi.waitUntil(() => {
      worker.wake();
      return failing.mock.calls.length >= 2;
    });
  });
});

describe('the fold worker', () => {
  it('folds every other visit when one cannot be folded, and does not hurry because of it', async () => {
    const folded: string[] = [];
    let looks = 0;
    const worker = startFoldWorker({
      due: {
        async due() {
          looks += 1;
          return ['a', 'poison', 'b'].map((visitId) => ({ organizationId: 'org', visitId }));
        },
        nextDueAt: async () => new Date(0),
      },
      folding: {
        async fold(_organizationId, visitId) {
          if (visitId === 'poison') throw new Error('cannot be folded');
          folded.push(visitId);
        },
      },
      clock,
      log,
    });
    running.push(worker);
    await vi.waitUntil(() => folded.length === 2);
    expect(folded).toEqual(['a', 'b']);
    // Due since long ago, and yet not asked for again at once: it would be, over and over.
    await worker.stop();
    expect(looks).toBe(1);
  });

  it('sleeps no longer than until the next visit is due', async () => {
    let looks = 0;
    const worker = startFoldWorker({
      due: {
        async due() {
          looks += 1;
          return [];
        },
        nextDueAt: async () => new Date(Date.now() + 50),
      },
      folding: { fold: async () => undefined },
      clock,
      log,
    });
    running.push(worker);
    await vi.waitUntil(() => looks >= 3, 1_500);
  });
});
