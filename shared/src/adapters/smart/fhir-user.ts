import { z } from 'zod';
import type { Connection } from '../../domain/connections/connection.ts';
import { DomainError } from '../../domain/kernel/domain-error.ts';
import type { EhrUserKind, LaunchKind } from '../../domain/launch/launch.ts';
import type { BoundedFetch } from '../http/bounded-fetch.ts';
import { type FhirReference, localReference } from '../http/fhir-reference.ts';
import { fhirRequest } from '../http/fhir-request.ts';
import { ehrUnavailable, identityInvalid } from './launch-errors.ts';

const KIND_OF_TYPE: Readonly<Record<string, EhrUserKind>> = {
  Practitioner: 'practitioner',
  PractitionerRole: 'practitioner',
  Patient: 'patient',
  RelatedPerson: 'related-person',
};

export interface FhirUser {
  readonly kind: EhrUserKind;
  readonly resource: FhirReference;
}

/**
 * Who launched, from the verified claim `fhirUser`; the type of the resource decides the side.
 *
 * @throws {DomainError} `launch-identity-invalid` when it does not lie under the connection's FHIR base;
 *   `launch-wrong-side` when the other side's launch URL was used.
 */
export function fhirUserOf(
  claim: unknown,
  connection: Pick<Connection, 'fhirBaseUrl'>,
  launchKind: LaunchKind,
): FhirUser {
  const resource = localReference(claim, connection.fhirBaseUrl);
  if (!resource) throw identityInvalid('its fhirUser is absent or belongs to another FHIR server');
  const kind = KIND_OF_TYPE[resource.type];
  if (!kind) throw identityInvalid('its fhirUser is neither staff nor a patient nor somebody acting for one');
  if ((kind === 'practitioner') !== (launchKind === 'provider')) {
    throw new DomainError(
      'launch-wrong-side',
      `A launch of the ${launchKind} side was made by a user of the other side. Compare the launch URLs in the EHR with the integration records.`,
    );
  }
  return { kind, resource };
}

const PractitionerRole = z.object({ practitioner: z.object({ reference: z.string() }) });

/**
 * `Practitioner/…` for a user known by a role, so that a person is one person in all their roles. A role that may not
 * be read, or names nobody, stays a role.
 *
 * @throws {DomainError} `ehr-unavailable`: an outage must not give a person a second identity.
 */
export async function userReference(request: {
  readonly user: FhirUser;
  readonly connection: Connection;
  readonly accessToken: string;
  readonly send: BoundedFetch;
  readonly signal: AbortSignal;
}): Promise<string> {
  const { connection, accessToken, signal } = request;
  const { type, id } = request.user.resource;
  const path = `${type}/${id}`;
  if (type !== 'PractitionerRole') return path;
  const response = await fhirRequest(request.send, { connection, accessToken, path, signal });
  if (response.status === 429 || response.status >= 500) throw ehrUnavailable(`http ${response.status}`);
  const role = PractitionerRole.safeParse(response.ok ? await response.json().catch(() => null) : null);
  const person = localReference(role.data?.practitioner.reference, connection.fhirBaseUrl);
  return person?.type === 'Practitioner' ? `Practitioner/${person.id}` : path;
}
