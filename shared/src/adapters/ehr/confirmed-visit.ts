import { isDomainError } from '../../domain/kernel/domain-error.ts';
import type { ConfirmedSession } from '../../domain/launch/launch.ts';
import type { ChartReader } from './chart-reader.ts';
import { Appointment, type Encounter, PractitionerRole } from './chart-resources.ts';

/** What the chart says of a visit, whichever resource said it. */
export type VisitInChart = Omit<ConfirmedSession, 'key' | 'kind'>;

/** Roles are resolved one by one; more than this many would be an answer made to keep us busy. */
const MAX_ROLES = 8;
const MAX_LOCATIONS = 4;

export async function visitOfAppointment(
  appointment: Appointment,
  chart: ChartReader,
): Promise<VisitInChart> {
  const invited = appointment.participant.filter(({ status }) => status !== 'declined');
  const actors = invited.map(({ actor }) => actor?.reference);
  return {
    status: statusOfAppointment(appointment.status),
    start: appointment.start,
    end: appointment.end,
    appointmentId: appointment.id,
    encounterId: null,
    practitioners: await practitionersIn(actors, chart),
    departmentId: locationIn(actors, chart),
  };
}

/** An encounter says little of a visit to come, so its appointment is asked as well when it may be read. */
export async function visitOfEncounter(encounter: Encounter, chart: ChartReader): Promise<VisitInChart> {
  const planned = await appointmentOfEncounter(encounter, chart);
  const plan = planned && (await visitOfAppointment(planned, chart));
  const people = await practitionersIn(
    encounter.participant.map(({ individual }) => individual?.reference),
    chart,
  );
  const status = statusOfEncounter(encounter.status);
  return {
    status: status === 'booked' ? (plan?.status ?? status) : status,
    start: plan?.start ?? encounter.period.start,
    end: plan?.end ?? encounter.period.end,
    appointmentId: plan?.appointmentId ?? null,
    encounterId: encounter.id,
    practitioners: plan && plan.practitioners.length > 0 ? plan.practitioners : people,
    departmentId: plan?.departmentId ?? locationIn(placesOf(encounter), chart),
  };
}

/** Whether a resource names the patient as its own. */
export function isOfPatient(
  references: readonly (string | undefined)[],
  patientId: string,
  chart: ChartReader,
): boolean {
  return references.some((reference) => {
    const local = chart.local(reference);
    return local?.type === 'Patient' && local.id === patientId;
  });
}

export const placesOf = (encounter: Encounter): readonly (string | undefined)[] =>
  encounter.location.map(({ location }) => location.reference);

export const actorsOf = (appointment: Appointment): readonly (string | undefined)[] =>
  appointment.participant.map(({ actor }) => actor?.reference);

async function appointmentOfEncounter(encounter: Encounter, chart: ChartReader): Promise<Appointment | null> {
  const [reference] = encounter.appointment;
  const local = chart.local(reference?.reference);
  return local?.type === 'Appointment' ? chart.read('Appointment', local.id, Appointment) : null;
}

async function practitionersIn(
  references: readonly (string | undefined)[],
  chart: ChartReader,
): Promise<readonly string[]> {
  const locals = references.flatMap((reference) => chart.local(reference) ?? []);
  const roles = locals.filter(({ type }) => type === 'PractitionerRole').slice(0, MAX_ROLES);
  const ofRoles = await Promise.all(
    roles.map(async ({ id }) => {
      const role = await chart.read('PractitionerRole', id, PractitionerRole).catch(nobody);
      return chart.local(role?.practitioner?.reference);
    }),
  );
  const people = [...locals, ...ofRoles.filter((one) => one !== null)].filter(
    ({ type }) => type === 'Practitioner',
  );
  return [...new Set(people.map(({ id }) => `Practitioner/${id}`))];
}

/** Who is behind a role is not worth a launch: an arrival nobody is named for goes to the fallback. */
function nobody(error: unknown): null {
  if (isDomainError(error)) return null;
  throw error;
}

/** Ids of the Locations among the references; not more than an honest EHR names. */
export function locationsIn(
  references: readonly (string | undefined)[],
  chart: ChartReader,
): readonly string[] {
  const locals = references.flatMap((reference) => chart.local(reference) ?? []);
  return locals.flatMap(({ type, id }) => (type === 'Location' ? [id] : [])).slice(0, MAX_LOCATIONS);
}

const locationIn = (references: readonly (string | undefined)[], chart: ChartReader): string | null =>
  locationsIn(references, chart)[0] ?? null;

function statusOfAppointment(status: string): ConfirmedSession['status'] {
  switch (status) {
    case 'cancelled':
    case 'noshow':
    case 'entered-in-error':
      return 'cancelled';
    case 'fulfilled':
      return 'over';
    default:
      return 'booked';
  }
}

function statusOfEncounter(status: string): ConfirmedSession['status'] {
  switch (status) {
    case 'cancelled':
    case 'entered-in-error':
      return 'cancelled';
    case 'finished':
      return 'over';
    default:
      return 'booked';
  }
}
