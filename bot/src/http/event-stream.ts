import type { ServerResponse } from 'node:http';

const HEARTBEAT_MS = 15_000;

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
  res.write(': open\n\n');
  const heartbeat = setInterval(() => res.write(': still here\n\n'), HEARTBEAT_MS);
  const gone = new Promise<void>((resolve) => {
    res.on('close', () => {
      clearInterval(heartbeat);
      resolve();
    });
  });
  return {
    send: (event, data) => void res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    gone,
    end: () => void res.end(),
  };
}
