import { randomBytes } from 'node:crypto';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { Registry } from 'prom-client';
import { openApiDocument } from './open-api.ts';
import { json } from './reply.ts';
import type { Routes } from './server.ts';

const MOST_CHECK_BYTES = 1_048_576;

/** What operators and their machines ask, and the connection check of the patient's page. */
export function operationsRoutes(
  routes: Routes,
  deps: { readonly isReady: () => Promise<boolean>; readonly registry: Registry; readonly publicUrl: string },
): void {
  routes.get('/healthz', async () => json({ status: 'alive' }));
  routes.get('/readyz', async () => {
    const ready = await deps.isReady();
    return json({ status: ready ? 'ready' : 'not ready' }, ready ? 200 : 503);
  });
  routes.get('/metrics', async () => ({
    status: 200,
    headers: { 'content-type': deps.registry.contentType },
    body: await deps.registry.metrics(),
  }));
  routes.get('/api/openapi.json', async () => json(openApiDocument(deps.publicUrl)));
  routes.get('/api/connection-check', async (request) => {
    const bytes = Number(request.url.searchParams.get('bytes') ?? 0);
    if (!Number.isSafeInteger(bytes) || bytes < 0 || bytes > MOST_CHECK_BYTES) {
      throw new DomainError('request-invalid', 'bytes is a whole number up to a megabyte');
    }
    return {
      status: 200,
      headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
      // Random, so that nothing on the way makes it smaller.
      body: randomBytes(bytes),
    };
  });
  routes.post(
    '/api/connection-check',
    async () => ({ status: 204, headers: { 'cache-control': 'no-store' } }),
    { largestBodyBytes: MOST_CHECK_BYTES },
  );
}
