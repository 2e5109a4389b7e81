import { describe, expect, it } from 'vitest';
import {
  codes,
  context,
  FHIR,
  PRODUCTION,
  PUBLIC_URL,
  plain,
  TESTING,
} from './pasted-record.test-support.ts';
import { type Pasted, pastedFindings } from './pasted-record.ts';

describe('the address of a launch', () => {
  const address = (
    query: Record<string, string>,
    path = `/launch/${TESTING}/provider`,
    origin = PUBLIC_URL,
  ): Pasted => ({
    kind: 'launch-url',
    url: `${origin}${path}?${new URLSearchParams(query)}`,
  });
  const good = { iss: FHIR, launch: 'LAUNCH-SECRET', sessionId: 'SESSION-SECRET', departmentId: '101' };

  it('is the same in every part when nothing is wrong with it', () => {
    expect(pastedFindings(address({ ...good, iss: `${FHIR}/` }), context)).toMatchObject([
      { part: 'launch-url', token: null, code: 'same', expected: `${PUBLIC_URL}/launch/${TESTING}/provider` },
      { token: 'iss', code: 'same', expected: FHIR, found: `${FHIR}/` },
      { token: 'launch', code: 'same', expected: null, found: null },
      { token: 'sessionId', code: 'same', expected: null, found: null },
      { token: 'departmentId', code: 'same', expected: null, found: null },
    ]);
    const { departmentId: _none, ...patient } = good;
    expect(codes(address(patient, `/launch/${TESTING}/patient`))).toEqual([]);
  });

  it.each<[string, Pasted, string[]]>([
    ['without launch', address({ ...good, launch: '' }), ['launch empty']],
    [
      'without sessionId',
      address({ iss: FHIR, launch: 'x', departmentId: '1' }),
      ['sessionId missing-token'],
    ],
    ['with an empty sessionId', address({ ...good, sessionId: '' }), ['sessionId empty']],
    ['with a sessionId in blanks', address({ ...good, sessionId: ' 12' }), ['sessionId stray-space']],
    [
      'with a token that was not replaced',
      address({ ...good, sessionId: '%CSN%' }),
      ['sessionId unsubstituted-token'],
    ],
    [
      'with a token that was not replaced, as it was typed',
      {
        kind: 'launch-url',
        url: `${PUBLIC_URL}/launch/${TESTING}/patient?iss=${FHIR}&launch=x&sessionId=%CSN%`,
      },
      ['sessionId unsubstituted-token'],
    ],
    [
      'with a name in other letters',
      address({ iss: FHIR, launch: 'x', SessionID: '1', departmentId: '1' }),
      ['sessionId wrong-case'],
    ],
    [
      'without department',
      address({ iss: FHIR, launch: 'x', sessionId: '1' }),
      ['departmentId department-token-missing'],
    ],
    [
      'of the production EHR',
      address({ ...good, iss: 'https://ehr.example/prod/api/FHIR/R4' }),
      ['iss test-and-production-swapped'],
    ],
    [
      'of another EHR of ours',
      address({ ...good, iss: 'https://lakeside.example/api/FHIR/R4/' }),
      ['iss another-connection'],
    ],
    [
      'of an EHR nobody knows',
      address({ ...good, iss: 'https://other.example/R4' }),
      ['iss unknown-address'],
    ],
    ['of an EHR without https', address({ ...good, iss: FHIR.replace('https', 'http') }), ['iss not-https']],
    ['of an EHR with slashes', address({ ...good, iss: `${FHIR}//` }), ['iss trailing-slash']],
    ['of an EHR in small letters', address({ ...good, iss: FHIR.toLowerCase() }), ['iss wrong-case']],
    ['to production', address(good, `/launch/${PRODUCTION}/provider`), ['test-and-production-swapped']],
    ['to another host', address(good, `/launch/${TESTING}/provider`, 'https://old.example'), ['other-host']],
    [
      'without https',
      address(good, `/launch/${TESTING}/provider`, 'http://visits.example.org'),
      ['not-https'],
    ],
    ['to nowhere', address(good, '/launch'), ['unknown-address']],
    [
      'that is the answer of the EHR',
      address({ code: 'c', state: 's' }, `/launch/${TESTING}/callback`),
      ['callback-address'],
    ],
    ['that is none', { kind: 'launch-url', url: 'it does not work' }, ['unknown-address']],
    ['that is not there', { kind: 'launch-url', url: ' ' }, ['empty']],
    ['that is endless', { kind: 'launch-url', url: 'x'.repeat(16_385) }, ['too-long']],
  ])('%s', (_what, pasted, expected) => {
    expect(codes(pasted)).toEqual(expected.map((code) => `launch-url ${code}`));
  });

  it('with a parameter twice', () => {
    const url = `${PUBLIC_URL}/launch/${TESTING}/patient?iss=${FHIR}&launch=x&launch=y&sessionId=1`;
    expect(codes({ kind: 'launch-url', url })).toEqual(['launch-url launch duplicate-token']);
  });

  it('needs no session id where the launch itself tells the visit', () => {
    expect(codes(address({ iss: FHIR, launch: 'x' }), plain)).toEqual([]);
    expect(codes(address({ iss: FHIR, launch: 'x', sessionId: '' }), plain)).toEqual([
      'launch-url sessionId unexpected-token',
    ]);
  });
});
