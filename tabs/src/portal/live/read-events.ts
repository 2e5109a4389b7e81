import { createParser } from 'eventsource-parser';
import type { After } from './timers.ts';

/** The service sends a heartbeat every 15 s: after three are missing, nobody is there. */
export const SILENCE_MS = 45_000;

/** How a stream is opened; `EventSource` cannot send an `Authorization` header, so it is fetched and parsed here. */
export interface EventSourceDeps {
  readonly open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
  readonly after: After;
}

/**
 * Reads a stream of server-sent events until it ends.
 *
 * @returns when the service closed the stream or fell silent: either way, connect again and look at how things are.
 * @throws whatever refused or broke the stream, or `event` threw.
 * @see {@link https://html.spec.whatwg.org/multipage/server-sent-events.html}
 */
export async function readEvents(
  deps: EventSourceDeps,
  handlers: {
    /** The service has accepted the stream: nothing that happens from now on is missed. */
    opened: () => void;
    /** Something came: an event or a heartbeat. */
    heard: () => void;
    /** @param data as JSON, not yet checked. */
    event: (name: string | undefined, data: string) => void;
  },
  signal: AbortSignal,
): Promise<void> {
  const silence = new AbortController();
  const listening = AbortSignal.any([signal, silence.signal]);
  let stopWatch = deps.after(SILENCE_MS, () => silence.abort());
  try {
    const stream = await deps.open(listening);
    handlers.opened();
    const parser = createParser({ onEvent: ({ event, data }) => handlers.event(event, data) });
    const decoder = new TextDecoder();
    for await (const chunk of chunksOf(stream, listening)) {
      stopWatch();
      stopWatch = deps.after(SILENCE_MS, () => silence.abort());
      handlers.heard();
      parser.feed(decoder.decode(chunk, { stream: true }));
    }
  } catch (error) {
    if (!silence.signal.aborted) throw error;
  } finally {
    stopWatch();
  }
}

/** Not every browser iterates a stream, and a fake one need not heed the signal. */
async function* chunksOf(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  const cancel = () => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}
