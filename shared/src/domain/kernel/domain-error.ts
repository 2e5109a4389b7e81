/** What sort of failure a code is; the HTTP edge turns kinds into statuses, in one place. */
export type ErrorKind =
  | 'invalid' // the request is malformed
  | 'unauthenticated' // who asks is not known
  | 'denied' // who asks is known and may not, or a proof was refused
  | 'missing' // there is no such thing, or not for the asker
  | 'conflict' // the state of things forbids it now
  | 'too-early' // will be possible later
  | 'too-many' // a limit of ours
  | 'unavailable'; // an outside party failed us

/** Public vocabulary: codes are added, never renamed or reused. */
const KIND_OF = {
  'request-invalid': 'invalid',
  'page-not-found': 'missing',
  'signin-required': 'unauthenticated',
  'signin-refused': 'denied',
  'origin-refused': 'denied',
  'not-allowed': 'denied',
  'other-organisation': 'denied',
  'organisation-not-entered': 'denied',
  'connection-unknown': 'missing',
  'connection-disabled': 'denied',
  'launch-issuer-unknown': 'denied',
  'launch-incomplete': 'invalid',
  'launch-expired': 'denied',
  'launch-refused-by-ehr': 'denied',
  'launch-identity-invalid': 'denied',
  'launch-wrong-side': 'denied',
  'launch-scope-missing': 'denied',
  'launch-visit-unconfirmed': 'denied',
  'launch-rate-limited': 'too-many',
  'ehr-unavailable': 'unavailable',
  'ehr-untrusted': 'denied',
  'appointment-cancelled': 'conflict',
  'appointment-too-early': 'too-early',
  'appointment-over': 'conflict',
  'link-other-account': 'conflict',
  'visit-not-found': 'missing',
  'visit-ended': 'conflict',
  'visit-session-expired': 'unauthenticated',
  'handover-expired': 'denied',
  'room-unavailable': 'unavailable',
  'room-not-ready': 'conflict',
  'entra-unavailable': 'unavailable',
  'writeback-not-parked': 'conflict',
  'writeback-not-found': 'missing',
  'notification-refused': 'denied',
  'directory-unavailable': 'unavailable',
  'revision-not-found': 'missing',
  'revision-changed': 'conflict',
  'revision-not-open': 'conflict',
  'revision-incomplete': 'conflict',
  'revision-already-open': 'conflict',
  'revision-expired': 'conflict',
  'approval-unproven': 'denied',
  'approval-refused-identity': 'denied',
  'approval-refused-by-ehr': 'denied',
  'settings-changed': 'conflict',
  'connection-not-approved': 'conflict',
  'person-unknown': 'invalid',
  'links-invalid': 'invalid',
  'share-not-found': 'missing',
  'launch-department-refused': 'denied',
  'asked-too-often': 'too-many',
  'keys-rotating': 'conflict',
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof KIND_OF;

/** Every code there is, for exhaustive message tables and their tests. */
export const ERROR_CODES = Object.keys(KIND_OF) as readonly ErrorCode[];

/**
 * An expected failure. The message is for the person who operates the service: it says what to do next
 * and carries no patient data and no secret.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  get kind(): ErrorKind {
    return KIND_OF[this.code];
  }
}

export function isDomainError(error: unknown, code?: ErrorCode): error is DomainError {
  return error instanceof DomainError && (code === undefined || error.code === code);
}
