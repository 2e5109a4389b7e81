import type { ErrorCode } from '@ehr-connector/shared/domain/kernel/domain-error.ts';

/** What happened, and what to do or whom to ask. */
export interface FailureText {
  readonly title: string;
  readonly advice: string;
}

/** Codes a person can meet in a browser window each have words of their own; every other failure shares some. */
export type PageErrorCode = Exclude<
  ErrorCode,
  | 'writeback-not-parked'
  | 'writeback-not-found'
  | 'notification-refused'
  | 'request-invalid'
  | 'page-not-found'
  | 'not-allowed'
  | 'handover-expired'
  | 'directory-unavailable'
  | 'revision-incomplete'
  | 'revision-already-open'
  | 'settings-changed'
  | 'connection-not-approved'
  | 'person-unknown'
  | 'links-invalid'
  | 'share-not-found'
  | 'asked-too-often'
  | 'keys-rotating'
>;

export type FailureTexts = Readonly<Record<PageErrorCode, FailureText>> & {
  readonly unexpected: FailureText;
  /** Before the reference, which follows it. */
  readonly reference: string;
};
