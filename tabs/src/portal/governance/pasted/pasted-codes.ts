/** Everything the service can say of what was pasted; tests/portal-words sees that this is what the service's list is. */
export const PASTED_CODES = [
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
export type PastedCode = (typeof PASTED_CODES)[number];

/** A code of a newer service than this page is `different`: true, if less exact. */
export function pastedCodeOf(code: string): PastedCode {
  return PASTED_CODES.find((known) => known === code) ?? 'different';
}
