import type { Permission } from '../auth/scopes.ts';
import { FhirRefusal } from './outcome.ts';

/** What a request below the FHIR base asks for. */
export interface Interaction {
  readonly type: string;
  readonly id: string | null;
  readonly permission: Permission;
  readonly method: 'GET' | 'POST' | 'PUT';
}

/**
 * @param path below the FHIR base, beginning with a slash, without the query.
 * @throws {FhirRefusal} 405 or 404 for an interaction this server has on no face.
 */
export function interactionOf(method: string, path: string): Interaction {
  const [type = '', id, ...rest] = path.slice(1).split('/');
  if (!/^[A-Z][A-Za-z]+$/.test(type))
    throw new FhirRefusal(404, 'not-found', 'There is no such resource type.');
  if (rest.length > 0) throw new FhirRefusal(405, 'not-supported', 'This interaction is not supported.');
  if (method === 'GET' && id === undefined) return { type, id: null, permission: 's', method };
  if (method === 'GET' && id !== undefined) return { type, id, permission: 'r', method };
  if (method === 'POST' && id === '_search') return { type, id: null, permission: 's', method: 'GET' };
  if (method === 'POST' && id === undefined) return { type, id: null, permission: 'c', method };
  if (method === 'PUT' && id !== undefined) return { type, id, permission: 'u', method };
  throw new FhirRefusal(405, 'not-supported', `${method} is not supported here.`);
}
