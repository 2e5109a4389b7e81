/** Everything the audit log can hold; tests/portal-words sees that this is what the service's list is. */
export const AUDIT_ACTIONS = [
  'organisation-provisioned',
  'organisation-entered',
  'signed-in',
  'ehr-signed-in',
  'clinician-linked',
  'clinician-link-revoked',
  'links-imported',
  'visit-joined-by-fallback',
  'writeback-resent',
  'connection-added',
  'connection-removed',
  'draft-saved',
  'draft-discarded',
  'credentials-set',
  'registration-changed',
  'revision-proposed',
  'revision-withdrawn',
  'revision-expired',
  'revision-approved',
  'revision-rejected',
  'settings-changed',
  'connection-disabled',
  'connection-enabled',
  'keys-rotated',
  'share-accepted',
  'share-revoked',
  'connection-rehearsed',
  'configuration-exported',
  'audit-viewed',
  'audit-exported',
  'audit-pruned',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** @returns null for an action of a newer service than this page. */
export function auditActionOf(action: string): AuditAction | null {
  return AUDIT_ACTIONS.find((known) => known === action) ?? null;
}
