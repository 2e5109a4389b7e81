import type { OutgoingHttpHeaders } from 'node:http';

/** What a handler answers; only `server.ts` turns it into bytes. */
export interface Reply {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly cookies?: readonly string[];
  /** What is too long to hold is read as it is sent. What breaks off breaks the connection: no part passes for the whole. */
  readonly body?: string | Buffer | AsyncIterable<string>;
}

export const json = (body: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

export const noContent = (cookies: readonly string[] = []): Reply => ({ status: 204, cookies });
export const accepted = (): Reply => ({ status: 202 });

/** Sends the browser on by GET. The address we send it from is told to nobody. */
export const redirect = (location: string, cookies: readonly string[] = []): Reply => ({
  status: 303,
  headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  cookies,
});
