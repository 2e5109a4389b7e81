import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../work/metrics.ts';
import { boardRoutes } from './board-routes.ts';
import { configurationRoutes } from './configuration/configuration-routes.ts';
import { openApiDocument } from './open-api.ts';
import { operationsRoutes } from './operations-routes.ts';
import { organizationRoutes } from './organization-routes.ts';
import { patientRoutes } from './patient-routes.ts';
import { createHttpServer } from './server.ts';

interface Operation {
  readonly summary?: string;
  readonly responses: Record<string, { description?: string; content?: object }>;
  readonly parameters?: readonly { in: string; name: string; required?: boolean }[];
  readonly security?: readonly Record<string, unknown>[];
}
const document = openApiDocument('https://connector.example') as {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: object; securitySchemes: object };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

function servedPaths(): string[] {
  const metrics = createMetrics();
  const { routes, served } = createHttpServer({
    publicUrl: 'https://connector.example',
    log: pino({ enabled: false }),
    metrics,
  });
  // Nothing is asked here: routes are only added.
  patientRoutes(routes, {} as never);
  boardRoutes(routes, {} as never);
  organizationRoutes(routes, { clock: { now: () => new Date() } } as never);
  configurationRoutes(routes, { clock: { now: () => new Date() } } as never);
  operationsRoutes(routes, { isReady: async () => true, registry: metrics.registry, publicUrl: '' });
  return served.filter((route) => route.includes(' /api/'));
}

describe('the description of the API', () => {
  it('names every route that is served, and no other', () => {
    const described = operations.map(
      ({ path, method }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(described.sort()).toEqual(servedPaths().sort());
  });

  it('is a document of OpenAPI 3.1 whose parts are all there', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    for (const { path, operation } of operations) {
      expect(operation.summary).toEqual(expect.any(String));
      expect(Object.keys(operation.responses).length).toBeGreaterThan(0);
      for (const [status, { description }] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^(\d{3}|default)$/);
        expect(description).toEqual(expect.any(String));
      }
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name)).toEqual(named);
      expect(declared.every(({ required }) => required === true)).toBe(true);
      for (const scheme of (operation.security ?? []).flatMap((each) => Object.keys(each)))
        expect(document.components.securitySchemes).toHaveProperty(scheme);
    }
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas).toHaveProperty(name ?? '');
  });

  it('says who may ask, wherever not everybody may', () => {
    const open = operations
      .filter(({ operation }) => operation.security === undefined)
      .map(({ path }) => path);
    expect([...new Set(open)].sort()).toEqual([
      '/api/client-configuration',
      '/api/connection-check',
      '/api/openapi.json',
      '/api/visits/{visit}/handover/redeem',
    ]);
  });
});
