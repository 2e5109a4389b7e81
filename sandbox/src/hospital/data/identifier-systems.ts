import type { FaceName } from '../face.ts';

/** Identifier systems of a face. Epic's are OIDs of the organisation; those of the plain face are plain URLs. */
export interface IdentifierSystems {
  readonly csn: string;
  readonly conference: string;
  readonly mrn: string;
  readonly department: string;
}

const SYSTEMS: Readonly<Record<FaceName, IdentifierSystems>> = {
  epic: {
    csn: 'urn:oid:1.2.840.114350.1.13.0.1.7.3.698084.8',
    conference: 'urn:oid:1.2.840.114350.1.13.0.1.7.2.728286',
    mrn: 'urn:oid:1.2.840.114350.1.13.0.1.7.5.737384.14',
    department: 'urn:oid:1.2.840.114350.1.13.0.1.7.2.686980',
  },
  practice: {
    csn: 'urn:oid:1.2.840.114350.1.13.9102.2.7.3.698084.8',
    conference: 'urn:oid:1.2.840.114350.1.13.9102.2.7.2.728286',
    mrn: 'urn:oid:1.2.840.114350.1.13.9102.2.7.5.737384.14',
    department: 'urn:oid:1.2.840.114350.1.13.9102.2.7.2.686980',
  },
  'practice-prd': {
    csn: 'urn:oid:1.2.840.114350.1.13.9102.1.7.3.698084.8',
    conference: 'urn:oid:1.2.840.114350.1.13.9102.1.7.2.728286',
    mrn: 'urn:oid:1.2.840.114350.1.13.9102.1.7.5.737384.14',
    department: 'urn:oid:1.2.840.114350.1.13.9102.1.7.2.686980',
  },
  plain: {
    csn: 'https://northfield.example/visit-number',
    conference: 'https://northfield.example/conference',
    mrn: 'https://northfield.example/mrn',
    department: 'https://northfield.example/department',
  },
};

export function identifierSystems(face: FaceName): IdentifierSystems {
  return SYSTEMS[face];
}
