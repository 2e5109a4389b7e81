import type { RequestHandler } from 'express';

/** One request the hospital received. No query and no headers: they carry secrets. */
export interface LoggedRequest {
  readonly seq: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** `null` while it is being answered, or when the connection ended without an answer. */
  readonly status: number | null;
}

/** The last requests, so that a test can say what was called and what was not. The control API is left out. */
export interface RequestLog {
  readonly record: RequestHandler;
  list(): readonly LoggedRequest[];
  clear(): void;
}

const KEPT = 5000;

export function createRequestLog(now: () => Date, log: (line: string) => void): RequestLog {
  const entries: (LoggedRequest & { status: number | null })[] = [];
  let count = 0;
  return {
    record: (request, response, next) => {
      if (request.path.startsWith('/control') || request.path.startsWith('/assets')) return next();
      count += 1;
      const entry = {
        seq: count,
        at: now().toISOString(),
        method: request.method,
        path: request.path,
        status: null as number | null,
      };
      entries.push(entry);
      if (entries.length > KEPT) entries.shift();
      response.once('close', () => {
        if (response.writableFinished) entry.status = response.statusCode;
        log(`${entry.method} ${entry.path} ${entry.status ?? 'no answer'}`);
      });
      next();
    },
    list: () => entries.map((entry) => ({ ...entry })),
    clear: () => {
      entries.length = 0;
    },
  };
}
