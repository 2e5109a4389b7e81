import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CheckResult, Rehearsal } from '@ehr-connector/shared/contract/checks.ts';
import type { ClinicianLinks, LinksPreview } from '@ehr-connector/shared/contract/clinician-links.ts';
import type {
  ConnectionDetail,
  Connections,
  PastedFindings,
} from '@ehr-connector/shared/contract/configuration.ts';
import type { Places } from '@ehr-connector/shared/contract/people.ts';
import { idOf } from '../../testing/sample-visits.ts';
import { sampleAudit } from './sample-audit.ts';
import {
  ADA,
  BEN,
  CLEO,
  CONNECTION_ID,
  daysAgo,
  sampleChecks,
  sampleConnection,
} from './sample-connection.ts';

/** What the configuration's API answers with; tests change it as they go. */
export interface ConfigurationStandIn {
  detail: ConnectionDetail;
  /** Connections besides, for promoting to. */
  others: ConnectionDetail[];
  links: ClinicianLinks['links'];
  preview: LinksPreview;
  pasted: PastedFindings['findings'];
  rehearsals: Rehearsal[];
  /** Results of the next rehearsal, each sent when `step` is called; all at once without steps. */
  results: CheckResult[];
  places: Places['places'];
  /** What a change makes of the connection: `METHOD last-part-of-the-path`. */
  effects: Record<string, (detail: ConnectionDetail, body: unknown) => ConnectionDetail>;
  /** Refusals by `METHOD path`, or by the path's end. */
  refusals: Record<string, { status: number; code: string }>;
  /** Bodies of changes, in order. */
  readonly sent: { readonly what: string; readonly body: unknown }[];
  answer(request: IncomingMessage, response: ServerResponse, path: string): boolean;
}

const LINK = `/api/connections/${CONNECTION_ID}`;

export function createConfigurationStandIn(): ConfigurationStandIn {
  const detail = sampleConnection();
  const state: ConfigurationStandIn = {
    detail,
    others: [],
    links: [
      { id: idOf(961), ehrUser: 'Practitioner/eA1b2', person: CLEO, linkedAt: daysAgo(30) },
      { id: idOf(962), ehrUser: 'Practitioner/eX9y8', person: ADA, linkedAt: daysAgo(3) },
      { id: idOf(963), ehrUser: 'Practitioner/eGone', person: null, linkedAt: daysAgo(300) },
    ],
    preview: { rows: [], canImport: true },
    pasted: [],
    rehearsals: [
      ...(detail.lastRehearsal ? [detail.lastRehearsal] : []),
      { at: daysAgo(1.3), by: BEN.id, isGreen: true, results: sampleChecks(true) },
    ],
    results: sampleChecks(true),
    places: [
      {
        conversationId: '19:cardiology@thread.tacv2',
        kind: 'team',
        serviceUrl: 'https://smba.example/emea/',
        entraGroupId: idOf(950),
        name: 'Front desk',
      },
      {
        conversationId: '19:0123456789ab@thread.v2',
        kind: 'chat',
        serviceUrl: 'https://smba.example/emea/',
        entraGroupId: null,
        name: null,
      },
    ],
    effects: {},
    refusals: {},
    sent: [],
    answer: (request, response, path) => {
      const what = `${request.method} ${path}`;
      const refusal = Object.entries(state.refusals).find(([end]) => what.endsWith(end))?.[1];
      if (refusal) return problem(response, refusal);
      if (request.method === 'GET') return read(state, request, response, path);
      return change(state, request, response, what);
    },
  };
  return state;
}

function read(state: ConfigurationStandIn, request: IncomingMessage, response: ServerResponse, path: string) {
  const { searchParams } = new URL(request.url ?? '/', 'http://stand-in');
  const people = [ADA, BEN, CLEO].filter(({ displayName }) =>
    displayName.toLowerCase().startsWith((searchParams.get('search') ?? '').toLowerCase()),
  );
  const other = state.others.find(({ id }) => path === `/api/connections/${id}`);
  const answers: Record<string, () => unknown> = {
    '/api/connections': () => summaries(state),
    [LINK]: () => state.detail,
    [`${LINK}/links`]: () => ({ links: state.links }),
    [`${LINK}/rehearsals`]: () => ({ rehearsals: state.rehearsals }),
    '/api/people': () => ({ people }),
    '/api/places': () => ({ places: state.places }),
    '/api/audit': () => sampleAudit(searchParams),
    '/api/audit/export': () => ({ number: 1 }),
  };
  const answer = other ? () => other : answers[path];
  return answer ? json(response, 200, answer()) : false;
}

function change(
  state: ConfigurationStandIn,
  request: IncomingMessage,
  response: ServerResponse,
  what: string,
) {
  const isOurs = request.headers['content-type'] === 'application/json';
  if (!isOurs || !what.includes(LINK)) return false;
  void bodyOf(request).then((body) => {
    state.sent.push({ what, body });
    const rest = what.replace(`${LINK}/`, '').replace(LINK, '');
    if (rest === 'POST pasted') return json(response, 200, { findings: state.pasted });
    if (rest === 'POST rehearsals') return rehearse(state, response);
    if (rest === 'POST promote') return json(response, 201, { id: 'pr0duct10n' });
    if (rest === 'POST links/preview') return json(response, 200, state.preview);
    if (rest === 'POST links' || rest === 'POST links/import')
      return json(response, 200, { links: state.links });
    if (request.method === 'DELETE') return response.writeHead(204).end();
    const effect = state.effects[rest];
    if (effect) state.detail = effect(state.detail, body);
    return json(response, 200, state.detail);
  });
  return true;
}

function rehearse(state: ConfigurationStandIn, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  for (const result of state.results) response.write(`event: check\ndata: ${JSON.stringify(result)}\n\n`);
  const isGreen = state.results.every(({ outcome }) => outcome !== 'failed');
  const done = { at: new Date().toISOString(), by: ADA.id, isGreen, results: state.results };
  state.rehearsals = [done, ...state.rehearsals];
  state.detail = { ...state.detail, lastRehearsal: done };
  response.end(`event: done\ndata: ${JSON.stringify({ isGreen })}\n\n`);
}

function summaries({ detail, others }: ConfigurationStandIn): Connections {
  const connections = [detail, ...others].map((one) => ({
    id: one.id,
    name: one.name,
    environment: one.environment,
    ehr: one.ehr,
    state: one.state,
    fhirBaseUrl: one.live?.content.fhirBaseUrl ?? '',
    approver: ADA,
    liveRevision: one.live?.number ?? null,
    open: one.open && { number: one.open.number, state: one.open.state, expiresAt: one.open.expiresAt },
    registration: null,
    lastRehearsal: null,
    isShared: one.sharedFrom !== null,
    awaitsMe: false,
    isRejected: false,
  }));
  return { connections, invitations: [], allowed: detail.allowed };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? null : JSON.parse(text);
}

function json(response: ServerResponse, status: number, body: unknown): boolean {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  return true;
}

function problem(response: ServerResponse, { status, code }: { status: number; code: string }): boolean {
  response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(
    JSON.stringify({
      type: `urn:ehr-connector:problem:${code}`,
      title: 'Refused by the stand-in',
      status,
      code,
      reference: `ref-${code}`,
    }),
  );
  return true;
}
