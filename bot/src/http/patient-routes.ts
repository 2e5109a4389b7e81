import {
  HandoverRedemption,
  PageSignal,
  type PatientVisit,
} from '@ehr-connector/shared/contract/patient-visit.ts';
import type { Clock, Randomness } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { addMs, MINUTE_MS } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { OrganizationFinder } from '@ehr-connector/shared/domain/organizations/organization.ts';
import type { PatientSession } from '@ehr-connector/shared/domain/staff/session-store.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import type { SignalIntake } from '@ehr-connector/shared/domain/visits/intake.ts';
import type { PatientView, ReadPatientView } from '@ehr-connector/shared/domain/visits/patient-view.ts';
import type { Signal } from '@ehr-connector/shared/domain/visits/signal.ts';
import type { Logger } from 'pino';
import type { Metrics } from '../work/metrics.ts';
import { type Askers, visitCookie } from './asker.ts';
import { ownCookie, readCookie, removedCookie } from './cookies.ts';
import { openEventStream } from './event-stream.ts';
import { accepted, json, noContent } from './reply.ts';
import type { Routes } from './server.ts';
import { coalesced, type VisitChanges } from './visit-changes.ts';
import { visitIdOf } from './visit-id.ts';

const HANDOVER_LASTS_MS = 5 * MINUTE_MS;

export interface PatientRouteDeps {
  readonly askers: Askers;
  readonly finder: OrganizationFinder;
  readonly inTransaction: InTransaction;
  readonly intake: SignalIntake;
  readonly readView: ReadPatientView;
  readonly changes: VisitChanges;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** What the patient's page asks and reports. Each request proves by its cookie which one visit it is about. */
export function patientRoutes(routes: Routes, deps: PatientRouteDeps): void {
  const { askers, clock, randomness, inTransaction } = deps;

  async function viewOf(session: PatientSession): Promise<PatientVisit> {
    const view = await deps.readView(session.organizationId, session.visitId, session.participantId);
    if (view === null) throw new DomainError('visit-not-found', 'no such visit');
    return toContract(view);
  }

  routes.get('/api/visits/:visit/patient', async (request) =>
    json(await viewOf(await askers.patient(request, visitIdOf(request)))),
  );

  routes.stream('/api/visits/:visit/patient/events', async (request, res) => {
    const session = await askers.patient(request, visitIdOf(request));
    const stream = openEventStream(res);
    deps.metrics.streams.inc({ kind: 'patient' });
    let shown = '';
    const refresh = coalesced(
      async () => {
        const view = await viewOf(session);
        const text = JSON.stringify(view);
        if (text !== shown) stream.send('visit', view);
        shown = text;
      },
      (error) => {
        deps.log.warn({ err: error }, 'a patient’s stream could not be brought up to date');
        stream.end();
      },
    );
    const stop = [
      deps.changes.on(({ visitId }) => visitId === session.visitId && refresh()),
      deps.changes.onMissed(refresh),
    ];
    // What changed between the first look and listening is looked at now.
    refresh();
    await stream.gone;
    for (const off of stop) off();
    deps.metrics.streams.dec({ kind: 'patient' });
  });

  routes.post('/api/visits/:visit/signals', async (request) => {
    askers.fromOwnPage(request);
    const signal = PageSignal.parse(request.body);
    const session = await askers.patient(request, visitIdOf(request));
    await deps.intake.fromPage(session.organizationId, session.visitId, [
      toSignal(signal, session, clock.now()),
    ]);
    return accepted();
  });

  routes.post('/api/visits/:visit/handover', async (request) => {
    askers.fromOwnPage(request);
    const session = await askers.patient(request, visitIdOf(request));
    const code = randomness.secret();
    const expiresAt = addMs(clock.now(), HANDOVER_LASTS_MS);
    await inTransaction(session.organizationId, ({ patientSessions }) =>
      patientSessions.offerHandover(randomness.digest(code), session, expiresAt),
    );
    return json({ code, expiresAt: expiresAt.toISOString() }, 201);
  });

  routes.post('/api/visits/:visit/handover/redeem', async (request) => {
    askers.fromOwnPage(request);
    const { code } = HandoverRedemption.parse(request.body);
    const organizationId = await deps.finder.ofVisit(visitIdOf(request));
    const secret = randomness.secret();
    const now = clock.now();
    const session =
      organizationId &&
      (await inTransaction(organizationId, async ({ patientSessions }) => {
        const taken = await patientSessions.takeHandover(visitIdOf(request), randomness.digest(code), now);
        if (taken !== null) await patientSessions.open(randomness.digest(secret), taken);
        return taken;
      }));
    if (!session) throw new DomainError('handover-expired', 'the code was used, is too old, or never was');
    const lastsSeconds = Math.floor((session.endsAt.getTime() - now.getTime()) / 1_000);
    return noContent([ownCookie(visitCookie(session.visitId), secret, lastsSeconds)]);
  });

  routes.post('/api/visits/:visit/leave', async (request) => {
    askers.fromOwnPage(request);
    const visitId = visitIdOf(request);
    const session = await askers.patient(request, visitId);
    const secret = readCookie(request.headers.cookie, visitCookie(visitId)) ?? '';
    await inTransaction(session.organizationId, ({ patientSessions }) =>
      patientSessions.close(visitId, randomness.digest(secret)),
    );
    return noContent([removedCookie(visitCookie(visitId))]);
  });
}

/** The page's clock is nobody's: the time of a page's word is when we heard it. */
function toSignal(
  { pageId, sequence, kind }: PageSignal,
  { participantId }: PatientSession,
  now: Date,
): Signal {
  return {
    key: `page:${pageId}:${sequence}`,
    participantId,
    source: 'page',
    kind: kind === 'closing' ? 'closing' : 'here',
    endpoint: pageId,
    at: now,
    until: now,
  };
}

export function toContract(view: PatientView): PatientVisit {
  const { visit, presence } = view;
  return {
    visitId: visit.id,
    startsAt: visit.scheduledStart?.toISOString() ?? null,
    state: patientState(view),
    since: presence?.since?.toISOString() ?? null,
    careTeamNotified: view.careTeamNotified,
    clinicianInMeeting: view.clinicianInMeeting,
    joinUrl: view.joinOffered ? `/join/${visit.id}?as=patient` : null,
    helpContact: view.helpContact,
  };
}

function patientState({ visit, presence }: PatientView): PatientVisit['state'] {
  if (visit.endedAt !== null) return 'ended';
  switch (presence?.state ?? 'expected') {
    case 'expected':
      return 'absent';
    case 'waiting':
      return presence?.beenInMeeting ? 'left' : 'waiting';
    case 'handed-over':
      return 'handed-over';
    case 'lobby':
      return 'lobby';
    case 'in-meeting':
      return 'in-meeting';
    case 'left':
      return 'left';
    case 'unknown':
      return presence?.handedOver ? 'handed-over' : 'absent';
  }
}
