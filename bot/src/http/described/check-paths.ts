import { CheckEvent, Rehearsals } from '@ehr-connector/shared/contract/configuration.ts';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { asked, events, ok } from './operation.ts';

const path = z.object({ connection: z.string() });

export const checkPaths: ZodOpenApiPathsObject = {
  '/api/connections/{connection}/probe': {
    post: asked(
      'Looks at the EHR of the draft, else of what serves, and at Microsoft 365',
      events('An event `check` for each result as it comes, then `done` (CheckDone)', CheckEvent),
      { requestParams: { path } },
    ),
  },
  '/api/connections/{connection}/rehearsals': {
    get: asked('What rehearsals found', ok('Newest first', Rehearsals), { requestParams: { path } }),
    post: asked(
      'Runs through everything a visit needs, without a patient',
      events('An event `check` for each result as it comes, then `done` (CheckDone)', CheckEvent),
      { requestParams: { path } },
    ),
  },
};
