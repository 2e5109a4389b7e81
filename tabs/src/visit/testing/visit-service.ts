import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { PageSignal, PatientVisit } from '@ehr-connector/shared/contract/patient-visit.ts';
import type { Problem } from '@ehr-connector/shared/contract/problem.ts';
import type { BuiltPage } from './built-page.ts';

/** Speaks the contract of the visit API for one visit, and does as the test says. */
export interface VisitService {
  readonly visitUrl: string;
  readonly origin: string;
  /** Changes the visit and tells every open page. */
  change(visit: Partial<PatientVisit>): void;
  /** From now on the API answers with this problem; null: as it should. */
  refuseWith(code: string | null, status?: number): void;
  /** From now on nobody answers at all, and open streams break. */
  hangUp(isSilent: boolean): void;
  /** Asks for a session cookie, which only the code of a hand-over brings. */
  requireSession(): void;
  signals(): readonly PageSignal[];
  /** Method and address of every request, oldest first. */
  requests(): readonly string[];
  /** Where the posts said they came from. */
  origins(): ReadonlySet<string | undefined>;
  close(): Promise<void>;
}

const VISIT_ID = '5d1c1c52-3f4e-4d46-9a39-0a2b7a5f7c11';
export const HANDOVER_CODE = 'a-code-that-works-once-only';

export async function startVisitService(
  built: BuiltPage,
  visitNow: Partial<PatientVisit>,
): Promise<VisitService> {
  let visit: PatientVisit = {
    visitId: VISIT_ID,
    startsAt: null,
    state: 'waiting',
    since: null,
    careTeamNotified: false,
    clinicianInMeeting: false,
    joinUrl: null,
    helpContact: 'Northwind Video Help, +1 555 010 0123',
    ...visitNow,
  };
  let refusal: Problem | null = null;
  let isSilent = false;
  let needsSession = false;
  let isCodeSpent = false;
  const signals: PageSignal[] = [];
  const requests: string[] = [];
  const origins = new Set<string | undefined>();
  const streams = new Set<ServerResponse>();

  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (request.method === 'POST') origins.add(request.headers.origin);
    void answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', origin);
    if (pathname.startsWith('/api/')) {
      if (isSilent) return void request.socket.destroy();
      if (pathname === '/api/connection-check') return checkConnection(request, response, searchParams);
      if (refusal !== null) return refuse(response, refusal);
      return api(pathname.replace(`/api/visits/${VISIT_ID}`, ''), request, response);
    }
    if (pathname.startsWith('/visit-assets/'))
      return asset(pathname.slice('/visit-assets/'.length), response);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (pathname.startsWith('/visit/')) return page(request, response);
    if (pathname.startsWith('/join/'))
      return void response.end('<!doctype html><title>Teams</title><h1>Teams</h1>');
    response.writeHead(404).end();
  }

  async function page(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const language = request.headers['accept-language'] ?? '';
    const locale = language.startsWith('es') ? 'es-ES' : language.startsWith('zh') ? 'zh-CN' : 'en-US';
    response.setHeader('content-security-policy', built.contentSecurityPolicy);
    response.end(await built.file(`index.${locale}.html`));
  }

  async function asset(path: string, response: ServerResponse): Promise<void> {
    response.setHeader('content-type', path.endsWith('.svg') ? 'image/svg+xml' : 'text/javascript');
    response.end(await built.file(path));
  }

  async function api(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = request.method === 'POST' ? (JSON.parse(await text(request)) as unknown) : null;
    if (path === '/handover/redeem') {
      if (isCodeSpent || (body as { code: string }).code !== HANDOVER_CODE)
        return refuse(response, problem('handover-expired', 403));
      isCodeSpent = true;
      return void response.writeHead(204, { 'set-cookie': 'visit=1; Path=/; HttpOnly' }).end();
    }
    if (needsSession && !request.headers.cookie?.includes('visit=1')) {
      return refuse(response, problem('visit-session-expired', 401));
    }
    switch (`${request.method} ${path}`) {
      case 'GET /patient':
        return json(response, 200, visit);
      case 'GET /patient/events':
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write(eventOf(visit));
        streams.add(response);
        response.on('close', () => streams.delete(response));
        return;
      case 'POST /signals':
        signals.push(body as PageSignal);
        return void response.writeHead(202).end();
      case 'POST /handover':
        return json(response, 201, {
          code: HANDOVER_CODE,
          expiresAt: new Date(Date.now() + 300_000).toISOString(),
        });
      case 'POST /leave':
        return void response.writeHead(204).end();
      default:
        return void response.writeHead(404).end();
    }
  }

  return {
    origin,
    visitUrl: `${origin}/visit/${VISIT_ID}`,
    change(changes) {
      visit = { ...visit, ...changes };
      for (const stream of streams) stream.write(eventOf(visit));
    },
    refuseWith(code, status = 500) {
      refusal = code === null ? null : problem(code, status);
      for (const stream of streams) stream.destroy();
    },
    hangUp(silent) {
      isSilent = silent;
      for (const stream of streams) stream.destroy();
    },
    requireSession() {
      needsSession = true;
    },
    signals: () => signals,
    requests: () => requests,
    origins: () => origins,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function problem(code: string, status: number): Problem {
  return { type: `urn:ehr-connector:problem:${code}`, title: code, status, code, reference: 'K7Q2-M4' };
}

function refuse(response: ServerResponse, why: Problem): void {
  response.writeHead(why.status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(why));
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function eventOf(visit: PatientVisit): string {
  return `event: visit\ndata: ${JSON.stringify(visit)}\n\n`;
}

async function checkConnection(
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  if (request.method === 'POST') for await (const _ of request);
  response.end(Buffer.alloc(Number(query.get('bytes') ?? 0)));
}
