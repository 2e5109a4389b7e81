import { type FaceName, faceKind } from '../face.ts';
import type { LaunchContext } from './launch-tokens.ts';

/**
 * The launch context as a face tells it in its token response.
 *
 * Epic's way: `token_type` in lower case, the banner flag as a string, the appointment's FHIR id as a parameter of its
 * own, the login department, and further tokens of the integration record (here the conference id of a group visit).
 * The plain way is SMART App Launch 2.2's: `fhirContext` and a real boolean.
 *
 * @see {@link https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html}
 */
export function launchParameters(face: FaceName, context: LaunchContext): Record<string, unknown> {
  const shared = {
    ...(context.patient === null ? {} : { patient: context.patient }),
    ...(context.encounter === null ? {} : { encounter: context.encounter }),
  };
  if (faceKind(face) === 'plain') {
    return {
      ...shared,
      need_patient_banner: context.patient !== null,
      ...(context.appointment === null
        ? {}
        : { fhirContext: [{ reference: `Appointment/${context.appointment}` }] }),
    };
  }
  return {
    ...shared,
    token_type: 'bearer',
    need_patient_banner: 'false',
    ...(context.appointment === null ? {} : { appointment: context.appointment }),
    ...(context.departmentId === null ? {} : { loginDepartment: context.departmentId }),
    ...(context.conferenceId === null ? {} : { conferenceid: context.conferenceId }),
  };
}
