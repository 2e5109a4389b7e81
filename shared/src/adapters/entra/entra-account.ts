import type { JWTPayload } from 'jose';
import { z } from 'zod';
import type { MicrosoftAccount } from '../../domain/staff/microsoft-sign-in.ts';
import type { AppRole } from '../../domain/staff/staff.ts';

const APP_ROLES: readonly string[] = [
  'Clinician',
  'Coordinator',
  'ConfigAdmin',
  'Auditor',
] satisfies readonly AppRole[];

/**
 * Directory roles that may configure before anybody has the product's own role. No others: who may assign app roles can
 * give themselves that one.
 *
 * @see {@link https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference}
 */
const DIRECTORY_ADMINS: readonly string[] = [
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  '69091246-20e8-4a56-aa4d-066075b2a7a8', // Teams Administrator
];

const Claims = z.object({
  tid: z.string().min(1),
  oid: z.string().min(1),
  name: z.string().default(''),
  preferred_username: z.string().default(''),
  roles: z.array(z.string()).default([]),
  // Ids of directory roles, by `groupMembershipClaims` of the app's registration.
  wids: z.array(z.string()).default([]),
});

/** Who a verified token is about. Identity is tenant and object id, never a user name: those change owners. */
export function accountOf(payload: JWTPayload): MicrosoftAccount {
  const { tid, oid, name, preferred_username, roles, wids } = Claims.parse(payload);
  return {
    tenantId: tid,
    entraObjectId: oid,
    roles: roles.filter((role): role is AppRole => APP_ROLES.includes(role)),
    isDirectoryAdmin: wids.some((id) => DIRECTORY_ADMINS.includes(id.toLowerCase())),
    displayName: name,
    username: preferred_username,
  };
}
