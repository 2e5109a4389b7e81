import { type FaceKind, type FaceName, faceKind } from '../face.ts';
import { FhirRefusal } from './outcome.ts';

const COMMON = ['_id', '_count'];

/** Search parameters a face takes. Others are refused, so that nobody mistakes an ignored filter for a match. */
const PARAMETERS: Readonly<Record<FaceKind, Readonly<Record<string, readonly string[]>>>> = {
  epic: {
    Appointment: [...COMMON, 'date', 'identifier', 'patient', 'status'],
    Encounter: [...COMMON, 'date', 'identifier', 'patient', 'subject', 'class', 'status'],
    Communication: [...COMMON, 'patient', 'subject', 'status', 'encounter'],
  },
  plain: {
    Appointment: [
      ...COMMON,
      '_sort',
      '_lastUpdated',
      '_tag',
      'date',
      'identifier',
      'patient',
      'practitioner',
      'status',
      'actor',
    ],
    Encounter: [
      ...COMMON,
      '_sort',
      '_lastUpdated',
      '_tag',
      'date',
      'identifier',
      'patient',
      'subject',
      'class',
      'status',
      'appointment',
    ],
    Patient: [...COMMON, 'identifier', 'name', 'birthdate'],
    Practitioner: [...COMMON, 'identifier', 'name'],
    RelatedPerson: [...COMMON, 'patient', 'identifier'],
    Location: [...COMMON, 'identifier', 'name'],
    Communication: [...COMMON, '_tag', 'identifier', 'patient', 'subject', 'status', 'encounter'],
    AuditEvent: [
      ...COMMON,
      '_sort',
      '_lastUpdated',
      '_tag',
      'date',
      'entity',
      'patient',
      'agent',
      'type',
      'subtype',
    ],
  },
};

export function searchParameters(face: FaceName, type: string): readonly string[] {
  return PARAMETERS[faceKind(face)][type] ?? [];
}

/** Parameters whose bare ids stand for a reference of this one type. */
const BARE_REFERENCES: Readonly<Record<string, string>> = {
  patient: 'Patient',
  subject: 'Patient',
  practitioner: 'Practitioner',
  encounter: 'Encounter',
  appointment: 'Appointment',
};

/**
 * A query as the repository understands it, with bare ids written out as references.
 *
 * @throws {FhirRefusal} 400 for a parameter the face does not take.
 */
export function checkedQuery(face: FaceName, type: string, query: URLSearchParams): URLSearchParams {
  const allowed = searchParameters(face, type);
  const checked = new URLSearchParams();
  for (const [name, value] of query) {
    if (name === '_format') continue;
    const bareName = name.split(':')[0] ?? name;
    if (!allowed.includes(bareName))
      throw new FhirRefusal(400, 'not-supported', `Search parameter ${name} is not supported on ${type}.`);
    const target = BARE_REFERENCES[bareName];
    checked.append(name, target !== undefined && !value.includes('/') ? `${target}/${value}` : value);
  }
  if ([...checked.keys()].every((name) => name === '_count' || name === '_sort')) {
    throw new FhirRefusal(400, 'required', `A search of ${type} needs at least one criterion.`);
  }
  return checked;
}
