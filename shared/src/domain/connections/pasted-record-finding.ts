import type { EhrEnvironment } from './connection.ts';

/**
 * Everything that can be said of what was pasted; what it means and what to do is told by the pages, in the reader's
 * language. Public vocabulary: codes are added, never renamed.
 */
export const PASTE_CODES = [
  'same',
  'different',
  'empty',
  'too-long',
  'stray-space',
  'stray-character',
  'typographic-character',
  'encoded-token',
  'wrong-case',
  'trailing-slash',
  'not-https',
  'other-host',
  'unknown-address',
  'callback-address',
  'another-record',
  'another-connection',
  'test-and-production-swapped',
  'old-client-id',
  'other-client-id',
  'missing-token',
  'unexpected-token',
  'duplicate-token',
  'unsubstituted-token',
  'csn-for-conferenceid',
  'conferenceid-for-csn',
  'department-token-missing',
  'department-token-changed',
] as const;
export type PasteCode = (typeof PASTE_CODES)[number];

export interface PastedFinding {
  readonly part: 'meeting-url' | 'client-id' | 'context-token' | 'launch-url';
  /** Name of the token it is about; `null` when about the part as a whole. */
  readonly token: string | null;
  readonly code: PasteCode;
  readonly expected: string | null;
  /**
   * What stands there instead, as far as it is of a known kind and no secret: a host, a kind of record, a token that
   * the EHR replaces, or, of `another-connection` and `test-and-production-swapped`, that connection's name. Never a
   * launch token or a session id.
   */
  readonly found: string | null;
}

/** A connection of the organisation, as far as pasted text can be of it. */
export interface RecordedConnection {
  readonly id: string;
  readonly name: string;
  readonly environment: EhrEnvironment;
  readonly fhirBaseUrl: string;
  readonly clientId: string;
  /** Of its earlier revisions. */
  readonly earlierClientIds: readonly string[];
}

/** A finding without its part. */
export interface Deviation {
  readonly code: PasteCode;
  readonly token?: string | null;
  readonly expected?: string | null;
  readonly found?: string | null;
}

export function finding(part: PastedFinding['part'], difference: Deviation): PastedFinding {
  return { part, token: null, expected: null, found: null, ...difference };
}

/** What is of another connection of the organisation: the commonest slip is that of test and production. */
export function ofAnother(own: RecordedConnection, other: RecordedConnection): Deviation {
  const isSwapped = own.environment !== other.environment;
  return { code: isSwapped ? 'test-and-production-swapped' : 'another-connection', found: other.name };
}
