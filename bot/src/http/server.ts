import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import restify from 'restify';
import type { Metrics } from '../work/metrics.ts';
import { type Failure, failureOf, loggedError, problemReply } from './problem.ts';
import type { Reply } from './reply.ts';
import { readBody } from './request-body.ts';

/** What a handler is given: nothing of the HTTP server itself. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  /** What was sent as JSON; `undefined` otherwise. */
  readonly body: unknown;
  /** Aborted when the asker goes away or, but for event streams, the time for answering is over. */
  readonly signal: AbortSignal;
}

export type Handler = (request: HttpRequest) => Promise<Reply>;
/** Draws a failure: as a problem for programs, as a page for people. */
export type DrawFailure = (failure: Failure, request: HttpRequest) => Reply;

export interface RouteOptions {
  /** A problem for programs unless told. */
  readonly draw?: DrawFailure;
  /** 64 kB unless told. */
  readonly largestBodyBytes?: number;
}

export interface Routes {
  get(path: string, handler: Handler, options?: RouteOptions): void;
  post(path: string, handler: Handler, options?: RouteOptions): void;
  put(path: string, handler: Handler, options?: RouteOptions): void;
  del(path: string, handler: Handler, options?: RouteOptions): void;
  /** For event streams, which write their answer themselves. They are ended when the service stops. */
  stream(path: string, handle: StreamHandler): void;
  /** As {@link stream}, for work that is begun by asking and told while it goes on. */
  postStream(path: string, handle: StreamHandler): void;
}

export type StreamHandler = (request: HttpRequest, res: ServerResponse) => Promise<void>;

export interface HttpServer {
  readonly routes: Routes;
  /** `METHOD /path` of every route, for comparing with what is documented. */
  readonly served: readonly string[];
  /** @returns the port. */
  listen(port: number): Promise<number>;
  /** Stops listening, ends event streams, and lets requests end for a few seconds. */
  close(): Promise<void>;
}

const ANSWER_WITHIN_MS = 25_000;
const USUAL_BODY_BYTES = 65_536;
const END_WITHIN_MS = 5_000;
const HSTS = 'max-age=63072000; includeSubDomains';

type Method = 'get' | 'post' | 'put' | 'del';
interface Answer {
  readonly isStream: boolean;
  answer(request: HttpRequest, res: ServerResponse): Promise<number>;
}

/**
 * The HTTP edge: handlers return a {@link Reply} or throw; here alone the answer is written, counted and logged.
 *
 * What is logged of a request is its route, never its address: addresses carry launch parameters and codes.
 */
