import { describe, expect, it } from 'vitest';
import { integrationRecords, registrationAddresses } from './integration-records.ts';

const URL = 'https://visits.example.org';
const epic = {
  id: 'c1',
  ehr: 'epic',
  clientId: '5f0c1a0e-8a1b-4d2f-9a51-0c6f6c0a7d11',
  sessionKeySource: 'epic-session-id',
} as const;

const tokensOf = (connection: Parameters<typeof integrationRecords>[0]) =>
  integrationRecords(connection, URL).map(({ kind, contextTokens }) => [
    kind,
    contextTokens.single,
    contextTokens.group,
  ]);

describe('integration records', () => {
  it('are three, each with its own Meeting URL and the client id', () => {
    expect(integrationRecords(epic, URL)).toMatchObject(
      ['patient', 'provider', 'device-test'].map((kind) => ({
        kind,
        meetingUrl: `https://visits.example.org/launch/c1/${kind}`,
        clientId: epic.clientId,
      })),
    );
  });

  it('name the visit in Epic’s own words, for single and for group visits, and the department for providers', () => {
    expect(tokensOf(epic)).toEqual([
      ['patient', 'sessionId=%CSN%', 'sessionId=%CONFERENCEID%'],
      [
        'provider',
        'sessionId=%CSN%&departmentId=%PERFDEPID;;; ; ;;NONE;%',
        'sessionId=%CONFERENCEID%&departmentId=%PERFDEPID;;; ; ;;NONE;%',
      ],
      ['device-test', 'sessionId=%CSN%', 'sessionId=%CONFERENCEID%'],
    ]);
  });

  it('need no context tokens where the launch itself tells the visit', () => {
    for (const ehr of ['oracle-health', 'fhir-r4'] as const) {
      const tokens = tokensOf({ ...epic, ehr, sessionKeySource: 'smart-appointment' });
      expect(tokens.flatMap(([, single, group]) => [single, group])).toEqual(Array(6).fill(null));
    }
    expect(tokensOf({ ...epic, sessionKeySource: 'smart-encounter' })).toEqual([
      ['patient', null, null],
      ['provider', 'departmentId=%PERFDEPID;;; ; ;;NONE;%', 'departmentId=%PERFDEPID;;; ; ;;NONE;%'],
      ['device-test', null, null],
    ]);
  });
});

it('what is registered first is known before there is a client id', () => {
  expect(registrationAddresses('c1', URL)).toEqual({
    launchUrls: ['patient', 'provider', 'device-test'].map((kind) => `${URL}/launch/c1/${kind}`),
    redirectUri: `${URL}/launch/c1/callback`,
    keySetUrl: `${URL}/connections/c1/jwks.json`,
  });
});
