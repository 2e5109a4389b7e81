import type { ResourceSpecificPermission } from '../registration.ts';

/**
 * What is wrong with the consent of an installation; `null` when it is right.
 *
 * The consented set must be the set of the app's manifest, no more and no less.
 */
export function consentProblem(
  body: unknown,
  required: readonly ResourceSpecificPermission[],
): string | null {
  const given = consentedSet(body);
  if (given === null) {
    return required.length === 0
      ? null
      : 'The app asks for resource-specific permissions: consentedPermissionSet is required.';
  }
  const wanted = required.map(keyOf).toSorted();
  return wanted.join() === given.toSorted().join()
    ? null
    : 'The consentedPermissionSet does not match the permissions of the app.';
}

function consentedSet(body: unknown): string[] | null {
  if (typeof body !== 'object' || body === null || !('consentedPermissionSet' in body)) return null;
  const set = body.consentedPermissionSet;
  if (typeof set !== 'object' || set === null || !('resourceSpecificPermissions' in set)) return [];
  const list: unknown = set.resourceSpecificPermissions;
  return Array.isArray(list) ? list.map((item: Partial<ResourceSpecificPermission>) => keyOf(item)) : [];
}

function keyOf(permission: Partial<ResourceSpecificPermission>): string {
  return `${permission.permissionValue} ${permission.permissionType}`.toLowerCase();
}
