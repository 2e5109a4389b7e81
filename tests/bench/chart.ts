import { identifierSystems } from '@ehr-connector/sandbox/hospital/data/identifier-systems.ts';
import type { Hospital } from '@ehr-connector/sandbox/hospital/hospital.ts';

/** A visit that the hospital's chart holds beside its samples. */
export interface BenchVisit {
  readonly csn: string;
  readonly appointmentId: string;
}

/** Whose visits they are: the sample hospital has no day with hundreds. */
const PATIENT = 'carter';
export const CLINICIAN = 'okafor';
const SAMPLE_VISIT = 'carter';
const MINUTE_MS = 60_000;

/**
 * Books visits of the sample patient.
 *
 * @param plan.startsInMinutes within the hour in which a visit can be entered; from half an hour on, an arrival raises
 *   no card yet.
 * @param plan.practitionerOf the FHIR id of each visit's clinician.
 */
export async function bookVisits(
  hospitals: readonly Hospital[],
  plan: {
    readonly count: number;
    readonly firstCsn: number;
    readonly startsInMinutes: number;
    readonly practitionerOf: (index: number) => string;
  },
): Promise<readonly BenchVisit[]> {
  const start = Date.now() + plan.startsInMinutes * MINUTE_MS;
  const visits = Array.from({ length: plan.count }, (_, index) => ({
    csn: String(plan.firstCsn + index),
    appointmentId: `bench-${plan.firstCsn + index}`,
  }));
  for (const [index, { csn, appointmentId }] of visits.entries()) {
    for (const hospital of hospitals) {
      await hospital.control.putResource('epic', {
        resourceType: 'Appointment',
        id: appointmentId,
        identifier: [{ use: 'usual', system: identifierSystems('epic').csn, value: csn }],
        status: 'booked',
        start: new Date(start).toISOString(),
        end: new Date(start + 20 * MINUTE_MS).toISOString(),
        participant: [
          { actor: { reference: `Patient/${idOf(hospital, 'patients', PATIENT)}` }, status: 'accepted' },
          { actor: { reference: `Practitioner/${plan.practitionerOf(index)}` }, status: 'accepted' },
        ],
      });
    }
  }
  return visits;
}

/** The URL that the hospital opens when the button beside the visit is pressed. */
export function launchUrl(hospital: Hospital, kind: 'patient' | 'provider', visit: BenchVisit): string {
  return hospital.control.mintLaunch({
    face: 'epic',
    kind,
    as: kind === 'patient' ? PATIENT : CLINICIAN,
    visit: SAMPLE_VISIT,
    overrides: {
      sessionId: visit.csn,
      context: {
        patient: idOf(hospital, 'patients', PATIENT),
        appointment: visit.appointmentId,
        encounter: null,
      },
    },
  }).url;
}

/** The FHIR id of a sample person. */
export function idOf(hospital: Hospital, whose: 'patients' | 'clinicians', key: string): string {
  const found = hospital.control.people('epic')[whose].find((person) => person.key === key);
  if (found === undefined) throw new Error(`The sample hospital has no ${key}.`);
  return found.id;
}
