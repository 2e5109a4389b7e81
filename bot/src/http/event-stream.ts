import type { ServerResponse } from 'node:http';
import { MINUTE_MS } from '@ehr-connector/shared/domain/kernel/clock.ts';

const HEARTBEAT_MS = 15_000;
/** Then the listener comes back and proves anew who it is: what was revoked meanwhile does not go on being told. */
const LASTS_MS = 15 * MINUTE_MS;
/** A listener that takes nothing in is let go before it fills our memory. */
const MOST_WAITING_BYTES = 1_048_576;

export interface EventStream {
  send(event: string, data: unknown): void;
  /** Resolves when the listener has gone. */
  readonly gone: Promise<void>;
  end(): void;
}

/**
 * Server-sent events: a comment every 15 seconds keeps proxies from closing what looks idle.
 *
 * @see {@link https://html.spec.whatwg.org/multipage/server-sent-events.html}
 */
export function openEventStream(res: ServerResponse): EventStream {
  res.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Nginx and its kin collect answers unless told not to.
    'x-accel-buffering': 'no',
  });
  const write = (text: string) => {
    if (res.writableEnded) return;
    if (res.writableLength > MOST_WAITING_BYTES) res.destroy();
    else res.write(text);
  };
  write(': open\n\n');
  const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
  const over = setTimeout(() => res.end(), LASTS_MS);
  const gone = new Promise<void>((resolve) => {
    res.on('close', () => {
      clearInterval(heartbeat);
      clearTimeout(over);
      resolve();
    });
  });
  return {
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    gone,
    end: () => void res.end(),
  };
}
