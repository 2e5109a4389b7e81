import { describe, expect, it } from 'vitest';
import { buildHospital } from '../data/builder.ts';
import type { Visit } from '../data/model.ts';
import { rowsOf } from '../data/rows.ts';
import { EMPTY_RECORD, type IntegrationRecord, isBuilt } from './integration-records.ts';
import { recordLaunchUrl } from './record-launch.ts';

const { visits } = buildHospital(rowsOf('practice'), new Date('2026-03-02T10:00:00Z'), null);
const visit = (key: string): Visit => visits.find((one) => one.key === key) as Visit;
const FILLED: IntegrationRecord = {
  meetingUrl: 'https://connector.example/launch/abc/provider',
  clientId: 'client',
  contextToken: 'sessionId=%CSN%&departmentId=%PERFDEPID;;; ; ;;NONE;%',
  groupContextToken: 'sessionId=%CONFERENCEID%&departmentId=%PERFDEPID;;; ; ;;NONE;%',
};
const opened = (change: Partial<IntegrationRecord> = {}, key = 'whitfield'): string =>
  recordLaunchUrl(
    { ...FILLED, ...change },
    { visit: visit(key), iss: 'http://localhost/fhir', launch: 'xyz' },
  );
const context = (change: Partial<IntegrationRecord>, key?: string): Record<string, string> => {
  const {
    iss: _iss,
    launch: _launch,
    ...rest
  } = Object.fromEntries(new URL(opened(change, key)).searchParams);
  return rest;
};

describe('a launch from an integration record', () => {
  it('goes to the meeting URL, with the tokens of a single visit', () => {
    expect(opened()).toBe(
      'https://connector.example/launch/abc/provider?iss=http%3A%2F%2Flocalhost%2Ffhir&launch=xyz&sessionId=810101&departmentId=20101',
    );
  });

  it('names the conference of a group visit', () => {
    expect(context({}, 'group-dahl')).toEqual({ sessionId: '61204', departmentId: '20102' });
  });

  it.each([
    ['the group token in a single visit', { contextToken: 'sessionId=%CONFERENCEID%' }, { sessionId: '' }],
    ['a token that is unknown', { contextToken: 'sessionId=%VISIT%' }, { sessionId: '%VISIT%' }],
    ['a token in small letters', { contextToken: 'sessionId=%csn%' }, { sessionId: '%csn%' }],
    ['half a token', { contextToken: 'sessionId=%CSN' }, { sessionId: '%CSN' }],
    ['a token with a space', { contextToken: 'sessionId=%CSN% ' }, { sessionId: '810101 ' }],
    ['no department', { contextToken: 'sessionId=%CSN%' }, { sessionId: '810101' }],
    ['nothing at all', { contextToken: '' }, {}],
    [
      'a question mark before it',
      { contextToken: '?sessionId=%CSN%&x=%41' },
      { sessionId: '810101', x: 'A' },
    ],
  ])('does with %s what was pasted', (_what, change, expected) => {
    expect(context(change)).toEqual(expected);
  });

  it('gives a group visit the wrong key when the token of single visits was pasted', () => {
    expect(context({ groupContextToken: 'sessionId=%CSN%' }, 'group-dahl')).toEqual({ sessionId: '810105' });
  });

  it('keeps what is wrong in the address', () => {
    expect(opened({ meetingUrl: `${FILLED.meetingUrl} ` })).toContain('/provider%20?iss=');
    expect(opened({ meetingUrl: `${FILLED.meetingUrl}?a=b` })).toContain('/provider?a=b&iss=');
  });
});

it('is built with an address and a client id, whatever its context tokens', () => {
  expect([isBuilt(EMPTY_RECORD), isBuilt(FILLED)]).toEqual([false, true]);
  expect(isBuilt({ ...FILLED, contextToken: '', groupContextToken: '' })).toBe(true);
  expect(isBuilt({ ...FILLED, clientId: '' })).toBe(false);
});