export function createHttpServer(deps: {
  readonly publicUrl: string;
  readonly log: Logger;
  readonly metrics: Metrics;
}): HttpServer {
  const { log, metrics } = deps;
  const origin = new URL(deps.publicUrl).origin;
  const served: string[] = [];
  const streams = new Set<ServerResponse>();
  const server = restify.createServer({
    name: '',
    ignoreTrailingSlash: false,
    handleUncaughtExceptions: false,
  });
  setTimes(server.server);
  server.pre((_req, res, next) => {
    res.setHeader('x-content-type-options', 'nosniff');
    // Not `no-referrer`: browsers would then post our own forms and beacons with a null origin.
    res.setHeader('referrer-policy', 'same-origin');
    res.setHeader('cross-origin-resource-policy', 'same-origin');
    if (deps.publicUrl.startsWith('https:')) res.setHeader('strict-transport-security', HSTS);
    next();
  });
  // No such route, a method that it does not take, an address that cannot be decoded.
  server.on(
    'restifyError',
    (req: restify.Request, res: restify.Response, error: unknown, done: () => void) => {
      const about = { method: req.method ?? '', route: 'none' };
      const { status, body, headers = {} } = problemReply(refused(error, about));
      for (const [name, value] of Object.entries(headers)) res.setHeader(name, value ?? '');
      // In restify's own way: it would answer once more what was not sent through it, and end the process by that.
      res.sendRaw(status, String(body));
      done();
    },
  );

  function refused(error: unknown, about: { method: string; route: string }): Failure {
    const failure = failureOf(error);
    const { status, code, reference } = failure;
    const level = status >= 500 ? 'error' : 'warn';
    log[level]({ err: loggedError(error), code, status, reference, ...about }, 'request refused');
    return failure;
  }

  function answering(route: string, largestBodyBytes: number, draw: DrawFailure, of: Answer) {
    return async (req: restify.Request, res: restify.Response) => {
      const started = performance.now();
      const unread = toRequest(req, res, origin, of.isStream ? null : ANSWER_WITHIN_MS);
      const { method } = unread;
      const status = await answerOrRefuse();
      const seconds = (performance.now() - started) / 1_000;
      metrics.requests.observe({ method, route, status }, seconds);
      log.info({ method, route, status, ms: Math.round(seconds * 1_000) }, 'request');

      async function answerOrRefuse(): Promise<number> {
        try {
          const body = method === 'GET' ? undefined : await readBody(req, largestBodyBytes);
          return await of.answer({ ...unread, body }, res);
        } catch (error) {
          const reply = draw(refused(error, { method, route }), unread);
          if (res.headersSent) res.end();
          else await write(res, reply);
          return reply.status;
        }
      }
    };
  }

  function add(method: Method, path: string, answer: Answer, options: RouteOptions = {}) {
    const { draw = problemReply, largestBodyBytes = USUAL_BODY_BYTES } = options;
    served.push(`${method === 'del' ? 'DELETE' : method.toUpperCase()} ${path}`);
    server[method](path, answering(path, largestBodyBytes, draw, answer));
  }

  const replying = (handler: Handler): Answer => ({
    isStream: false,
    async answer(request, res) {
      const reply = await handler(request);
      await write(res, reply);
      return reply.status;
    },
  });
  const streaming = (handle: StreamHandler): Answer => ({
    isStream: true,
    async answer(request, res) {
      streams.add(res);
      try {
        await handle(request, res);
      } finally {
        streams.delete(res);
      }
      return res.statusCode;
    },
  });

  const routes: Routes = {
    get: (path, handler, options) => add('get', path, replying(handler), options),
    post: (path, handler, options) => add('post', path, replying(handler), options),
    put: (path, handler, options) => add('put', path, replying(handler), options),
    del: (path, handler, options) => add('del', path, replying(handler), options),
    stream: (path, handle) => add('get', path, streaming(handle)),
    postStream: (path, handle) => add('post', path, streaming(handle)),
  };

  return {
    routes,
    served,
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, () => resolve(server.address().port));
      }),
    close: () =>
      new Promise((resolve) => {
        const { server: http } = server;
        // A connection falls idle when its request has been answered.
        const idle = setInterval(() => http.closeIdleConnections(), 100);
        const late = setTimeout(() => http.closeAllConnections(), END_WITHIN_MS);
        server.close(() => {
          clearInterval(idle);
          clearTimeout(late);
          resolve();
        });
        for (const stream of streams) stream.end();
      }),
  };
}

/** Who is slow at asking does not hold a connection; what lies idle outlasts the idle time of load balancers. */
function setTimes(http: restify.Server['server']): void {
  http.headersTimeout = 10_000;
  http.requestTimeout = 30_000;
  http.keepAliveTimeout = 75_000;
}

/** @param answerWithinMs `null` for what takes as long as somebody listens. */
function toRequest(
  req: restify.Request,
  res: ServerResponse,
  origin: string,
  answerWithinMs: number | null,
): HttpRequest {
  const gone = new AbortController();
  res.on('close', () => gone.abort());
  // Only path and query are the asker's: an absolute address in the request line must not become ours.
  const path = req.url?.startsWith('/') ? req.url : '/';
  return {
    method: req.method ?? 'GET',
    url: new URL(`${origin}${path}`),
    params: (req.params ?? {}) as Record<string, string>,
    headers: req.headers,
    body: undefined,
    signal:
      answerWithinMs === null
        ? gone.signal
        : AbortSignal.any([gone.signal, AbortSignal.timeout(answerWithinMs)]),
  };
}

async function write(
  res: ServerResponse,
  { status, headers = {}, cookies = [], body }: Reply,
): Promise<void> {
  if (res.headersSent || res.destroyed) return;
  if (cookies.length > 0) res.setHeader('set-cookie', [...cookies]);
  res.writeHead(status, headers);
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) {
    res.end(body);
    return;
  }
  await pipeline(body, res).catch((error: NodeJS.ErrnoException) => {
    // Whoever takes no more of it has gone, and nothing failed.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}
