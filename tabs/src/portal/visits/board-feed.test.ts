import type { BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import { describe, expect, it, vi } from 'vitest';
import { SILENCE_MS } from '../live/read-events.ts';
import { Failure } from '../session/failure.ts';
import { createFakeStream, type FakeStream } from '../testing/fake-stream.ts';
import { createFakeTime } from '../testing/fake-time.ts';
import { idOf, sampleVisit } from '../testing/sample-visits.ts';
import { createBoardFeed } from './board-feed.ts';

const START = Date.parse('2026-03-02T09:00:00.000Z');
const RANGE = { from: new Date('2026-03-02T00:00:00.000Z'), to: new Date('2026-03-03T00:00:00.000Z') };

/** Lets everything run that is ready to. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A feed over a service in the test's hands: `board` is what it answers, an error what it refuses with. */
function openFeed(
  options: { startOnline?: boolean; serviceAheadMs?: number; stream?: Failure; board?: Failure } = {},
) {
  const time = createFakeTime(START);
  const service = {
    visits: (options.board ?? []) as BoardVisit[] | Failure,
    stream: options.stream ?? null,
    isOnline: options.startOnline ?? true,
  };
  const streams: FakeStream[] = [];
  const networkListeners = new Set<() => void>();
  const load = vi.fn(async () => {
    if (service.visits instanceof Failure) throw service.visits;
    const asOf = new Date(time.clock() + (options.serviceAheadMs ?? 0)).toISOString();
    return { scope: 'own' as const, asOf, visits: [...service.visits] };
  });
  const feed = createBoardFeed({
    range: RANGE,
    load,
    openEvents: async (signal) => {
      if (service.stream) throw service.stream;
      const stream = createFakeStream(signal);
      streams.push(stream);
      return stream.stream;
    },
    clock: time.clock,
    after: time.after,
    random: () => 0,
    network: {
      isOnline: () => service.isOnline,
      subscribe: (changed) => {
        networkListeners.add(changed);
        return () => networkListeners.delete(changed);
      },
    },
  });
  const setOnline = (isOnline: boolean) => {
    service.isOnline = isOnline;
    for (const listener of [...networkListeners]) listener();
  };
  const stop = feed.start();
  const shown = () => {
    const { content } = feed.view();
    return content.state === 'ready' ? [...content.visits.values()].map(({ id }) => id) : content.state;
  };
  const until = (check: () => void) => vi.waitFor(check);
  const live = () => until(() => expect(feed.view().link).toBe('live'));
  return { feed, time, service, streams, load, setOnline, stop, shown, until, live };
}

describe('a board while all is well', () => {
  it('is fetched once the stream is open, so that nothing falls between', async () => {
    const { feed, service, streams, load, live, shown, stop } = openFeed();
    expect(feed.view()).toMatchObject({ content: { state: 'loading' }, link: 'connecting' });
    service.visits = [sampleVisit({ number: 1 })];
    await live();
    expect(shown()).toEqual([idOf(1)]);
    expect([streams.length, load.mock.calls.length]).toEqual([1, 1]);
    stop();
  });

  it('changes with each event, and tells who listens what it was before', async () => {
    const { feed, service, streams, live, shown, until, stop } = openFeed();
    service.visits = [sampleVisit({ number: 1 })];
    await live();
    const changed = vi.fn();
    feed.subscribeChanges(changed);
    streams[0]?.visit(sampleVisit({ number: 1, version: 2, state: 'waiting' }));
    streams[0]?.visit(sampleVisit({ number: 2 }));
    await until(() => expect(shown()).toEqual([idOf(1), idOf(2)]));
    expect(changed.mock.calls.map(([before, after]) => [before?.version, after.version])).toEqual([
      [1, 2],
      [undefined, 1],
    ]);
    stop();
  });

  it('loses no event that comes before the board does', async () => {
    const { streams, load, shown, until, live, stop } = openFeed();
    const answer = Promise.withResolvers<void>();
    load.mockImplementationOnce(async () => {
      await answer.promise;
      return { scope: 'own', asOf: new Date(START).toISOString(), visits: [sampleVisit({ number: 1 })] };
    });
    await until(() => expect(streams).toHaveLength(1));
    streams[0]?.visit(sampleVisit({ number: 2, startsAt: new Date(START).toISOString() }));
    await turn(); // the event is read while the board is still being fetched
    answer.resolve();
    await live();
    await until(() => expect(shown()).toEqual([idOf(1), idOf(2)]));
    stop();
  });

  it('knows the time of the service where the device’s clock is wrong', async () => {
    const { feed, live, stop } = openFeed({ serviceAheadMs: 90_000 });
    await live();
    expect(feed.view().clockOffsetMs).toBe(90_000);
    stop();
  });
});

describe('a board that loses its connection', () => {
  it('keeps what it knows, says since when, and catches up after reconnecting', async () => {
    const { feed, time, service, streams, live, shown, until, stop } = openFeed();
    service.visits = [sampleVisit({ number: 1 })];
    await live();
    streams[0]?.end();
    await until(() => expect(feed.view().link).toBe('lost'));
    expect(feed.view().knownAt).toBe(START);
    expect(shown()).toEqual([idOf(1)]);
    service.visits = [sampleVisit({ number: 1 }), sampleVisit({ number: 2 })];
    time.pass(500);
    await live();
    expect(shown()).toEqual([idOf(1), idOf(2)]);
    stop();
  });

  it('takes silence for a loss', async () => {
    const { feed, time, streams, live, until, stop } = openFeed();
    await live();
    await until(() => expect(streams[0]?.stream.locked).toBe(true));
    time.pass(SILENCE_MS);
    await until(() => expect(feed.view().link).toBe('lost'));
    stop();
  });

  it('waits longer after each failure, and not at all when the user asks', async () => {
    const { feed, time, service, load, live, until, stop } = openFeed({
      stream: new Failure('failed'),
      board: new Failure('failed', { reference: 'ref-1' }),
    });
    await until(() => expect(feed.view().content).toMatchObject({ state: 'failed' }));
    await until(() => expect(feed.view().link).toBe('lost'));
    time.pass(499);
    expect(load).toHaveBeenCalledTimes(1);
    time.pass(1);
    await until(() => expect(load).toHaveBeenCalledTimes(2));
    service.stream = null;
    service.visits = [];
    await until(() => {
      feed.retry();
      expect(load.mock.calls.length).toBeGreaterThan(2);
    });
    await live();
    stop();
  });

  it('still shows the board where the stream does not get through', async () => {
    const { feed, service, shown, until, stop } = openFeed({ stream: new Failure('failed') });
    service.visits = [sampleVisit({ number: 1 })];
    await until(() => expect(shown()).toEqual([idOf(1)]));
    expect(feed.view().link).not.toBe('live');
    stop();
  });

  it('does not claim to be live when the board could not be fetched', async () => {
    const { feed, service, streams, live, until, time, stop } = openFeed();
    await live();
    service.visits = new Failure('failed');
    streams[0]?.end();
    await until(() => expect(feed.view().link).toBe('lost'));
    time.pass(500);
    await until(() => expect(streams[1]?.signal.aborted).toBe(true));
    expect(feed.view()).toMatchObject({ content: { state: 'ready' }, link: 'lost' });
    stop();
  });
});

describe('a board and the network', () => {
  it('notices at once that the network is gone, and that it is back', async () => {
    const { feed, setOnline, live, until, stop } = openFeed();
    await live();
    setOnline(false);
    await until(() => expect(feed.view().link).toBe('offline'));
    setOnline(true);
    await live();
    stop();
  });

  it('says so when there is none from the start', async () => {
    const { feed, setOnline, live, until, stop } = openFeed({ startOnline: false });
    await until(() =>
      expect(feed.view().content).toMatchObject({ state: 'failed', failure: { kind: 'offline' } }),
    );
    setOnline(true);
    await live();
    stop();
  });
});

describe('a board that is refused', () => {
  it.each(['forbidden', 'signed-out'] as const)('hides what it showed when the user is %s', async (kind) => {
    const { feed, time, service, streams, live, load, until, stop } = openFeed();
    service.visits = [sampleVisit({ number: 1 })];
    await live();
    service.stream = new Failure(kind);
    streams[0]?.end();
    await until(() => expect(feed.view().link).toBe('lost'));
    time.pass(500);
    await until(() => expect(feed.view().content).toMatchObject({ state: 'failed', failure: { kind } }));
    const asked = load.mock.calls.length;
    time.pass(3_600_000);
    expect(load).toHaveBeenCalledTimes(asked);
    stop();
  });
});
