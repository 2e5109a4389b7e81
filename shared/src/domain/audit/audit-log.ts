/** Something security-relevant that somebody did; append only. */
export interface AuditEntry {
  readonly at: Date;
  /** `entra:<object id>`, `ehr:<digest>` or `service`. */
  readonly actor: string;
  readonly action:
    | 'organisation-provisioned'
    | 'clinician-linked'
    | 'clinician-link-revoked'
    | 'visit-joined-by-fallback'
    | 'writeback-resent';
  /** What it was done to: an id of ours. */
  readonly subject: string;
}

export interface AuditLog {
  record(entry: AuditEntry): Promise<void>;
}
