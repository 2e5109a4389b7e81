import {
  ClinicianLinks,
  LinksFile,
  LinksPreview,
  NewLink,
} from '@ehr-connector/shared/contract/clinician-links.ts';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { asked, done, ok } from './operation.ts';

const path = z.object({ connection: z.string() });
const links = ok('All links of the connection', ClinicianLinks);

/** Which EHR user is which Microsoft account. */
export const linkPaths: ZodOpenApiPathsObject = {
  '/api/connections/{connection}/links': {
    get: asked('Which EHR user is which Microsoft account', links, { requestParams: { path } }),
    post: asked('Links two', links, { requestParams: { path }, body: NewLink }),
  },
  '/api/connections/{connection}/links/{link}': {
    delete: asked('Revokes a link', done('Revoked'), {
      requestParams: { path: path.extend({ link: z.uuid() }) },
    }),
  },
  '/api/connections/{connection}/links/preview': {
    post: asked('What importing a file would do', ok('Row by row', LinksPreview), {
      requestParams: { path },
      body: LinksFile,
    }),
  },
  '/api/connections/{connection}/links/import': {
    post: asked('Links all rows of a file, or none', links, { requestParams: { path }, body: LinksFile }),
  },
};
