import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import restify from 'restify';
import type { Metrics } from '../work/metrics.ts';
import { type Failure, failureOf, problemReply } from './problem.ts';
import type { Reply } from './reply.ts';

/** What a handler is given: nothing of the HTTP server itself. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  /** Aborted when the asker goes away or the time for answering is over. */
  readonly signal: AbortSignal;
}

export type Handler = (request: HttpRequest) => Promise<Reply>;
/** Draws a failure: as a problem for programs, as a page for people. */
export type DrawFailure = (failure: Failure, request: HttpRequest) => Reply;

export interface Routes {
  get(path: string, handler: Handler, draw?: DrawFailure): void;
  post(path: string, handler: Handler, draw?: DrawFailure): void;
  del(path: string, handler: Handler, draw?: DrawFailure): void;
  /** For what writes its answer itself: event streams and the Bot Framework. */
  raw(
    method: 'get' | 'post',
    path: string,
    handle: (request: HttpRequest, req: restify.Request, res: restify.Response) => Promise<void>,
  ): void;
}

const ANSWER_WITHIN_MS = 25_000;
const LARGEST_BODY_BYTES = 1_048_576;
const HSTS = 'max-age=63072000; includeSubDomains';

/**
 * The HTTP edge: handlers return a {@link Reply} or throw; here alone the answer is written, counted and logged.
 *
 * What is logged of a request is its route, never its address: addresses carry launch parameters and codes.
 */
export function createHttpServer(deps: {
  readonly publicUrl: string;
  readonly log: Logger;
  readonly metrics: Metrics;
}) {
  const { log, metrics } = deps;
  const server = restify.createServer({
    name: '',
    ignoreTrailingSlash: false,
    handleUncaughtExceptions: false,
  });
  server.pre((req, res, next) => {
    res.setHeader('x-content-type-options', 'nosniff');
    // Not `no-referrer`: browsers would then post our own forms and beacons with a null origin.
    res.setHeader('referrer-policy', 'same-origin');
    res.setHeader('cross-origin-resource-policy', 'same-origin');
    if (deps.publicUrl.startsWith('https:')) res.setHeader('strict-transport-security', HSTS);
    next();
    return req;
  });
  server.use(restify.plugins.bodyParser({ mapParams: false, maxBodySize: LARGEST_BODY_BYTES }));
  server.on(
    'restifyError',
    (_req: restify.Request, res: restify.Response, error: unknown, done: () => void) => {
      const failure = failureOf(error);
      write(res, problemReply(failure));
      if (failure.status >= 500)
        log.error({ err: error, reference: failure.reference }, 'request failed before a handler');
      done();
    },
  );

  function answering(
    path: string,
    work: (request: HttpRequest, req: restify.Request, res: restify.Response) => Promise<number>,
  ) {
    return async (req: restify.Request, res: restify.Response) => {
      const started = performance.now();
      const request = toRequest(req, res, deps.publicUrl);
      const status = await work(request, req, res);
      const seconds = (performance.now() - started) / 1_000;
      metrics.requests.observe({ method: request.method, route: path, status }, seconds);
      log.info({ method: request.method, route: path, status, ms: Math.round(seconds * 1_000) }, 'request');
    };
  }

  function route(handler: Handler, draw: DrawFailure) {
    return async (request: HttpRequest, _req: restify.Request, res: restify.Response): Promise<number> => {
      try {
        const reply = await handler(request);
        write(res, reply);
        return reply.status;
      } catch (error) {
        const failure = failureOf(error);
        const level = failure.status >= 500 ? 'error' : 'warn';
        log[level](
          { err: logged(error), code: failure.code, reference: failure.reference },
          'request refused',
        );
        const reply = draw(failure, request);
        write(res, reply);
        return reply.status;
      }
    };
  }

  const problems: DrawFailure = (failure) => problemReply(failure);
  const routes: Routes = {
    get: (path, handler, draw = problems) => void server.get(path, answering(path, route(handler, draw))),
    post: (path, handler, draw = problems) => void server.post(path, answering(path, route(handler, draw))),
    del: (path, handler, draw = problems) => void server.del(path, answering(path, route(handler, draw))),
    raw: (method, path, handle) =>
      void server[method](
        path,
        answering(path, async (request, req, res) => {
          try {
            await handle(request, req, res);
          } catch (error) {
            const failure = failureOf(error);
            log.warn(
              { err: logged(error), code: failure.code, reference: failure.reference },
              'request refused',
            );
            if (res.headersSent) res.end();
            else write(res, problemReply(failure));
          }
          return res.statusCode;
        }),
      ),
  };
  return { server, routes };
}

function toRequest(req: restify.Request, res: ServerResponse, publicUrl: string): HttpRequest {
  const gone = new AbortController();
  res.on('close', () => gone.abort());
  return {
    method: req.method ?? 'GET',
    url: new URL(req.url ?? '/', publicUrl),
    params: (req.params ?? {}) as Record<string, string>,
    headers: req.headers,
    body: req.body,
    signal: AbortSignal.any([gone.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  };
}

function write(res: ServerResponse, { status, headers = {}, cookies = [], body }: Reply): void {
  if (res.headersSent || res.destroyed) return;
  if (cookies.length > 0) res.setHeader('set-cookie', [...cookies]);
  res.writeHead(status, headers);
  res.end(body);
}

/** Expected failures need no stack; validation errors may quote what was sent, so only where it was wrong is logged. */
function logged(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  if (error.name === 'ZodError')
    return {
      name: error.name,
      paths: (error as { issues?: { path: unknown[] }[] }).issues?.map(({ path }) => path.join('.')),
    };
  return error.name === 'DomainError'
    ? { name: error.name, message: error.message, cause: causeOf(error) }
    : error;
}

const causeOf = ({ cause }: Error) =>
  cause instanceof Error ? { name: cause.name, message: cause.message } : undefined;
