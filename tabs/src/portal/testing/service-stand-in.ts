import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { AppRole, ClientConfiguration, Me } from '@ehr-connector/shared/contract/staff.ts';
import type { Board, BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import {
  type Answer,
  type ConfigurationStandIn,
  createConfigurationStandIn,
} from './configuration-stand-in.ts';
import { idOf } from './sample-visits.ts';

const BUNDLE = join(import.meta.dirname, '../../../dist/portal');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const SESSION_COOKIE = 'staff=signed-in';

/** What the stand-in answers with; tests change it as they go. */
export interface ServiceBehaviour {
  board: (now: Date) => Board;
  roles: AppRole[];
  /** Refuses every call of the API with this status. */
  refuse: number | null;
  /** Keeps this token for the only good one. */
  token: string;
  /** Answers what else a test needs. @returns whether it did. */
  answer: (request: IncomingMessage, response: ServerResponse, path: string) => boolean;
}

export interface ServiceStandIn {
  readonly origin: string;
  readonly behaviour: ServiceBehaviour;
  /** `METHOD path` of every API request, in order. */
  readonly requests: readonly string[];
  readonly configuration: ConfigurationStandIn;
  /** Answers that a test puts in place of the stand-in's own, by `METHOD path`; null for its own after all. */
  readonly answers: Map<string, (body: unknown) => Answer | null>;
  /** Origins that may frame the tab. */
  allowFrames(origin: string): void;
  push(visit: BoardVisit): void;
  /** Tells that a connection changed; null for any. */
  tellChanged(connectionId: string | null): void;
  /** How many pages listen for changes of the configuration. */
  openListeners(): number;
  /** Ends their streams. */
  dropListeners(): void;
  openStreams(): number;
  dropStreams(): void;
  close(): Promise<void>;
}

/** Speaks the contract over real HTTP with the production's content security policy; knows one user and one day. */
export async function startServiceStandIn(): Promise<ServiceStandIn> {
  const behaviour: ServiceBehaviour = {
    board: (now) => ({ scope: 'own', asOf: now.toISOString(), visits: [] }),
    roles: ['Clinician'],
    refuse: null,
    token: '',
    answer: () => false,
  };
  const requests: string[] = [];
  const frameOrigins: string[] = [];
  const streams = new Set<ServerResponse>();
  const listeners = new Set<ServerResponse>();
  const configuration = createConfigurationStandIn();
  const answers = new Map<string, (body: unknown) => Answer | null>();

  const answerApi = async (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<unknown> => {
    const path = url.pathname;
    requests.push(`${request.method} ${path}`);
    if (path === '/api/client-configuration') {
      const known: ClientConfiguration = { entraClientId: idOf(900), teamsOrigins: frameOrigins };
      return json(response, 200, known);
    }
    const isKnown =
      request.headers.cookie?.includes(SESSION_COOKIE) ||
      (behaviour.token !== '' && request.headers.authorization === `Bearer ${behaviour.token}`);
    if (!isKnown) return problem(response, 401);
    if (behaviour.refuse) return problem(response, behaviour.refuse);
    if (path === '/api/me') return json(response, 200, meWith(behaviour.roles));
    if (path === '/api/visits') return json(response, 200, behaviour.board(new Date()));
    const listening = { '/api/visits/events': streams, '/api/configuration/events': listeners }[path];
    if (listening) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write(': hello\n\n');
      listening.add(response);
      return response.on('close', () => listening.delete(response));
    }
    const isJson = request.headers['content-type'] === 'application/json';
    if (/^\/api\/(writebacks\/[^/]+\/retry|links\/[^/]+)$/.test(path) && isJson) {
      return response.writeHead(request.method === 'POST' ? 202 : 204).end();
    }
    if (behaviour.answer(request, response, path)) return;
    const body: unknown = isJson ? JSON.parse((await text(request)) || 'null') : null;
    const method = request.method ?? '';
    const answer = answers.get(`${method} ${path}`)?.(body) ?? configuration.answer(method, url, body);
    return answer ? send(response, answer) : problem(response, 404);
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const { pathname, searchParams } = url;
    if (pathname.startsWith('/api/')) return answerApi(request, response, url);
    if (pathname === '/signin') {
      const to = searchParams.get('to') ?? '/tabs/';
      const cookie = `${SESSION_COOKIE}; HttpOnly; Path=/`;
      return response.writeHead(302, { Location: to, 'Set-Cookie': cookie }).end();
    }
    if (!pathname.startsWith('/tabs/')) {
      const page = `<!doctype html><title>${pathname}</title>`;
      return response.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
    }
    const file = pathname === '/tabs/' ? 'index.html' : pathname.slice('/tabs/'.length);
    const body = await readFile(join(BUNDLE, file)).catch(() => null);
    if (!body) return response.writeHead(404).end();
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policyFor(frameOrigins) });
    return response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://127.0.0.1:${port}`,
    behaviour,
    requests,
    configuration,
    answers,
    allowFrames: (origin) => frameOrigins.push(origin),
    push: (visit) => {
      for (const stream of streams) stream.write(`event: visit\ndata: ${JSON.stringify({ visit })}\n\n`);
    },
    tellChanged: (connectionId) => {
      for (const stream of listeners)
        stream.write(`event: changed\ndata: ${JSON.stringify({ connectionId })}\n\n`);
    },
    openListeners: () => listeners.size,
    dropListeners: () => {
      for (const stream of listeners) stream.destroy();
    },
    openStreams: () => streams.size,
    dropStreams: () => {
      for (const stream of streams) stream.destroy();
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function policyFor(frameOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self' https://res.cdn.office.net",
    `frame-ancestors 'self' ${frameOrigins.join(' ')}`,
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

function meWith(roles: AppRole[]): Me {
  return {
    entraObjectId: idOf(901),
    displayName: 'Ada Alder',
    organization: { id: idOf(902), name: 'Northwind Health' },
    roles,
    sections: [
      ...(roles.some((role) => role !== 'ConfigAdmin') ? (['visits'] as const) : []),
      ...(roles.some((role) => role === 'ConfigAdmin' || role === 'Auditor')
        ? (['connections'] as const)
        : []),
    ],
    links: [{ id: idOf(903), connectionName: 'Northwind Epic', linkedAt: '2026-01-05T09:00:00.000Z' }],
  };
}

function json(response: ServerResponse, status: number, body: unknown): unknown {
  return response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

async function send(response: ServerResponse, answer: Answer): Promise<unknown> {
  if ('events' in answer) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    for await (const { event, data } of answer.events) {
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    }
    return response.end();
  }
  if ('picture' in answer) {
    return response.writeHead(answer.status, { 'Content-Type': 'image/png' }).end(answer.picture);
  }
  if ('code' in answer) return problem(response, answer.status, answer.code, answer.detail);
  return answer.body === undefined
    ? response.writeHead(answer.status).end()
    : json(response, answer.status, answer.body);
}

function problem(response: ServerResponse, status: number, code = 'stand-in', detail?: string): unknown {
  const type = { 'Content-Type': 'application/problem+json' };
  return response.writeHead(status, type).end(
    JSON.stringify({
      type: 'urn:ehr-connector:problem:stand-in',
      title: 'Refused by the stand-in',
      status,
      code,
      ...(detail === undefined ? {} : { detail }),
      reference: `ref-${status}`,
    }),
  );
}
