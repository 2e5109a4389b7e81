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
  // Asked for and not insisted on: departments may also be listed by the ids of their Locations.
  const isForDepartments = connection.onlyDepartments !== null || connection.sharedFrom !== null;
  const departments = isForDepartments ? [`${level}/Location.r`] : [];
  return ['launch', 'openid', 'fhirUser', 'profile', ...resources, ...departments].join(' ');
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
