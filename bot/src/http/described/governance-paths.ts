import { AuditPage, AuditQuery } from '@ehr-connector/shared/contract/audit.ts';
import { People, PeopleQuery, Places } from '@ehr-connector/shared/contract/people.ts';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { asked, done, file, ok } from './operation.ts';

/** The organisation's people and places, its audit log, and the configuration as a file. */
export const governancePaths: ZodOpenApiPathsObject = {
  '/api/people': {
    get: asked('Searches the organisation’s directory', ok('At most 10', People), {
      requestParams: { query: PeopleQuery },
    }),
  },
  '/api/people/{id}/photo': {
    get: asked(
      'A small picture of somebody',
      { ...file('The picture', 'image/*'), ...done('Nobody of this id, or nobody with a picture') },
      {
        requestParams: { path: z.object({ id: z.uuid() }) },
      },
    ),
  },
  '/api/places': {
    get: asked('Chats and teams that the app was added to', ok('All of them', Places)),
  },
  '/api/configuration/export': {
    get: asked('The configuration as a file', file('Without secrets', 'application/json')),
  },
  '/api/audit': {
    get: asked('What was done, by whom and when', ok('Newest first, at most 100', AuditPage), {
      requestParams: { query: AuditQuery },
    }),
  },
  '/api/audit/export': {
    get: asked('The audit log as a file', file('An entry a line', 'application/x-ndjson')),
  },
};
