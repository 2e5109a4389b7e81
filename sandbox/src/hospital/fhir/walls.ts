import type { Resource } from '@medplum/fhirtypes';
import type { Access } from '../auth/authorization-server.ts';
import { covers, type Permission } from '../auth/scopes.ts';
import { FhirRefusal } from './outcome.ts';

/**
 * Whose data a request may touch: one patient's, or everybody's.
 *
 * @throws {FhirRefusal} 403 when no scope of the token covers the interaction.
 */
export function reachOf(
  access: Access,
  type: string,
  permission: Permission,
): { readonly onlyPatient: string | null } {
  const has = (context: 'patient' | 'user' | 'system'): boolean =>
    covers(access.scope, { context, type, permission });
  if (access.kind === 'backend') {
    if (has('system')) return { onlyPatient: null };
  } else if (access.fhirUser.startsWith('Practitioner/')) {
    if (has('user')) return { onlyPatient: null };
    if (has('patient') && access.patient !== null) return { onlyPatient: access.patient };
  } else if ((has('patient') || has('user')) && access.patient !== null) {
    // Patients and proxies see the patient of the launch, whatever else the scope would allow.
    return { onlyPatient: access.patient };
  }
  throw new FhirRefusal(403, 'forbidden', `The access token does not cover ${type}.${permission}.`);
}

/** Whether a resource lies in a patient's compartment, or concerns no patient at all. */
export function isOfPatient(resource: Resource, patientId: string): boolean {
  const reference = `Patient/${patientId}`;
  switch (resource.resourceType) {
    case 'Patient':
      return resource.id === patientId;
    case 'Appointment':
      return resource.participant.some((one) => one.actor?.reference === reference);
    case 'Encounter':
    case 'Communication':
      return resource.subject?.reference === reference;
    case 'RelatedPerson':
      return resource.patient.reference === reference;
    case 'AuditEvent':
      return resource.entity?.some((one) => one.what?.reference === reference) ?? false;
    default:
      return true;
  }
}
