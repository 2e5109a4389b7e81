/** What is kept: every change, approval, rejection, sign-in, export and view of a report. */
export type AuditAction =
  | 'organisation-provisioned'
  | 'organisation-entered'
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
  | 'audit-exported'
  | 'audit-pruned';

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

/** An entry as it stands in the chain of its organisation. */
export interface ChainedEntry extends Required<AuditEntry> {
  /** Counted within the organisation from 1, without gaps. */
  readonly number: number;
  readonly hash: string;
}

export interface AuditLog {
  /**
   * Appends to the organisation's chain. Whoever appends waits for the transactions that appended before, so it is best
   * done late in a transaction.
   *
   * @param unlessSince records nothing when an entry that says the same was made since then; safe across replicas.
   */
  record(entry: AuditEntry, unlessSince?: Date): Promise<void>;
}

export interface AuditReader {
  /**
   * Newest first.
   *
   * @param query.before entries with a lower number only; `null` begins with the newest.
   * @param query.limit at most 100.
   */
  page(query: {
    readonly before: number | null;
    readonly limit: number;
    readonly action?: string | undefined;
    readonly subject?: string | undefined;
  }): Promise<readonly ChainedEntry[]>;
  /** `null` before the first. */
  lastCheckpoint(): Promise<{ readonly number: number; readonly at: Date } | null>;
}
