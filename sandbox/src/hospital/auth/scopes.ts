import { type FaceKind, type FaceName, faceKind } from '../face.ts';

/** What may be done to a resource, in the letters and the order of SMART v2 scopes. */
export type Permission = 'c' | 'r' | 'u' | 's';

const LETTERS = ['c', 'r', 'u', 's'] as const;

/** What each face offers at all; whatever is not here is refused whatever the token says. */
const OFFERED: Readonly<Record<FaceKind, Readonly<Record<string, readonly Permission[]>>>> = {
  // What Epic's own R4 CapabilityStatement offers for these types.
  epic: {
    Appointment: ['r', 's'],
    Encounter: ['r', 's'],
    Patient: ['r'],
    Practitioner: ['r'],
    RelatedPerson: ['r'],
    Location: ['r'],
    Communication: ['c', 'r', 's'],
  },
  plain: {
    Appointment: ['c', 'r', 'u', 's'],
    Encounter: ['c', 'r', 'u', 's'],
    Patient: ['r', 's'],
    Practitioner: ['r', 's'],
    PractitionerRole: ['r'],
    RelatedPerson: ['r', 's'],
    Location: ['r', 's'],
    Communication: ['c', 'r', 's'],
    AuditEvent: ['c', 'r', 's'],
  },
};

export const LAUNCH_SCOPES = ['openid', 'fhirUser', 'profile', 'launch', 'launch/patient'] as const;

export function offeredPermissions(face: FaceName): Readonly<Record<string, readonly Permission[]>> {
  return OFFERED[faceKind(face)];
}

export function isOffered(face: FaceName, type: string, permission: Permission): boolean {
  return offeredPermissions(face)[type]?.includes(permission) ?? false;
}

/** Every scope string that means something to a face, each non-empty set of letters written out. */
export function resourceScopes(face: FaceName): readonly string[] {
  return ['patient', 'user', 'system'].flatMap((context) =>
    Object.entries(offeredPermissions(face)).flatMap(([type, permissions]) =>
      subsets(permissions).map((letters) => `${context}/${type}.${letters}`),
    ),
  );
}

/**
 * Whether a granted scope string covers an interaction.
 *
 * @param scope space-separated, as in a token response.
 * @see {@link https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html}
 */
export function covers(
  scope: string,
  wanted: {
    readonly context: 'patient' | 'user' | 'system';
    readonly type: string;
    readonly permission: Permission;
  },
): boolean {
  return scope.split(' ').some((one) => {
    const parts = /^(patient|user|system)\/(\w+)\.([crus]+)$/.exec(one);
    return (
      parts?.[1] === wanted.context &&
      parts[2] === wanted.type &&
      (parts[3]?.includes(wanted.permission) ?? false)
    );
  });
}

function subsets(permissions: readonly Permission[]): readonly string[] {
  const letters = LETTERS.filter((letter) => permissions.includes(letter));
  const [first, ...rest] = letters;
  if (first === undefined) return [];
  const without = subsets(rest);
  return [first, ...without.map((tail) => first + tail), ...without];
}
