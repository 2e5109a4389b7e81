import { DomainError } from './domain-error.ts';

/**
 * Refuses texts that the database could not give back: with a NUL, or half of a surrogate pair.
 *
 * @param value a text, or whatever holds some at any depth.
 * @throws {DomainError} `request-invalid`
 * @see {@link https://www.postgresql.org/docs/current/datatype-json.html}
 */
export function refuseUnstorable(value: unknown): void {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    throw new DomainError('request-invalid', 'a text has characters that are none');
  if (typeof value !== 'object' || value === null) return;
  for (const member of Object.values(value)) refuseUnstorable(member);
}
