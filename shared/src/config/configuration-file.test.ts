import { describe, expect, it } from 'vitest';
import { FIRST_SETTINGS } from '../domain/connections/first-content.ts';
import { ConfigurationFile } from './configuration-file.ts';

const ID = '5a4d0000-0000-4000-8000-000000000001';
const connection = {
  id: 'A'.repeat(22),
  name: 'Epic',
  environment: 'production',
  ehr: 'epic',
  fhirBaseUrl: 'https://ehr.example/api/FHIR/R4/',
  clientId: 'client',
  authority: {
    issuer: 'https://ehr.example/oauth2',
    authorizationEndpoint: 'https://ehr.example/oauth2/authorize',
    tokenEndpoint: 'https://ehr.example/oauth2/token',
    jwksUri: 'https://ehr.example/jwks',
  },
  sessionKeySource: 'epic-session-id',
  organizers: [ID],
  writeback: { kind: 'epic', url: 'https://ehr.example/status' },
};
const file = (change: object = {}, organization: object = {}) => ({
  organization: { id: ID, name: 'Riverside', entraTenantId: ID, dataRegion: 'eu', ...organization },
  connections: [{ ...connection, ...change }],
});
const wrong = (value: object) =>
  ConfigurationFile.safeParse(value).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('the configuration file', () => {
  it('says the least, and the rest is filled in', () => {
    const [read] = ConfigurationFile.parse(file()).connections;
    expect(read).toMatchObject({
      fhirBaseUrl: 'https://ehr.example/api/FHIR/R4',
      signingAlgorithm: 'ES384',
      writeback: { method: 'GET', connectedStatus: '1', disconnectedStatus: '2' },
      settings: { connectedMeans: 'waiting-room', fallback: null, departments: [], absentAfterMs: 60_000 },
    });
  });

  it('leaves settings as the portal begins with them', () => {
    expect(ConfigurationFile.parse(file()).connections[0]?.settings).toEqual(FIRST_SETTINGS);
  });

  it('knows no ids that can be guessed', () => {
    expect(wrong(file({ id: 'epic' }))).toEqual(['connections.0.id']);
    expect(wrong(file({ id: `${'A'.repeat(22)}/../x` }))).toEqual(['connections.0.id']);
  });

  it('names everything that is wrong at once, what it does not know included', () => {
    const twice = file({ ehr: 'other', organizers: [], writeback: { kind: 'fax' } }, { entraTenantId: 'x' });
    expect(wrong(twice).sort()).toEqual([
      'connections.0.ehr',
      'connections.0.organizers',
      'connections.0.writeback.kind',
      'organization.entraTenantId',
    ]);
    expect(wrong(file({ clientSecret: 'x' }))).toEqual(['connections.0']);
  });
});
