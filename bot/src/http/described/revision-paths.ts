import {
  Approval,
  AtVersion,
  ConnectionDetail,
  Credentials,
  DraftChange,
  RegistrationChange,
  Rejection,
} from '@ehr-connector/shared/contract/configuration.ts';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { asked, ok } from './operation.ts';

const path = z.object({ connection: z.string() });
const numbered = path.extend({ number: z.int().positive() });
const detail = ok('The connection as it is now', ConnectionDetail);

/** What trust rests on: written, proposed, and decided by the approver it names. */
export const revisionPaths: ZodOpenApiPathsObject = {
  '/api/connections/{connection}/draft': {
    put: asked('Begins a draft, or changes it', detail, { requestParams: { path }, body: DraftChange }),
    delete: asked('Throws the draft away', detail, {
      requestParams: { path, query: z.object({ version: z.int().positive() }) },
    }),
  },
  '/api/connections/{connection}/draft/credentials': {
    put: asked('Sets user and password for telling the EHR; they are never shown again', detail, {
      requestParams: { path },
      body: Credentials,
    }),
  },
  '/api/connections/{connection}/draft/registration': {
    put: asked('Notes where one stands with the client in the EHR', detail, {
      requestParams: { path },
      body: RegistrationChange,
    }),
  },
  '/api/connections/{connection}/draft/propose': {
    post: asked('Asks the approver to decide', detail, { requestParams: { path }, body: AtVersion }),
  },
  '/api/connections/{connection}/revisions/{number}/withdraw': {
    post: asked('Takes a proposal back', detail, { requestParams: { path: numbered }, body: AtVersion }),
  },
  '/api/connections/{connection}/revisions/{number}/approve': {
    post: asked('Approves exactly what was shown; for the approver, after signing in to the EHR', detail, {
      requestParams: { path: numbered },
      body: Approval,
    }),
  },
  '/api/connections/{connection}/revisions/{number}/reject': {
    post: asked('Rejects it, and says why; for the approver', detail, {
      requestParams: { path: numbered },
      body: Rejection,
    }),
  },
  '/api/connections/{connection}/revisions/{number}/restore': {
    post: asked('Begins a draft with what was approved once', detail, { requestParams: { path: numbered } }),
  },
};
