import type { z } from 'zod';
import type { Connection } from '../../domain/connections/connection.ts';
import { DomainError } from '../../domain/kernel/domain-error.ts';
import { type BoundedFetch, HttpFault } from '../http/bounded-fetch.ts';
import { type FhirReference, isFhirId, localReference } from '../http/fhir-reference.ts';
import { fhirRequest } from '../http/fhir-request.ts';
import { Bundle } from './chart-resources.ts';

/** Reads what one token may see of one EHR. What may not be read and what does not exist look the same. */
export interface ChartReader {
  /** @throws {DomainError} `ehr-unavailable`, `ehr-untrusted`. */
  read<Resource extends { id: string }>(
    type: string,
    id: string,
    schema: z.ZodType<Resource>,
  ): Promise<Resource | null>;
  /** The first page of a search; later pages, wherever they may lie, are not asked for. */
  search<Resource>(
    type: string,
    query: Readonly<Record<string, string>>,
    schema: z.ZodType<Resource>,
  ): Promise<readonly Resource[]>;
  /** A reference of this EHR as type and id; `null` for any other. */
  local(reference: string | undefined): FhirReference | null;
}

export function chartReader(deps: {
  readonly send: BoundedFetch;
  readonly connection: Connection;
  readonly accessToken: string;
  readonly signal: AbortSignal;
}): ChartReader {
  const { send, connection, accessToken, signal } = deps;

  const get = async (path: string, query?: Readonly<Record<string, string>>): Promise<unknown> => {
    const response = await fhirRequest(send, {
      connection,
      accessToken,
      path,
      signal,
      ...(query && { query }),
    }).catch((error: unknown) => {
      throw error instanceof HttpFault ? chartErrorOf(error) : error;
    });
    if (response.status === 429 || response.status >= 500) throw unavailable(`http ${response.status}`);
    return response.ok ? response.json().catch(() => null) : null;
  };

  return {
    read: async (type, id, schema) => {
      if (!isFhirId(id)) return null;
      const { data } = schema.safeParse(await get(`${type}/${id}`));
      return data?.id === id ? data : null;
    },
    search: async (type, query, schema) => {
      const { data } = Bundle.safeParse(await get(type, query));
      return (data?.entry ?? []).flatMap(({ resource }) => {
        const parsed = schema.safeParse(resource);
        return parsed.success ? [parsed.data] : [];
      });
    },
    local: (reference) => localReference(reference, connection.fhirBaseUrl),
  };
}

function chartErrorOf(fault: HttpFault): DomainError {
  switch (fault.reason) {
    case 'aborted':
    case 'timeout':
    case 'network':
      return unavailable(fault.reason, fault);
    case 'redirected':
    case 'too-large':
    case 'forbidden-url':
      return new DomainError(
        'ehr-untrusted',
        `The FHIR server's answer was not taken (${fault.reason}). Compare the connection's FHIR base URL with the EHR.`,
        { cause: fault },
      );
  }
}

function unavailable(why: string, cause?: HttpFault): DomainError {
  return new DomainError(
    'ehr-unavailable',
    `The EHR's FHIR server gave no usable answer: ${why}. Launch again later.`,
    {
      cause,
    },
  );
}
