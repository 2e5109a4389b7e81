import type {
  Appointment,
  AppointmentParticipant,
  Encounter,
  HumanName,
  Identifier,
  Location,
  Patient as PatientResource,
  Practitioner,
  RelatedPerson,
  Resource,
} from '@medplum/fhirtypes';
import { createDirectory, type Directory } from './directory.ts';
import { type IdentifierSystems, identifierSystems } from './identifier-systems.ts';
import {
  type Clinician,
  type Department,
  fullName,
  type HospitalData,
  type Patient,
  type PersonName,
  type PortalProxy,
  type Visit,
} from './model.ts';

/** All FHIR R4 resources of a face, with the ids the data gave them. */
export function resourcesOf(data: HospitalData): readonly Resource[] {
  const systems = identifierSystems(data.face);
  const directory = createDirectory(data);
  return [
    ...data.departments.map((department) => location(department, systems)),
    ...data.clinicians.map(practitioner),
    ...data.patients.map((patient) => patientResource(patient, systems)),
    ...data.proxies.flatMap((proxy) => relatedPersons(proxy, directory)),
    ...data.visits.map((visit) => appointment(visit, systems, directory)),
    ...data.visits.flatMap((visit) => encounter(visit, systems, directory) ?? []),
  ];
}

function humanName(name: PersonName): HumanName {
  return {
    use: 'usual',
    text: fullName(name),
    family: name.family,
    given: [name.given],
    ...(name.prefix ? { prefix: [name.prefix] } : {}),
  };
}

function location(department: Department, systems: IdentifierSystems): Location {
  return {
    resourceType: 'Location',
    id: department.locationId,
    identifier: [{ system: systems.department, value: department.id }],
    status: 'active',
    name: department.name,
  };
}

function practitioner(clinician: Clinician): Practitioner {
  return {
    resourceType: 'Practitioner',
    id: clinician.id,
    active: true,
    name: [humanName(clinician.name)],
    qualification: [{ code: { text: clinician.specialty } }],
  };
}

function patientResource(patient: Patient, systems: IdentifierSystems): PatientResource {
  return {
    resourceType: 'Patient',
    id: patient.id,
    active: true,
    identifier: [{ use: 'usual', type: { text: 'MRN' }, system: systems.mrn, value: patient.mrn }],
    name: [humanName(patient.name)],
    telecom: [{ system: 'phone', value: patient.phone, use: 'mobile' }],
    gender: patient.gender,
    birthDate: patient.birthDate,
    address: [{ use: 'home', text: patient.address }],
  };
}

function relatedPersons(proxy: PortalProxy, directory: Directory): RelatedPerson[] {
  return proxy.actsFor.flatMap((link): RelatedPerson[] => {
    const patient = directory.patient(link.patientKey);
    if (!patient) return [];
    return [
      {
        resourceType: 'RelatedPerson',
        id: link.relatedPersonId,
        active: true,
        patient: { reference: `Patient/${patient.id}` },
        relationship: [
          {
            coding: [
              { system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: link.relationship },
            ],
          },
        ],
        name: [humanName(proxy.name)],
        telecom: [{ system: 'phone', value: proxy.phone }],
      },
    ];
  });
}

function visitIdentifiers(visit: Visit, systems: IdentifierSystems): Identifier[] {
  const csn: Identifier = { use: 'usual', system: systems.csn, value: visit.csn };
  return visit.conferenceId === null
    ? [csn]
    : [csn, { use: 'secondary', system: systems.conference, value: visit.conferenceId }];
}

function appointment(visit: Visit, systems: IdentifierSystems, directory: Directory): Appointment {
  const clinicians = visit.clinicianKeys.flatMap((key) => directory.clinician(key) ?? []);
  const patient = visit.patientKey === null ? null : directory.patient(visit.patientKey);
  const department = directory.department(visit.departmentId);
  const taking = (reference: string, display: string): AppointmentParticipant => ({
    actor: { reference, display },
    required: 'required',
    status: 'accepted',
  });
  return {
    resourceType: 'Appointment',
    id: visit.appointmentId,
    identifier: visitIdentifiers(visit, systems),
    status: visit.status,
    ...(visit.status === 'cancelled' ? { cancelationReason: { text: 'Patient asked to cancel' } } : {}),
    serviceType: [{ text: visit.type }],
    reasonCode: [{ text: visit.reason }],
    start: visit.start.toISOString(),
    end: visit.end.toISOString(),
    minutesDuration: Math.round((visit.end.getTime() - visit.start.getTime()) / 60_000),
    participant: [
      ...(patient ? [taking(`Patient/${patient.id}`, fullName(patient.name))] : []),
      ...clinicians.map((clinician) => taking(`Practitioner/${clinician.id}`, fullName(clinician.name))),
      ...(department ? [taking(`Location/${department.locationId}`, department.name)] : []),
    ],
  };
}

const ENCOUNTER_STATUS = { booked: 'planned', fulfilled: 'finished', cancelled: 'cancelled' } as const;

function encounter(visit: Visit, systems: IdentifierSystems, directory: Directory): Encounter | null {
  const patient = visit.patientKey === null ? null : directory.patient(visit.patientKey);
  const department = directory.department(visit.departmentId);
  if (visit.encounterId === null || !patient) return null;
  return {
    resourceType: 'Encounter',
    id: visit.encounterId,
    identifier: visitIdentifiers(visit, systems),
    status: ENCOUNTER_STATUS[visit.status],
    class: {
      system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
      code: visit.video ? 'VR' : 'AMB',
    },
    type: [{ text: visit.type }],
    subject: { reference: `Patient/${patient.id}`, display: fullName(patient.name) },
    participant: visit.clinicianKeys.flatMap((key) => {
      const clinician = directory.clinician(key);
      return clinician ? [{ individual: { reference: `Practitioner/${clinician.id}` } }] : [];
    }),
    appointment: [{ reference: `Appointment/${visit.appointmentId}` }],
    period: { start: visit.start.toISOString() },
    ...(department ? { location: [{ location: { reference: `Location/${department.locationId}` } }] } : {}),
  };
}
