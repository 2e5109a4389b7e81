import { type PasteContext, type Pasted, pastedFindings } from './pasted-record.ts';

export const PUBLIC_URL = 'https://visits.example.org';
export const TESTING = '3b0a1c52-9c54-4b63-9d2a-0d2b6c1e7f01';
export const PRODUCTION = '8d4f6e90-1f22-4a0e-8b55-5a7c9e3d2b02';
export const CLIENT = 'a1b2c3d4-1111-4222-8333-44445555abcd';
export const OLD_CLIENT = 'a1b2c3d4-1111-4222-8333-44445555aaaa';
export const PRODUCTION_CLIENT = 'e5f6a7b8-1111-4222-8333-44445555bbbb';
export const FHIR = 'https://ehr.example/test/api/FHIR/R4';

export const context: PasteContext = {
  publicUrl: PUBLIC_URL,
  connection: {
    id: TESTING,
    name: 'Riverside test',
    environment: 'testing',
    ehr: 'epic',
    fhirBaseUrl: FHIR,
    clientId: CLIENT,
    earlierClientIds: [OLD_CLIENT],
    sessionKeySource: 'epic-session-id',
  },
  others: [
    {
      id: PRODUCTION,
      name: 'Riverside production',
      environment: 'production',
      fhirBaseUrl: 'https://ehr.example/prod/api/FHIR/R4',
      clientId: PRODUCTION_CLIENT,
      earlierClientIds: ['e5f6a7b8-1111-4222-8333-44445555cccc'],
    },
    {
      id: 'lakeside-id',
      name: 'Lakeside test',
      environment: 'testing',
      fhirBaseUrl: 'https://lakeside.example/api/FHIR/R4',
      clientId: 'lakeside-client',
      earlierClientIds: [],
    },
  ],
};
export const plain: PasteContext = {
  ...context,
  connection: { ...context.connection, ehr: 'fhir-r4', sessionKeySource: 'smart-appointment' },
};

export const wrongs = (pasted: Pasted, of: PasteContext = context) =>
  pastedFindings(pasted, of).filter(({ code }) => code !== 'same');
/** Part, token and code of each finding that is not `same`. */
export const codes = (pasted: Pasted, of: PasteContext = context) =>
  wrongs(pasted, of).map(({ part, token, code }) => [part, token, code].filter(Boolean).join(' '));
