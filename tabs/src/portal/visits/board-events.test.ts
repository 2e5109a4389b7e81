import type { BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import { describe, expect, it, vi } from 'vitest';
import { SILENCE_MS } from '../live/read-events.ts';
import { createFakeStream, type FakeStream } from '../testing/fake-stream.ts';
import { createFakeTime } from '../testing/fake-time.ts';
import { sampleVisit } from '../testing/sample-visits.ts';
import { readBoardEvents } from './board-events.ts';

function listen() {
  const time = createFakeTime(0);
  const stop = new AbortController();
  const visits: BoardVisit[] = [];
  const heard = vi.fn();
  let fake: FakeStream | undefined;
  const done = readBoardEvents(
    {
      after: time.after,
      open: async (signal) => {
        fake = createFakeStream(signal);
        return fake.stream;
      },
    },
    { opened: vi.fn(), heard, visit: (visit) => visits.push(visit) },
    stop.signal,
  );
  const stream = () => {
    if (!fake) throw new Error('The stream was not opened');
    return fake;
  };
  return { time, stop, visits, heard, done, stream };
}

describe('the stream of events', () => {
  it('gives each visit as it comes, also when it comes in pieces', async () => {
    const { stream, visits, done } = listen();
    const text = `event: visit\ndata: ${JSON.stringify({ visit: sampleVisit({ number: 1, department: 'Pediatría' }) })}\n\n`;
    const bytes = new TextEncoder().encode(text);
    const cut = bytes.indexOf(0xc3) + 1; // between the two bytes of "í"
    stream().visit(sampleVisit({ number: 2 }));
    stream().writeBytes(bytes.slice(0, cut));
    stream().writeBytes(bytes.slice(cut));
    stream().end();
    await done;
    expect(visits.map(({ department }) => department)).toEqual(['Cardiology', 'Pediatría']);
  });

  it('takes heartbeats as a sign of life, and events of other kinds for none of its business', async () => {
    const { stream, visits, heard, done } = listen();
    stream().write(': heartbeat\n\n');
    stream().write('event: later\ndata: {"new":"kind"}\n\n');
    stream().end();
    await done;
    expect(visits).toEqual([]);
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it('counts as lost after 45 s of silence', async () => {
    const { time, stream, heard, done } = listen();
    time.pass(SILENCE_MS - 1);
    stream().write(': heartbeat\n\n');
    await vi.waitFor(() => expect(heard).toHaveBeenCalled());
    time.pass(SILENCE_MS - 1);
    expect(stream().signal.aborted).toBe(false);
    time.pass(1);
    expect(stream().signal.aborted).toBe(true);
    await done;
    expect(stream().isCancelled()).toBe(true);
  });

  it('rejects an event that is not what the contract says', async () => {
    const { stream, done } = listen();
    stream().write('event: visit\ndata: {"visit":{"id":"not a uuid"}}\n\n');
    await expect(done).rejects.toThrow();
    expect(stream().isCancelled()).toBe(true);
  });

  it('lets go of the connection when nobody listens any more', async () => {
    const { stop, stream, done } = listen();
    await vi.waitFor(() => expect(stream().stream.locked).toBe(true));
    stop.abort();
    await done;
    expect(stream().isCancelled()).toBe(true);
  });
});
