import { OperationOutcomeError, validateResource } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { FhirRefusal } from './outcome.ts';

/** Required bindings of FHIR R4 that the structural validator does not look into. */
const REQUIRED_CODES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Appointment: {
    status: [
      'proposed',
      'pending',
      'booked',
      'arrived',
      'fulfilled',
      'cancelled',
      'noshow',
      'entered-in-error',
      'checked-in',
      'waitlist',
    ],
  },
  Encounter: {
    status: [
      'planned',
      'arrived',
      'triaged',
      'in-progress',
      'onleave',
      'finished',
      'cancelled',
      'entered-in-error',
      'unknown',
    ],
  },
  AuditEvent: { action: ['C', 'R', 'U', 'D', 'E'], outcome: ['0', '4', '8', '12'] },
  Communication: {
    status: [
      'preparation',
      'in-progress',
      'not-done',
      'on-hold',
      'stopped',
      'completed',
      'entered-in-error',
      'unknown',
    ],
  },
};

/**
 * Refuses what is not a valid R4 resource of the type it was sent as.
 *
 * @throws {FhirRefusal} 400 for a wrong type, 422 with the validator's own words for the rest.
 */
export function assertValid(body: unknown, type: string): Resource {
  const resource = body as Resource | null;
  if (typeof body !== 'object' || resource?.resourceType !== type) {
    throw new FhirRefusal(400, 'invalid', `The body must be a ${type} resource.`);
  }
  try {
    validateResource(resource);
  } catch (cause) {
    const text = cause instanceof OperationOutcomeError ? cause.message : String(cause);
    throw new FhirRefusal(422, 'structure', text);
  }
  for (const [element, codes] of Object.entries(REQUIRED_CODES[type] ?? {})) {
    const value = (resource as unknown as Record<string, unknown>)[element];
    if (value !== undefined && !codes.includes(String(value))) {
      throw new FhirRefusal(422, 'code-invalid', `${type}.${element} must be one of ${codes.join(', ')}.`);
    }
  }
  return resource;
}
