import { describe, expect, it, vi } from 'vitest';
import { Failure, type FailureKind } from '../session/failure.ts';
import { createFakeStream, type FakeStream } from '../testing/fake-stream.ts';
import { createFakeTime } from '../testing/fake-time.ts';
import { createChangeFeed } from './change-feed.ts';
import { SILENCE_MS } from './read-events.ts';

/** A feed over a service, a network and somebody's attention in the test's hands. */
function feedOver() {
  const time = createFakeTime(0);
  const streams: FakeStream[] = [];
  const turns = new Set<(isThere: boolean) => void>();
  const world = { isOnline: true, isThere: true, refusal: null as FailureKind | null, opens: true };
  const looks: { end: (failure?: Failure) => void }[] = [];
  const turn = (change: Partial<typeof world>) => {
    Object.assign(world, change);
    for (const heard of [...turns]) heard(world.isThere);
  };
  const subscribe = (heard: (isThere: boolean) => void) => {
    turns.add(heard);
    return () => turns.delete(heard);
  };
  const feed = createChangeFeed({
    open: async (signal) => {
      if (!world.opens) throw new Failure('offline');
      const stream = createFakeStream(signal);
      streams.push(stream);
      return stream.stream;
    },
    concerns: (name, data) => name === 'changed' && data === 'ours',
    clock: time.clock,
    after: time.after,
    random: () => 0,
    network: { isOnline: () => world.isOnline, subscribe },
    attention: { isThere: () => world.isThere, subscribe },
  });
  const look = vi.fn(
    (signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        if (world.refusal) reject(new Failure(world.refusal));
        looks.push({ end: (failure) => (failure ? reject(failure) : resolve()) });
      }),
  );
  const last = () => {
    const stream = streams.at(-1);
    if (!stream) throw new Error('No stream was opened');
    return stream;
  };
  const changed = (data = 'ours') => last().write(`event: changed\ndata: ${data}\n\n`);
  const looked = (times: number) => vi.waitFor(() => expect(look).toHaveBeenCalledTimes(times));
  const opened = (times: number) => vi.waitFor(() => expect(streams).toHaveLength(times));
  const stands = (following: string) => vi.waitFor(() => expect(feed.following()).toBe(following));
  const end = (failure?: Failure) => looks.at(-1)?.end(failure);
  return { feed, time, turn, turns, look, last, changed, looked, opened, stands, end, streams, world };
}

describe('whoever follows', () => {
  it('looks when the stream is open, and again for what concerns them only', async () => {
    const { feed, look, changed, looked, end } = feedOver();
    feed.start(look);
    await looked(1);
    end();
    changed('theirs');
    changed();
    await looked(2);
  });

  it('looks once at a time, and once more for however much came meanwhile', async () => {
    const { feed, look, changed, looked, end, last } = feedOver();
    feed.start(look);
    await looked(1);
    for (let count = 0; count < 5; count += 1) changed();
    last().write(': heartbeat\n\n');
    await vi.waitFor(() => expect(look).toHaveBeenCalledTimes(1));
    end();
    await looked(2);
    end();
    changed();
    await looked(3);
  });

  it('looks each minute all the same, since some things change by the clock', async () => {
    const { feed, time, look, looked, end, last } = feedOver();
    feed.start(look);
    await looked(1);
    end();
    for (const minute of [2, 3]) {
      for (let quarter = 0; quarter < 4; quarter += 1) {
        last().write(': heartbeat\n\n');
        await new Promise(setImmediate);
        time.pass(15_000);
      }
      await looked(minute);
      end();
    }
  });
});

describe('when the stream is lost', () => {
  it('connects again after a while and looks', async () => {
    const { feed, time, look, last, looked, opened, end, stands } = feedOver();
    feed.start(look);
    await looked(1);
    end();
    last().end();
    await vi.waitFor(() => {
      time.pass(500);
      expect(look).toHaveBeenCalledTimes(2);
    });
    await opened(2);
    end();
    await stands('live');
  });

  it.each(['does not open', 'says nothing'])('that %s, still looks now and then', async (how) => {
    const { feed, time, look, world, end } = feedOver();
    world.opens = how === 'says nothing';
    feed.start(look);
    if (how === 'says nothing') await vi.waitFor(() => expect(look).toHaveBeenCalledTimes(1));
    end();
    await vi.waitFor(() => {
      time.pass(SILENCE_MS);
      end();
      expect(look.mock.calls.length).toBeGreaterThan(2);
    });
    expect(feed.following()).toBe('live');
  });

  it('is behind from the first look that fails until one succeeds', async () => {
    const { feed, time, look, looked, end, stands, world } = feedOver();
    const heard = vi.fn();
    feed.subscribe(heard);
    world.refusal = 'failed';
    feed.start(look);
    await stands('behind');
    expect(heard).toHaveBeenCalledTimes(1);
    world.refusal = null;
    await vi.waitFor(() => {
      time.pass(500);
      expect(look.mock.calls.length).toBeGreaterThan(1);
    });
    await looked(2);
    end();
    await stands('live');
  });
});

describe('nothing is asked', () => {
  it.each(['signed-out', 'forbidden'] as const)(
    'after one is %s, until the user wants it',
    async (refusal) => {
      const { feed, time, look, stands, looked, end, world, turn } = feedOver();
      world.refusal = refusal;
      feed.start(look);
      await stands('refused');
      time.pass(3_600_000);
      turn({ isThere: true });
      await new Promise(setImmediate);
      expect(look).toHaveBeenCalledTimes(1);
      world.refusal = null;
      feed.retry();
      await looked(2);
      end();
      await stands('live');
    },
  );

  it('while nobody is there; at once when somebody is again', async () => {
    const { feed, time, look, last, turn, looked, end, opened } = feedOver();
    feed.start(look);
    await looked(1);
    end();
    turn({ isThere: false });
    await vi.waitFor(() => expect(last().isCancelled()).toBe(true));
    time.pass(3_600_000);
    await new Promise(setImmediate);
    expect(look).toHaveBeenCalledTimes(1);
    turn({ isThere: true });
    await opened(2);
    await looked(2);
  });

  it('while there is no network, which is said', async () => {
    const { feed, time, look, turn, looked, end, stands } = feedOver();
    feed.start(look);
    await looked(1);
    end();
    turn({ isOnline: false });
    await stands('behind');
    turn({ isOnline: true });
    await vi.waitFor(() => {
      time.pass(500);
      expect(look).toHaveBeenCalledTimes(2);
    });
    end();
    await stands('live');
  });

  it('after it is stopped, and nothing is listened to any more', async () => {
    const { feed, time, look, last, looked, end, turns } = feedOver();
    const stop = feed.start(look);
    await looked(1);
    end();
    stop();
    await vi.waitFor(() => expect([last().isCancelled(), turns.size]).toEqual([true, 0]));
    time.pass(3_600_000);
    expect(look).toHaveBeenCalledTimes(1);
  });
});
