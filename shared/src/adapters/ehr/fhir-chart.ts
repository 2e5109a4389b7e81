import type { Connection } from '../../domain/connections/connection.ts';
import { DomainError } from '../../domain/kernel/domain-error.ts';
import type { EhrChart } from '../../domain/launch/ehr-ports.ts';
import type { ConfirmedSession, LaunchContext } from '../../domain/launch/launch.ts';
import { boundedFetch } from '../http/bounded-fetch.ts';
import { type ChartReader, chartReader } from './chart-reader.ts';
import { Appointment, Encounter, Location } from './chart-resources.ts';
import {
  actorsOf,
  isOfPatient,
  locationsIn,
  placesOf,
  type VisitInChart,
  visitOfAppointment,
  visitOfEncounter,
} from './confirmed-visit.ts';
import { carriesCsn, isPossibleCsn } from './session-identifier.ts';

export interface FhirChartDeps {
  readonly allowInsecureLoopback: boolean;
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
}

/** A launch whose visit is looked for. */
interface Quest {
  readonly context: LaunchContext;
  readonly sessionId: string | null;
  readonly chart: ChartReader;
}

/**
 * Any FHIR R4 server's chart, read with the launch's own token.
 *
 * @see {@link https://hl7.org/fhir/R4/http.html}
 */
export function fhirChart(deps: FhirChartDeps): EhrChart {
  const send = boundedFetch(deps);
  return {
    confirmSession: async ({ connection, kind, context, sessionId, signal }) => {
      const chart = chartReader({ send, connection, accessToken: context.accessToken, signal });
      const quest = { context, sessionId, chart };
      if (kind !== 'provider' && context.patientId === null)
        throw unconfirmed('the launch carries no patient');
      const session = await confirm(connection, quest);
      return { ...session, departmentId: context.departmentId ?? session.departmentId };
    },

    departmentsOf: async ({ connection, context, session, signal }) => {
      const chart = chartReader({ send, connection, accessToken: context.accessToken, signal });
      // Of a single visit the token's department does not count: its number came by URL, and may be another visit's.
      const ofGroup = session.kind === 'group' ? [context.visitDepartmentId ?? []].flat() : [];
      const locations = await locationsOf(session, chart);
      const known = await Promise.all(locations.map((id) => chart.read('Location', id, Location)));
      const numbers = known
        .flatMap((location) => location?.identifier ?? [])
        .flatMap(({ value }) => value ?? []);
      return [...new Set([...ofGroup, ...locations, ...numbers])];
    },
  };
}

/** A department is a Location; how the EHR numbers it stands among that one's identifiers. */
async function locationsOf(session: ConfirmedSession, chart: ChartReader): Promise<readonly string[]> {
  const { appointmentId, encounterId } = session;
  if (appointmentId !== null) {
    const appointment = await chart.read('Appointment', appointmentId, Appointment);
    return appointment === null ? [] : locationsIn(actorsOf(appointment), chart);
  }
  const encounter = encounterId === null ? null : await chart.read('Encounter', encounterId, Encounter);
  return encounter === null ? [] : locationsIn(placesOf(encounter), chart);
}

function confirm(connection: Connection, quest: Quest): Promise<ConfirmedSession> {
  switch (connection.sessionKeySource) {
    case 'epic-session-id':
      return quest.context.conferenceId === null
        ? singleVisit(quest)
        : groupVisit(quest, quest.context.conferenceId);
    case 'smart-appointment':
      return visitOfContextAppointment(quest);
    case 'smart-encounter':
      return visitOfContextEncounter(quest);
  }
}

/** A group's conference id is believed because the token response carries it; a URL cannot bring or change one. */
async function groupVisit(quest: Quest, conferenceId: string): Promise<ConfirmedSession> {
  const { context, sessionId, chart } = quest;
  if (sessionId !== null && sessionId !== conferenceId) {
    throw unconfirmed('the conference of the launch URL is not that of the token response');
  }
  const own = await contextAppointment(quest);
  if (!own && context.appointmentId !== null)
    throw unconfirmed('its appointment is not of the launch’s patient');
  const visit = own ? await visitOfAppointment(own, chart) : unknownVisit(context);
  return { ...visit, key: conferenceId, kind: 'group' };
}

