import { createDocument } from 'zod-openapi';
import { checkPaths } from './described/check-paths.ts';
import { connectionPaths } from './described/connection-paths.ts';
import { governancePaths } from './described/governance-paths.ts';
import { linkPaths } from './described/link-paths.ts';
import { patientPaths } from './described/patient-paths.ts';
import { revisionPaths } from './described/revision-paths.ts';
import { staffPaths } from './described/staff-paths.ts';

/** The JSON API of our own pages, described from the contract that checks it. */
export function openApiDocument(publicUrl: string): object {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Teams EHR Connector',
      version: '1',
      description: 'The API of the Teams tab and of the patient’s page.',
    },
    servers: [{ url: publicUrl }],
    paths: {
      ...patientPaths,
      ...staffPaths,
      ...connectionPaths,
      ...revisionPaths,
      ...checkPaths,
      ...linkPaths,
      ...governancePaths,
    },
    components: {
      securitySchemes: {
        teams: { type: 'http', scheme: 'bearer', description: 'Single sign-on token of the Teams tab' },
        staffCookie: { type: 'apiKey', in: 'cookie', name: '__Host-staff' },
        visitCookie: { type: 'apiKey', in: 'cookie', name: '__Host-visit-{visit}' },
      },
    },
  });
}
