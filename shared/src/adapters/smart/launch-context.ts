import type { JWTPayload } from 'jose';
import type { LaunchContext } from '../../domain/launch/launch.ts';
import { isFhirId, localReference } from '../http/fhir-reference.ts';

type TokenResponse = Readonly<Record<string, unknown>>;

/**
 * The launch's context, out of a token response: SMART's own parameters, Epic's at the top level, and tokens of an
 * Epic integration record, whose case depends on who typed them. What is not a usable id counts as absent.
 */
export function launchContextOf(
  response: TokenResponse,
  fhirBaseUrl: string,
): Omit<LaunchContext, 'user' | 'accessToken'> {
  const visitDepartmentId = opaqueIn(integrationToken(response, 'departmentid'));
  return {
    patientId: idIn(response.patient),
    encounterId: idIn(response.encounter),
    appointmentId: idIn(response.appointment) ?? appointmentOf(response.fhirContext, fhirBaseUrl),
    conferenceId: opaqueIn(integrationToken(response, 'conferenceid')),
    departmentId: visitDepartmentId ?? opaqueIn(integrationToken(response, 'logindepartment')),
    visitDepartmentId,
  };
}

/** For the person's own eyes, on the page where both identities are confirmed. */
export function displayNameOf(claims: JWTPayload): string | null {
  const name = [claims.name, claims.preferred_username].find(
    (one) => typeof one === 'string' && one.trim() !== '',
  );
  return typeof name === 'string' ? name.trim().slice(0, 200) : null;
}

/** The one appointment a launch's `fhirContext` names; with several, none. */
function appointmentOf(fhirContext: unknown, fhirBaseUrl: string): string | null {
  if (!Array.isArray(fhirContext)) return null;
  const ids = fhirContext.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const { reference, role = 'launch' } = item as { reference?: unknown; role?: unknown };
    const local = localReference(reference, fhirBaseUrl);
    return local?.type === 'Appointment' && role === 'launch' ? [local.id] : [];
  });
  const [id] = ids;
  return ids.length === 1 && id !== undefined ? id : null;
}

function integrationToken(response: TokenResponse, lowerCaseName: string): unknown {
  return Object.entries(response).find(([name]) => name.toLowerCase() === lowerCaseName)?.[1];
}

const idIn = (value: unknown): string | null => (isFhirId(value) ? value : null);

/** An id that is not FHIR's: anything printable of a sane length. Epic leaves a token empty when it has no value. */
function opaqueIn(value: unknown): string | null {
  return typeof value === 'string' && /^[\x21-\x7e]{1,128}$/.test(value) ? value : null;
}
