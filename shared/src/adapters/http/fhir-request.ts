import type { Connection } from '../../domain/connections/connection.ts';
import { withoutTrailingSlash } from '../../domain/connections/connection.ts';
import type { BoundedFetch } from './bounded-fetch.ts';

export interface FhirRequest {
  readonly connection: Connection;
  readonly accessToken: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** Below the FHIR base, such as `Appointment/1`; ids in it must have been checked. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly resource?: object;
  readonly signal: AbortSignal;
}

/** Asks a connection's FHIR server, and no other: every URL is made here from its base. */
export async function fhirRequest(send: BoundedFetch, request: FhirRequest): Promise<Response> {
  const { connection, accessToken, resource, signal, method = 'GET' } = request;
  const base = withoutTrailingSlash(connection.fhirBaseUrl);
  const url = new URL(`${base}/${request.path}`);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  return send(url, {
    method,
    headers: {
      // DSTU2 called it otherwise.
      accept: 'application/fhir+json, application/json+fhir;q=0.9',
      authorization: `Bearer ${accessToken}`,
      ...epicHeaders(connection),
      ...(resource && { 'content-type': 'application/fhir+json' }),
      ...request.headers,
    },
    body: resource ? JSON.stringify(resource) : null,
    signal,
  });
}

/** Epic routes by client; it asks for this header wherever endpoints may be overridden for a client. */
export function epicHeaders(
  connection: Pick<Connection, 'ehr' | 'clientId'>,
): Readonly<Record<string, string>> {
  return connection.ehr === 'epic' ? { 'epic-client-id': connection.clientId } : {};
}
