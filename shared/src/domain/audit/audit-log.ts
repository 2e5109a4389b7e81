/** What is kept: every change, approval, rejection, sign-in, export and view of a report. */
export type AuditAction =
  | 'organisation-provisioned'
  | 'signed-in'
  | 'ehr-signed-in'
  | 'clinician-linked'
  | 'clinician-link-revoked'
  | 'links-imported'
  | 'visit-joined-by-fallback'
  | 'writeback-resent'
  | 'connection-added'
  | 'connection-removed'
  | 'draft-saved'
  | 'draft-discarded'
  | 'credentials-set'
  | 'registration-changed'
  | 'revision-proposed'
  | 'revision-withdrawn'
  | 'revision-expired'
  | 'revision-approved'
  | 'revision-rejected'
  | 'settings-changed'
  | 'connection-disabled'
  | 'connection-enabled'
  | 'keys-rotated'
  | 'share-accepted'
  | 'share-revoked'
  | 'connection-rehearsed'
  | 'configuration-exported'
  | 'audit-viewed'
  | 'audit-exported';

/** Something security-relevant that somebody did; append only, and chained within the organisation. */
export interface AuditEntry {
  readonly at: Date;
  /** `entra:<object id>`, `ehr:<digest>` or `service`. */
  readonly actor: string;
  readonly action: AuditAction;
  /** What it was done to: an id of ours. */
  readonly subject: string;
  /** What changed and why, for people: paths of settings, revision numbers, digests, reasons. Never a secret or a patient. */
  readonly details?: Readonly<Record<string, string>>;
}

export interface AuditLog {
  record(entry: AuditEntry): Promise<void>;
}
