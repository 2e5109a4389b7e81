import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integrationRecords, RECORD_KINDS } from './integration-records.ts';
import {
  CLIENT,
  codes,
  context,
  FHIR,
  OLD_CLIENT,
  PRODUCTION,
  PRODUCTION_CLIENT,
  PUBLIC_URL,
  plain,
  TESTING,
  wrongs,
} from './pasted-record.test-support.ts';
import { type PasteContext, type Pasted, pastedFindings } from './pasted-record.ts';
import { PASTE_CODES } from './pasted-record-finding.ts';

type PastedRecord = Extract<Pasted, { kind: 'record' }>;

/** A record exactly as it should be, but for what is told. */
function record(
  change: Partial<PastedRecord> & Pick<PastedRecord, 'record'>,
  of: PasteContext = context,
): PastedRecord {
  const form = change.form ?? 'single';
  const right = integrationRecords(of.connection, PUBLIC_URL).find(({ kind }) => kind === change.record);
  if (right === undefined) throw new Error('no such record');
  return {
    kind: 'record',
    form,
    meetingUrl: right.meetingUrl,
    clientId: right.clientId,
    contextToken: right.contextTokens[form] ?? '',
    ...change,
  };
}

describe('a record as it should be', () => {
  const every = [context, plain].flatMap((of) =>
    RECORD_KINDS.flatMap((kind) => (['single', 'group'] as const).map((form) => ({ of, kind, form }))),
  );

  it.each(every)('is the same in every part ($kind, $form)', ({ of, kind, form }) => {
    const findings = pastedFindings(record({ record: kind, form }, of), of);
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['same']));
    expect(new Set(findings.map(({ part }) => part)).size).toBe(3);
  });

  it('is looked at token by token', () => {
    expect(pastedFindings(record({ record: 'provider' }), context)).toMatchObject([
      { part: 'meeting-url', token: null },
      { part: 'client-id', token: null },
      { part: 'context-token', token: 'sessionId', expected: 'sessionId=%CSN%', found: 'sessionId=%CSN%' },
      { part: 'context-token', token: 'departmentId' },
    ]);
  });

  it('may have its tokens in another order', () => {
    const contextToken = 'departmentId=%PERFDEPID;;; ; ;;NONE;%&sessionId=%CSN%';
    expect(wrongs(record({ record: 'provider', contextToken }))).toEqual([]);
  });

  it('is no longer the same after any change of one character', () => {
    const edit = fc.record({
      of: fc.constantFrom(...every),
      part: fc.constantFrom('meetingUrl', 'clientId', 'contextToken'),
      at: fc.nat(),
      character: fc.oneof(
        fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
        fc.constantFrom(...' \u00a0\t\n%&=;?/#“’–＆％+'),
      ),
      how: fc.constantFrom('insert', 'delete', 'replace'),
    });
    fc.assert(
      fc.property(edit, ({ of: { of, kind, form }, part, at, character, how }) => {
        const right = record({ record: kind, form }, of);
        const text = right[part as 'meetingUrl'];
        const where = at % (text.length + 1);
        const rest = text.slice(how === 'insert' ? where : where + 1);
        const changed = text.slice(0, where) + (how === 'delete' ? '' : character) + rest;
        fc.pre(changed !== text);
        expect(wrongs({ ...right, [part]: changed }, of)).not.toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });
});

it('finds https wrong only where it is not expected: on one computer, where it is tried out', () => {
  const of = { ...context, publicUrl: 'http://127.0.0.1:3978' };
  const meetingUrl = `https://127.0.0.1:3978/launch/${TESTING}/patient`;
  const [found] = wrongs({ ...record({ record: 'patient' }, of), meetingUrl }, of);
  expect(found).toMatchObject({ part: 'meeting-url', code: 'different' });
});

describe('a Meeting URL', () => {
  const production = `${PUBLIC_URL}/launch/${PRODUCTION}/patient`;
  it.each<[string, string, string[], unknown?]>([
    [
      'of production, in the test record',
      production,
      ['test-and-production-swapped'],
      'Riverside production',
    ],
    [
      'of another connection',
      `${PUBLIC_URL}/launch/lakeside-id/patient`,
      ['another-connection'],
      'Lakeside test',
    ],
    ['of the provider record', `${PUBLIC_URL}/launch/${TESTING}/provider`, ['another-record'], 'provider'],
    ['that is the redirect address', `${PUBLIC_URL}/launch/${TESTING}/callback`, ['callback-address']],
    ['of nobody', `${PUBLIC_URL}/launch/x/patient`, ['unknown-address']],
    ['of no launch', `${PUBLIC_URL}/tabs/`, ['unknown-address']],
    ['that is no address', 'patient record', ['stray-space', 'unknown-address']],
    ['without https', `http://visits.example.org/launch/${TESTING}/patient`, ['not-https']],
    [
      'on another host',
      `https://visits.example.com/launch/${TESTING}/patient`,
      ['other-host'],
      'visits.example.com',
    ],
    ['with a port', `https://visits.example.org:8443/launch/${TESTING}/patient`, ['other-host']],
    ['with the usual port', `https://visits.example.org:443/launch/${TESTING}/patient`, ['different']],
    ['with a user', `https://me@visits.example.org/launch/${TESTING}/patient`, ['other-host']],
    ['with a slash more', `${PUBLIC_URL}/launch/${TESTING}/patient/`, ['trailing-slash']],
    ['in capitals', `${PUBLIC_URL}/launch/${TESTING.toUpperCase()}/Patient`, ['wrong-case', 'wrong-case']],
    ['with a capital host', `https://Visits.example.org/launch/${TESTING}/patient`, ['wrong-case']],
    ['with a blank before', ` ${PUBLIC_URL}/launch/${TESTING}/patient`, ['stray-space']],
    ['with a line break after', `${PUBLIC_URL}/launch/${TESTING}/patient\r\n`, ['stray-space']],
    [
      'with a blank within that cannot be seen',
      `${PUBLIC_URL}/launch/${TESTING}\u200b/patient`,
      ['stray-space'],
    ],
    ['in quotes', `"${PUBLIC_URL}/launch/${TESTING}/patient"`, ['stray-character']],
    [
      'in typographic quotes',
      `“${PUBLIC_URL}/launch/${TESTING}/patient”`,
      ['typographic-character', 'stray-character'],
    ],
    [
      'with long dashes',
      `${PUBLIC_URL}/launch/${TESTING.replaceAll('-', '–')}/patient`,
      ['typographic-character'],
    ],
    [
      'with the context token behind it',
      `${PUBLIC_URL}/launch/${TESTING}/patient?sessionId=%CSN%`,
      ['sessionId unexpected-token'],
    ],
    ['with a fragment', `${PUBLIC_URL}/launch/${TESTING}/patient#x`, ['stray-character']],
    ['that is not there', ' \n', ['empty']],
    ['that is endless', 'x'.repeat(8_193), ['too-long']],
  ])('%s', (_what, meetingUrl, expected, found) => {
    const pasted = record({ record: 'patient', meetingUrl });
    expect(codes(pasted)).toEqual(expected.map((code) => `meeting-url ${code}`));
    if (found !== undefined) expect(wrongs(pasted)).toMatchObject([{ found }]);
  });

  it('of a service on a developer’s machine need not be https', () => {
    const local = { ...context, publicUrl: 'http://127.0.0.1:3978' };
    const meetingUrl = `http://127.0.0.1:3978/launch/${TESTING}/patient`;
    expect(codes(record({ record: 'patient', meetingUrl }), local)).toEqual([]);
  });
});

describe('a Client ID', () => {
  it.each<[string, string, string[], unknown?]>([
    ['of before', OLD_CLIENT, ['old-client-id'], OLD_CLIENT],
    ['of production', PRODUCTION_CLIENT, ['test-and-production-swapped'], 'Riverside production'],
    ['of production, before', 'e5f6a7b8-1111-4222-8333-44445555cccc', ['test-and-production-swapped']],
    ['of another connection', 'lakeside-client', ['another-connection'], 'Lakeside test'],
    [
      'of somebody else',
      '00000000-1111-4222-8333-444455556666',
      ['other-client-id'],
      '00000000-1111-4222-8333-444455556666',
    ],
    ['that may be a secret', 'vEry/s3cret+value==', ['other-client-id'], null],
    ['in capitals', CLIENT.toUpperCase(), ['wrong-case']],
    ['with a blank', `${CLIENT}\u00a0`, ['stray-space']],
    ['that is not there', '', ['empty']],
  ])('%s', (_what, clientId, expected, found) => {
    const pasted = record({ record: 'patient', clientId });
    expect(codes(pasted)).toEqual(expected.map((code) => `client-id ${code}`));
    if (found !== undefined) expect(wrongs(pasted)).toMatchObject([{ found }]);
  });
});

describe('a context token', () => {
  const department = 'departmentId=%PERFDEPID;;; ; ;;NONE;%';
  const right = `sessionId=%CSN%&${department}`;
  it.each<[string, string, string[]]>([
    [
      'of a group in the record of single visits',
      `sessionId=%CONFERENCEID%&${department}`,
      ['sessionId conferenceid-for-csn'],
    ],
    ['without department', 'sessionId=%CSN%', ['departmentId department-token-missing']],
    [
      'with another department token',
      'sessionId=%CSN%&departmentId=%PERFDEPID%',
      ['departmentId department-token-changed'],
    ],
    [
      'whose department has lost a blank',
      right.replace('; ;', ';;'),
      ['departmentId department-token-changed'],
    ],
    ['whose department has a blank more', right.replace('; ;', ';  ;'), ['departmentId stray-space']],
    ['whose department has a tab for a blank', right.replace(' ', '\t'), ['departmentId stray-space']],
    ['whose department has a fixed blank', right.replace(' ', '\u00a0'), ['departmentId stray-space']],
    ['with a blank before', ` ${right}`, ['sessionId stray-space']],
    ['with a line break after', `${right}\n`, ['departmentId stray-space']],
    ['with a blank within', `sessionId = %CSN%&${department}`, ['sessionId stray-space']],
    ['with a name in capitals', `SESSIONID=%CSN%&${department}`, ['sessionId wrong-case']],
    ['with a token in small letters', `sessionId=%csn%&${department}`, ['sessionId wrong-case']],
    ['without the visit', department, ['sessionId missing-token']],
    ['with the visit twice', `sessionId=%CSN%&${right}`, ['sessionId duplicate-token']],
    ['without a value', `sessionId=&${department}`, ['sessionId empty']],
    ['of a visit instead of its name', `sessionId=1853&${department}`, ['sessionId different']],
    ['that has lost its percent signs', `sessionId=CSN&${department}`, ['sessionId different']],
    ['in escapes', `sessionId=%25CSN%25&${department}`, ['sessionId encoded-token']],
    ['out of an HTML page', right.replace('&', '&amp;'), ['encoded-token']],
    ['in characters of full width', right.replace('&', '＆'), ['typographic-character']],
    [
      'with a percent sign of full width',
      right.replace('%CSN%', '％CSN％'),
      ['sessionId typographic-character'],
    ],
    ['in quotes', `"${right}"`, ['sessionId stray-character', 'departmentId stray-character']],
    ['behind a question mark', `?${right}`, ['sessionId stray-character']],
    ['with an ampersand after', `${right}&`, ['stray-character']],
    ['with more than is wanted', `${right}&tenantId=x`, ['unexpected-token']],
    ['with what an EHR sends by itself', `${right}&launch=xyz`, ['launch unexpected-token']],
    ['that is not there', ' ', ['empty']],
  ])('%s', (_what, contextToken, expected) => {
    const found = codes(record({ record: 'provider', contextToken }));
    expect(found).toEqual(expected.map((code) => `context-token ${code}`));
  });

  it('of single visits in the record of groups is told by name', () => {
    const pasted = record({ record: 'patient', form: 'group', contextToken: 'sessionId=%CSN%' });
    expect(wrongs(pasted)).toEqual([
      {
        part: 'context-token',
        token: 'sessionId',
        code: 'csn-for-conferenceid',
        expected: 'sessionId=%CONFERENCEID%',
        found: 'sessionId=%CSN%',
      },
    ]);
  });

  it('of the provider is too much for the patient', () => {
    const found = codes(record({ record: 'patient', contextToken: right }));
    expect(found).toEqual(['context-token departmentId unexpected-token']);
  });

  it('is too much where the launch itself tells the visit', () => {
    const pasted = record({ record: 'patient', contextToken: 'sessionId=%CSN%' }, plain);
    expect(codes(pasted, plain)).toEqual(['context-token sessionId unexpected-token']);
  });
});

describe('whatever is pasted', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          ...[
            'sessionId',
            '=',
            '&',
            '%',
            '%CSN%',
            '%41',
            ' ',
            '\u00a0',
            '“',
            '/launch/',
            TESTING,
            PUBLIC_URL,
          ],
          ...['/patient', '?', '#', 'launch=', 'iss=', '://', '[', '@', '%CONFERENCEID%', '\ud800', '&amp;'],
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  );

  it('is answered from the closed list, and never with an exception', () => {
    const pasted = fc.oneof(
      fc.record({
        kind: fc.constant('record' as const),
        record: fc.constantFrom(...RECORD_KINDS),
        form: fc.constantFrom('single' as const, 'group' as const),
        meetingUrl: anything,
        clientId: anything,
        contextToken: anything,
      }),
      fc.record({ kind: fc.constant('launch-url' as const), url: anything }),
    );
    fc.assert(
      fc.property(pasted, fc.constantFrom(context, plain), (given, of) => {
        const findings = pastedFindings(given, of);
        expect(findings.length).toBeGreaterThan(0);
        for (const { code } of findings) expect(PASTE_CODES).toContain(code);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has its launch token, session id and unknown values repeated by nobody', () => {
    const secret = 'S3cr3t-Value';
    const urls = [
      `${PUBLIC_URL}/launch/${TESTING}/patient?iss=${FHIR}&launch=${secret}&sessionId=${secret}`,
      `${PUBLIC_URL}/launch/${TESTING}/patient?iss=${secret}&LAUNCH=${secret}&sessionId=%25${secret}%25`,
      `${PUBLIC_URL}/launch/${TESTING}/callback?code=${secret}&state=${secret}`,
      `${PUBLIC_URL}/launch/${secret}/${secret}?iss=https://ehr.example/?launch=${secret}`,
    ];
    const records = [
      record({ record: 'provider', meetingUrl: urls[0] ?? '', clientId: secret, contextToken: secret }),
      record({
        record: 'provider',
        contextToken: `sessionId=${secret}&departmentId=${secret}&${secret}=${secret}&launch=${secret}`,
      }),
    ];
    const all = [...urls.map((url): Pasted => ({ kind: 'launch-url', url })), ...records];
    for (const pasted of all) expect(JSON.stringify(pastedFindings(pasted, context))).not.toContain(secret);
  });
});
