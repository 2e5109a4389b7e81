import {
  type Clinician,
  type Department,
  fullName,
  type HospitalData,
  type Patient,
  type PortalProxy,
  type Visit,
} from './model.ts';

/** A person who can sign in to the patient portal, and the patients whose visits they see. */
export interface PortalUser {
  readonly key: string;
  readonly name: string;
  /** One entry for each patient; `fhirUser` is the reference to identify by when acting for that patient. */
  readonly actsFor: readonly { readonly patient: Patient; readonly fhirUser: string }[];
}

/** Finds the people and visits of one face, by any of the names they are known by. */
export interface Directory {
  readonly data: HospitalData;
  /** By key, FHIR id or `Practitioner/<id>`. */
  clinician(name: string): Clinician | null;
  /** By key, FHIR id or `Patient/<id>`. */
  patient(name: string): Patient | null;
  /** By key, CSN, appointment id or encounter id; for a conference id, the first visit of the group. */
  visit(name: string): Visit | null;
  /** Every visit a CSN or conference id stands for: none, one, or a whole group. */
  visitsOf(sessionId: string): readonly Visit[];
  department(id: string): Department | null;
  portalUser(key: string): PortalUser | null;
  readonly portalUsers: readonly PortalUser[];
  /** Clinicians who see patients; others work here too. */
  readonly withVisits: readonly Clinician[];
  /** The display name behind an EHR user id or a FHIR reference; `null` when nobody has it. */
  nameOf(reference: string): string | null;
}

export function createDirectory(data: HospitalData): Directory {
  const bare = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);
  const clinician = (name: string): Clinician | null =>
    data.clinicians.find((one) => one.key === name || one.id === bare(name)) ?? null;
  const patient = (name: string): Patient | null =>
    data.patients.find((one) => one.key === name || one.id === bare(name)) ?? null;
  const visitsOf = (sessionId: string): readonly Visit[] =>
    data.visits.filter((visit) => visit.csn === sessionId || visit.conferenceId === sessionId);
  const hasProxy = (one: Patient): boolean =>
    data.proxies.some((proxy) => proxy.actsFor.some((link) => link.patientKey === one.key));
  const portalUsers = [
    ...data.patients.filter((one) => !hasProxy(one)).map((one) => ownPortal(one)),
    ...data.proxies.map((proxy) => proxyPortal(proxy, data)),
  ];
  const relatedPersons = new Map(
    data.proxies.flatMap((proxy) =>
      proxy.actsFor.map((link) => [link.relatedPersonId, fullName(proxy.name)] as const),
    ),
  );
  return {
    data,
    clinician,
    patient,
    visit: (name) =>
      data.visits.find(
        (visit) => visit.key === name || visit.appointmentId === name || visit.encounterId === name,
      ) ??
      visitsOf(name)[0] ??
      null,
    visitsOf,
    department: (id) => data.departments.find((one) => one.id === id) ?? null,
    portalUsers,
    withVisits: data.clinicians.filter(({ key }) =>
      data.visits.some((visit) => visit.clinicianKeys.includes(key)),
    ),
    portalUser: (key) => portalUsers.find((user) => user.key === key) ?? null,
    nameOf: (reference) => {
      const person = clinician(reference) ?? patient(reference);
      return person ? fullName(person.name) : (relatedPersons.get(bare(reference)) ?? null);
    },
  };
}

function ownPortal(patient: Patient): PortalUser {
  return {
    key: patient.key,
    name: fullName(patient.name),
    actsFor: [{ patient, fhirUser: `Patient/${patient.id}` }],
  };
}

function proxyPortal(proxy: PortalProxy, data: HospitalData): PortalUser {
  return {
    key: proxy.key,
    name: fullName(proxy.name),
    actsFor: proxy.actsFor.flatMap((link) => {
      const patient = data.patients.find((one) => one.key === link.patientKey);
      return patient ? [{ patient, fhirUser: `RelatedPerson/${link.relatedPersonId}` }] : [];
    }),
  };
}
