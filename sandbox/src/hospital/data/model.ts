import type { FaceName } from '../face.ts';

/** The name of a person as a chart has it. */
export interface PersonName {
  readonly prefix?: string;
  readonly given: string;
  readonly family: string;
}

export interface Department {
  /** What Epic calls the department's id, a number; also the identifier of its Location. */
  readonly id: string;
  readonly name: string;
  readonly locationId: string;
}

export interface Clinician {
  /** Stable short name for tests and for addresses of the hospital's own pages. */
  readonly key: string;
  readonly id: string;
  readonly name: PersonName;
  readonly specialty: string;
  readonly departmentId: string;
}

export interface Patient {
  readonly key: string;
  readonly id: string;
  readonly name: PersonName;
  readonly gender: 'female' | 'male';
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly mrn: string;
  readonly phone: string;
  readonly address: string;
}

/** Somebody who signs in to the portal for others; one RelatedPerson for each patient acted for, as FHIR wants. */
export interface PortalProxy {
  readonly key: string;
  readonly name: PersonName;
  readonly phone: string;
  readonly actsFor: readonly {
    readonly relatedPersonId: string;
    readonly patientKey: string;
    readonly relationship: 'MTH' | 'FTH';
  }[];
}

export type VisitStatus = 'booked' | 'cancelled' | 'fulfilled';

/** One appointment. A group visit is several of them, one for each patient, sharing a conference id. */
export interface Visit {
  readonly key: string;
  /** Contact serial number: Epic's id of one visit. */
  readonly csn: string;
  /** Only group visits have one. */
  readonly conferenceId: string | null;
  readonly appointmentId: string;
  readonly encounterId: string | null;
  readonly video: boolean;
  readonly type: string;
  readonly reason: string;
  readonly day: 'today' | 'tomorrow';
  readonly start: Date;
  readonly end: Date;
  readonly status: VisitStatus;
  /** The first is the primary one. */
  readonly clinicianKeys: readonly string[];
  readonly patientKey: string | null;
  readonly departmentId: string;
}

/** Everybody and everything of one face. */
export interface HospitalData {
  readonly face: FaceName;
  readonly name: string;
  readonly departments: readonly Department[];
  readonly clinicians: readonly Clinician[];
  readonly patients: readonly Patient[];
  readonly proxies: readonly PortalProxy[];
  readonly visits: readonly Visit[];
}

export function fullName(name: PersonName): string {
  return [name.prefix, name.given, name.family].filter(Boolean).join(' ');
}
