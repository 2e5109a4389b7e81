import { withoutTrailingSlash } from '../../domain/connections/connection.ts';

export interface FhirReference {
  readonly type: string;
  readonly id: string;
}

/** Whether a value from outside is a FHIR id. `.` and `..` are refused: they would change the path they stand in. */
export function isFhirId(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9\-.]{1,64}$/.test(value) && value !== '.' && value !== '..';
}

/**
 * Reads a reference of a FHIR server, `null` unless it points to a resource under that very base.
 *
 * @param reference relative (`Patient/1`) or absolute; a version (`/_history/2`) is dropped.
 */
export function localReference(reference: unknown, fhirBaseUrl: string): FhirReference | null {
  if (typeof reference !== 'string') return null;
  const prefix = `${withoutTrailingSlash(fhirBaseUrl)}/`;
  const relative = reference.startsWith(prefix) ? reference.slice(prefix.length) : reference;
  const [, type, id] = /^([A-Z][A-Za-z]{1,63})\/([^/]+)(?:\/_history\/[^/]+)?$/.exec(relative) ?? [];
  return type !== undefined && isFhirId(id) ? { type, id } : null;
}

/** A search parameter's value, with the characters FHIR gives a meaning to escaped. */
export function searchValue(value: string): string {
  return value.replace(/[\\,$|]/g, (character) => `\\${character}`);
}
