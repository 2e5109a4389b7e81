import { type FhirRequest, FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import type { OperationOutcome, Resource } from '@medplum/fhirtypes';

/** A request below the FHIR base, as the router takes it. */
export interface StoreRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** `Appointment/abc` or `Appointment?identifier=…`. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface StoreAnswer {
  readonly outcome: OperationOutcome;
  readonly resource: Resource | null;
}

/** The resources of one face, in memory. */
export interface FhirStore {
  handle(request: StoreRequest): Promise<StoreAnswer>;
  /** Forgets everything and puts these in instead. */
  reset(resources: readonly Resource[]): Promise<void>;
}

export async function createFhirStore(resources: readonly Resource[]): Promise<FhirStore> {
  const router = new FhirRouter();
  const repository = new MemoryRepository();
  const reset = async (fresh: readonly Resource[]): Promise<void> => {
    repository.clear();
    for (const resource of fresh) await repository.createResource(structuredClone(resource));
  };
  await reset(resources);
  return {
    reset,
    handle: async ({ method, path, body, headers }) => {
      const request: FhirRequest = {
        method,
        url: path,
        pathname: '',
        query: {},
        params: {},
        body,
        headers: headers ?? {},
      };
      const [outcome, resource] = await router.handleRequest(request, repository);
      return { outcome, resource: resource ?? null };
    },
  };
}
