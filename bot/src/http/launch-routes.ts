import type { ConnectionKeys } from '@ehr-connector/shared/domain/connections/connection-keys.ts';
import type { Clock, Randomness } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { addMs } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError, isDomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { LaunchKind } from '@ehr-connector/shared/domain/launch/launch.ts';
import type { Launches, ProvenLaunch } from '@ehr-connector/shared/domain/launch/launches.ts';
import type { OrganizationFinder } from '@ehr-connector/shared/domain/organizations/organization.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import type { Rooms } from '@ehr-connector/shared/domain/visits/rooms.ts';
import type { Visits } from '@ehr-connector/shared/domain/visits/visits.ts';
import type { Metrics } from '../work/metrics.ts';
import { PATIENT_IDLE_MS, PATIENT_LASTS_MS, visitCookie } from './asker.ts';
import type { ApprovalCallback } from './configuration/revisions/approval-routes.ts';
import { connectionIdOf } from './connection-id.ts';
import { ownCookie, readCookie, removedLaunchCookie } from './cookies.ts';
import type { LaunchLimit } from './launch-limit.ts';
import { launchStateCookie, launchStateName } from './launch-state-cookie.ts';
import { drawCallbackFailure } from './pages/approval-failure-page.ts';
import { type Reply, redirect } from './reply.ts';
import type { DrawFailure, HttpRequest, Routes } from './server.ts';
import type { SignInFlow } from './sign-in-flow.ts';

/** Longest parameter we accept of an EHR: `launch` tokens can be long. */
const LONGEST_PARAMETER = 8_192;

export interface LaunchRouteDeps {
  readonly launches: Launches;
  readonly visits: Visits;
  readonly rooms: Rooms;
  readonly signIn: SignInFlow;
  readonly limit: LaunchLimit;
  readonly finder: OrganizationFinder;
  readonly inTransaction: InTransaction;
  readonly connectionKeys: ConnectionKeys;
  /** The callback is an approver's sign-in, too; `null` when it is not. */
  readonly completeApproval: ApprovalCallback;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly metrics: Metrics;
  readonly fold: (organizationId: string, visitId: string) => void;
  readonly draw: DrawFailure;
}

/** SMART launch URLs, the redirect URI of each connection, and the keys each connection signs with. */
export function launchRoutes(routes: Routes, deps: LaunchRouteDeps): void {
  for (const kind of ['provider', 'patient', 'device-test'] as const) {
    routes.get(
      `/launch/:connection/${kind}`,
      counted(deps, kind, 'begun', (request) => begin(deps, kind, request)),
      { draw: deps.draw },
    );
  }
  routes.get('/launch/:connection/callback', (request) => complete(deps, request), {
    draw: drawCallbackFailure(deps.draw),
  });
  // A launch URL that was cut, or pasted with something behind it: people stand before it, not programs.
  routes.get('/launch/:connection/:other', unknownAddress, { draw: deps.draw });
  routes.get('/connections/:connection/jwks.json', (request) => publicKeys(deps, request));
}

async function begin(deps: LaunchRouteDeps, kind: LaunchKind, request: HttpRequest): Promise<Reply> {
  const connectionId = connectionIdOf(request);
  deps.limit.take(connectionId);
  const query = (name: string) => parameterOf(request.url, name);
  const iss = query('iss');
  const launch = query('launch');
  if (iss === null || launch === null)
    throw new DomainError('launch-incomplete', 'the EHR sent no iss or no launch');
  const begun = await deps.launches.begin(connectionId, {
    kind,
    iss,
    launch,
    sessionId: query('sessionId'),
    departmentId: query('departmentId'),
  });
  return redirect(begun.url, [launchStateCookie(deps.randomness, begun)]);
}

/** @throws {DomainError} `launch-incomplete` for what no EHR sends: of two values, which would be meant? And NUL is no text. */
function parameterOf(url: URL, name: string): string | null {
  const [value = '', ...more] = url.searchParams.getAll(name);
  if (more.length > 0 || value.length > LONGEST_PARAMETER || value.includes('\0'))
    throw new DomainError('launch-incomplete', `the parameter ${name} is repeated, too long, or no text`);
  return value || null;
}

