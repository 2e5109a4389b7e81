import type { FaceName } from '../face.ts';
import type {
  Clinician,
  Department,
  HospitalData,
  Patient,
  PortalProxy,
  Visit,
  VisitStatus,
} from './model.ts';
import { opaqueId } from './opaque-id.ts';

type ClinicianRow = readonly [
  key: string,
  prefix: string,
  given: string,
  family: string,
  specialty: string,
  departmentId: string,
];
type PatientRow = readonly [
  key: string,
  given: string,
  family: string,
  gender: 'female' | 'male',
  birthDate: string,
  mrn: string,
  phone: string,
  address: string,
];
type ProxyRow = {
  readonly key: string;
  readonly given: string;
  readonly family: string;
  readonly phone: string;
  readonly relationship: 'MTH' | 'FTH';
  readonly children: readonly string[];
};

/** What a visit says beside what follows from it. `atMinutes` counts from the hospital's start, rounded up to 5 minutes. */
export interface VisitRow {
  readonly key: string;
  readonly csn: string;
  readonly atMinutes: number;
  readonly minutes: number;
  readonly type: string;
  readonly reason: string;
  readonly clinicianKeys: readonly string[];
  readonly patientKey: string | null;
  readonly departmentId: string;
  readonly video?: boolean;
  readonly status?: VisitStatus;
  readonly conferenceId?: string;
  readonly day?: 'tomorrow';
}

export interface HospitalRows {
  readonly face: FaceName;
  readonly name: string;
  readonly departments: readonly (readonly [id: string, name: string])[];
  readonly clinicians: readonly ClinicianRow[];
  readonly patients: readonly PatientRow[];
  readonly proxies: readonly ProxyRow[];
  readonly visits: readonly VisitRow[];
}

const FIVE_MINUTES_MS = 5 * 60_000;

/**
 * The people and visits of a face.
 *
 * @param canary planted in every name, MRN, phone number and address of patients and proxies, so that a test can look
 *   for traces of them outside the hospital; `null` for none.
 */
export function buildHospital(rows: HospitalRows, now: Date, canary: string | null): HospitalData {
  const marked = (text: string, gap: string): string => (canary === null ? text : `${text}${gap}${canary}`);
  const startOfGrid = Math.ceil(now.getTime() / FIVE_MINUTES_MS) * FIVE_MINUTES_MS;
  const id = (kind: string, key: string): string => opaqueId(rows.face, kind, key);

  const departments = rows.departments.map(
    ([departmentId, name]): Department => ({
      id: departmentId,
      name,
      locationId: id('Location', departmentId),
    }),
  );
  const clinicians = rows.clinicians.map(
    ([key, prefix, given, family, specialty, departmentId]): Clinician => ({
      key,
      id: id('Practitioner', key),
      name: { prefix, given, family },
      specialty,
      departmentId,
    }),
  );
  const patients = rows.patients.map(
    ([key, given, family, gender, birthDate, mrn, phone, address]): Patient => ({
      key,
      id: id('Patient', key),
      name: { given, family: marked(family, '-') },
      gender,
      birthDate,
      mrn: marked(mrn, '-'),
      phone: marked(phone, ' x'),
      address: marked(address, ', '),
    }),
  );
  const proxies = rows.proxies.map(
    (row): PortalProxy => ({
      key: row.key,
      name: { given: row.given, family: marked(row.family, '-') },
      phone: marked(row.phone, ' x'),
      actsFor: row.children.map((patientKey) => ({
        relatedPersonId: id('RelatedPerson', `${row.key}/${patientKey}`),
        patientKey,
        relationship: row.relationship,
      })),
    }),
  );
  const visits = rows.visits.map((row): Visit => {
    const start = new Date(startOfGrid + row.atMinutes * 60_000);
    return {
      key: row.key,
      csn: row.csn,
      conferenceId: row.conferenceId ?? null,
      appointmentId: id('Appointment', row.key),
      encounterId: row.patientKey === null ? null : id('Encounter', row.key),
      video: row.video ?? true,
      type: row.type,
      reason: row.reason,
      day: row.day ?? 'today',
      start,
      end: new Date(start.getTime() + row.minutes * 60_000),
      status: row.status ?? 'booked',
      clinicianKeys: row.clinicianKeys,
      patientKey: row.patientKey,
      departmentId: row.departmentId,
    };
  });
  return { face: rows.face, name: rows.name, departments, clinicians, patients, proxies, visits };
}
