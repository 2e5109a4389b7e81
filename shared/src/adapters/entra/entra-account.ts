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

const Claims = z.object({
  tid: z.string().min(1),
  oid: z.string().min(1),
  name: z.string().default(''),
  preferred_username: z.string().default(''),
  roles: z.array(z.string()).default([]),
});

/** Who a verified token is about. Identity is tenant and object id, never a user name: those change owners. */
export function accountOf(payload: JWTPayload): MicrosoftAccount {
  const { tid, oid, name, preferred_username, roles } = Claims.parse(payload);
  const known = roles.filter((role): role is AppRole => APP_ROLES.includes(role));
  return { tenantId: tid, entraObjectId: oid, roles: known, displayName: name, username: preferred_username };
}
