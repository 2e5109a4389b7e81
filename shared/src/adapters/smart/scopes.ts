import type { Connection } from '../../domain/connections/connection.ts';
import type { LaunchKind } from '../../domain/launch/launch.ts';

type ResourceType = 'Appointment' | 'Encounter';
interface Need {
  readonly type: ResourceType;
  readonly letters: 'r' | 'rs';
}

/** What a launch must be able to read to find out which visit it is about. */
function needsOf(connection: Connection): readonly Need[] {
  switch (connection.sessionKeySource) {
    case 'epic-session-id':
      return [
        { type: 'Appointment', letters: 'rs' },
        { type: 'Encounter', letters: 'rs' },
      ];
    case 'smart-appointment':
      return [{ type: 'Appointment', letters: 'r' }];
    case 'smart-encounter':
      return [{ type: 'Encounter', letters: 'r' }];
  }
}

/** The scopes a launch asks for, in the spelling of SMART 2: servers that know version 1 only grant it in theirs. */
export function requestedScope(connection: Connection, kind: LaunchKind): string {
  const level = kind === 'provider' ? 'user' : 'patient';
  const resources = needsOf(connection).map(({ type, letters }) => `${level}/${type}.${letters}`);
  const desired = desiredOf(connection).map((type) => `${level}/${type}.r`);
  return ['launch', 'openid', 'fhirUser', 'profile', ...resources, ...desired].join(' ');
}

/** What is asked for and not insisted on: a launch also succeeds without it. */
function desiredOf({ ehr, onlyDepartments, sharedFrom }: Connection): readonly string[] {
  // Departments may also be listed by the ids of their Locations.
  const locations = onlyDepartments !== null || sharedFrom !== null ? ['Location'] : [];
  // Of Epic and Oracle Health, visits name practitioners; elsewhere they may name their roles, and nobody could be told.
  const roles = ehr === 'fhir-r4' ? ['PractitionerRole'] : [];
  return [...roles, ...locations];
}

/**
 * Scopes that were needed and not granted, in any spelling and at any level: what the token may see is decided by
 * the EHR at each read.
 *
 * @param granted the token response's `scope`; when absent, everything asked for was granted (RFC 6749 §5.1).
 */
export function missingScopes(connection: Connection, granted: string | undefined): readonly string[] {
  if (granted === undefined) return [];
  const scopes = granted.split(/\s+/);
  return needsOf(connection)
    .filter(
      ({ type, letters }) => ![...letters].every((letter) => scopes.some((one) => covers(one, type, letter))),
    )
    .map(({ type, letters }) => `${type}.${letters}`);
}

/** @see {@link https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html} */
function covers(scope: string, type: ResourceType, letter: string): boolean {
  const [, onType, permissions = ''] =
    /^(?:patient|user|system)\/(\w+|\*)\.([a-z*]+)(?:\?.*)?$/.exec(scope) ?? [];
  if (onType !== type && onType !== '*') return false;
  switch (permissions) {
    case '*':
    case 'read':
      return true;
    case 'write':
      return false;
    default:
      return permissions.includes(letter);
  }
}