async function complete(deps: LaunchRouteDeps, request: HttpRequest): Promise<Reply> {
  const state = request.url.searchParams.get('state') ?? '';
  const cookie = launchStateName(deps.randomness, state);
  const browserSecret = readCookie(request.headers.cookie, cookie);
  const approval = await deps.completeApproval(request, browserSecret);
  if (approval !== null) return { ...approval, cookies: [removedLaunchCookie(cookie)] };
  const proven = await deps.launches
    .complete(connectionIdOf(request), {
      callback: request.url,
      browserSecret,
      signal: request.signal,
    })
    .catch((error: unknown) => {
      deps.metrics.launches.inc({ kind: 'unproven', outcome: outcomeOf(error) });
      throw error;
    });
  const reply = await counted(deps, proven.kind, 'ok', () => enter(deps, proven, request))(request);
  return { ...reply, cookies: [...(reply.cookies ?? []), removedLaunchCookie(cookie)] };
}

async function enter(deps: LaunchRouteDeps, launch: ProvenLaunch, request: HttpRequest): Promise<Reply> {
  switch (launch.kind) {
    case 'device-test':
      return redirect('/visit/device-test');
    case 'patient':
      return await enterAsPatient(deps, launch);
    case 'provider':
      return await enterAsClinician(deps, launch, request);
  }
}

async function enterAsPatient(deps: LaunchRouteDeps, launch: ProvenLaunch): Promise<Reply> {
  const { visit, participant } = await deps.visits.enterAsPatient(launch);
  const secret = deps.randomness.secret();
  const now = deps.clock.now();
  const session = {
    organizationId: visit.organizationId,
    visitId: visit.id,
    participantId: participant.id,
    idleUntil: addMs(now, PATIENT_IDLE_MS),
    endsAt: addMs(now, PATIENT_LASTS_MS),
  };
  await deps.inTransaction(visit.organizationId, ({ patientSessions }) =>
    patientSessions.open(deps.randomness.digest(secret), session),
  );
  return redirect(`/visit/${visit.id}`, [ownCookie(visitCookie(visit.id), secret, PATIENT_LASTS_MS / 1_000)]);
}

async function enterAsClinician(
  deps: LaunchRouteDeps,
  launch: ProvenLaunch,
  request: HttpRequest,
): Promise<Reply> {
  const { connection, user } = launch;
  const link = await deps.inTransaction(connection.organizationId, ({ links }) =>
    links.ofEhrUser(connection.id, user.reference),
  );
  if (link === null) return await deps.signIn.beginLinking(launch);
  return redirect(await meetingOf(deps, launch, link.entraObjectId, request.signal));
}

/** Lets a linked clinician in, and gives the link of the meeting once its lobby and presenters are confirmed. */
export async function meetingOf(
  deps: Pick<LaunchRouteDeps, 'visits' | 'rooms' | 'fold'>,
  launch: ProvenLaunch,
  entraObjectId: string,
  signal: AbortSignal,
): Promise<string> {
  const { visit } = await deps.visits.enterAsClinician(launch, entraObjectId);
  const url = await deps.rooms.ready(visit.organizationId, visit.id, signal, { reconfirm: true });
  deps.fold(visit.organizationId, visit.id);
  return url;
}

function counted(
  deps: LaunchRouteDeps,
  kind: LaunchKind,
  outcome: 'begun' | 'ok',
  work: (request: HttpRequest) => Promise<Reply>,
) {
  return async (request: HttpRequest): Promise<Reply> => {
    try {
      const reply = await work(request);
      deps.metrics.launches.inc({ kind, outcome });
      return reply;
    } catch (error) {
      deps.metrics.launches.inc({ kind, outcome: outcomeOf(error) });
      throw error;
    }
  };
}

const outcomeOf = (error: unknown): string => (isDomainError(error) ? error.code : 'unexpected');

async function publicKeys(deps: LaunchRouteDeps, request: HttpRequest): Promise<Reply> {
  const connectionId = connectionIdOf(request);
  const organizationId = await deps.finder.ofConnection(connectionId);
  const connection =
    organizationId &&
    (await deps.inTransaction(organizationId, ({ configuration }) => configuration.get(connectionId)));
  if (!connection) throw new DomainError('connection-unknown', 'no connection has this id');
  return {
    status: 200,
    // An hour: a key that must be withdrawn is gone from honest caches soon.
    headers: { 'content-type': 'application/jwk-set+json', 'cache-control': 'public, max-age=3600' },
    body: JSON.stringify(await deps.connectionKeys.publicJwks(connection)),
  };
}

async function unknownAddress(): Promise<Reply> {
  throw new DomainError('connection-unknown', 'no launch URL looks like this');
}