/** A CSN that came by URL counts once the EHR itself gives that CSN to something of the token's patient. */
async function singleVisit(quest: Quest): Promise<ConfirmedSession> {
  const { sessionId, chart } = quest;
  if (sessionId === null) throw unconfirmed('the launch URL carries no sessionId');
  if (!isPossibleCsn(sessionId)) throw unconfirmed('the sessionId cannot be a CSN');
  const appointment = await appointmentWith(sessionId, quest);
  if (appointment)
    return { ...(await visitOfAppointment(appointment, chart)), key: sessionId, kind: 'single' };
  const encounter = await encounterWith(sessionId, quest);
  if (encounter) return { ...(await visitOfEncounter(encounter, chart)), key: sessionId, kind: 'single' };
  throw unconfirmed('the EHR knows no such visit of the launch’s patient');
}

async function visitOfContextAppointment(quest: Quest): Promise<ConfirmedSession> {
  const appointment = await contextAppointment(quest);
  if (!appointment) throw unconfirmed('the token response names no appointment of the launch’s patient');
  const visit = await visitOfAppointment(appointment, quest.chart);
  return { ...visit, encounterId: quest.context.encounterId, key: appointment.id, kind: 'single' };
}

async function visitOfContextEncounter(quest: Quest): Promise<ConfirmedSession> {
  const encounter = await contextEncounter(quest);
  if (!encounter) throw unconfirmed('the token response names no encounter of the launch’s patient');
  return { ...(await visitOfEncounter(encounter, quest.chart)), key: encounter.id, kind: 'single' };
}

async function appointmentWith(csn: string, quest: Quest): Promise<Appointment | null> {
  const { context, chart } = quest;
  const named = await contextAppointment(quest);
  if (named && carriesCsn(named, csn)) return named;
  if (context.patientId === null) return null;
  const found = await chart.search(
    'Appointment',
    { patient: context.patientId, identifier: csn },
    Appointment,
  );
  const own = found.filter((one) => isOwn(actorsOf(one), quest) && carriesCsn(one, csn));
  // A visit that was booked anew under its number counts before the one it replaced.
  return own.find(({ status }) => status !== 'cancelled' && status !== 'entered-in-error') ?? own[0] ?? null;
}

async function encounterWith(csn: string, quest: Quest): Promise<Encounter | null> {
  const { context, chart } = quest;
  const named = await contextEncounter(quest);
  if (named && carriesCsn(named, csn)) return named;
  if (context.patientId === null) return null;
  const found = await chart.search('Encounter', { patient: context.patientId, identifier: csn }, Encounter);
  return found.find((one) => isOwn([subjectOf(one)], quest) && carriesCsn(one, csn)) ?? null;
}

async function contextAppointment(quest: Quest): Promise<Appointment | null> {
  const { context, chart } = quest;
  if (context.appointmentId === null) return null;
  const appointment = await chart.read('Appointment', context.appointmentId, Appointment);
  return appointment && isOwn(actorsOf(appointment), quest) ? appointment : null;
}

async function contextEncounter(quest: Quest): Promise<Encounter | null> {
  const { context, chart } = quest;
  if (context.encounterId === null) return null;
  const encounter = await chart.read('Encounter', context.encounterId, Encounter);
  return encounter && isOwn([subjectOf(encounter)], quest) ? encounter : null;
}

/** A launch with a patient is about that patient only; a clinician's launch without one, a consultation, has none. */
function isOwn(references: readonly (string | undefined)[], { context, chart }: Quest): boolean {
  return context.patientId === null || isOfPatient(references, context.patientId, chart);
}

function unknownVisit(context: LaunchContext): VisitInChart {
  return {
    status: 'booked',
    start: null,
    end: null,
    appointmentId: null,
    encounterId: context.encounterId,
    practitioners: [],
    departmentId: null,
  };
}

function unconfirmed(why: string): DomainError {
  return new DomainError(
    'launch-visit-unconfirmed',
    `The EHR does not confirm the visit of this launch: ${why}. Ask the EHR analyst to compare the context tokens with the integration records.`,
  );
}

const subjectOf = ({ subject, patient }: Encounter): string | undefined => (subject ?? patient)?.reference;
