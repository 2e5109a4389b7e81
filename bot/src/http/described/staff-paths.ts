import { ClientConfiguration, Me, NewOrganization } from '@ehr-connector/shared/contract/staff.ts';
import { Board, BoardEvent, BoardQuery } from '@ehr-connector/shared/contract/visit-board.ts';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { asked, done, events, ok, problem, staff } from './operation.ts';

export const staffPaths: ZodOpenApiPathsObject = {
  '/api/openapi.json': {
    get: { summary: 'This description', responses: { '200': { description: 'OpenAPI 3.1' } } },
  },
  '/api/client-configuration': {
    get: { summary: 'What the tab needs before sign-in', responses: ok('Public', ClientConfiguration) },
  },
  '/api/me': {
    get: {
      summary: 'Who asks',
      security: staff,
      responses: { ...ok('From the verified token or session', Me), ...problem },
    },
  },
  '/api/organization': {
    post: asked('Enters the organisation of the asker’s tenant', done('There is one now'), {
      description:
        'For a Teams or Global Administrator of a tenant that the operator admits; changes nothing where there is an organisation.',
      body: NewOrganization,
    }),
  },
  '/api/visits': {
    get: {
      summary: 'The visits of a day, as the asker may see them',
      security: staff,
      requestParams: { query: BoardQuery },
      responses: { ...ok('At most 48 hours', Board), ...problem },
    },
  },
  '/api/visits/events': {
    get: {
      summary: 'Visits as they change (event `visit`)',
      security: staff,
      responses: { ...events('Until closed', BoardEvent), ...problem },
    },
  },
  '/api/writebacks/{id}/retry': {
    post: {
      summary: 'Sends a parked writeback again',
      security: staff,
      requestParams: { path: z.object({ id: z.string() }) },
      responses: { ...done('Queued at the head of its line', '202'), ...problem },
    },
  },
  '/api/links/{id}': {
    delete: {
      summary: 'Revokes a link between an EHR user and the asker',
      security: staff,
      requestParams: { path: z.object({ id: z.uuid() }) },
      responses: { ...done('Revoked', '204'), ...problem },
    },
  },
};
