import { SESSION_MACROS, type VisitForm } from './integration-records.ts';
import { type Deviation, finding, type PasteCode, type PastedFinding } from './pasted-record-finding.ts';
import { isBlank, isMacro, repairedToken, spacesOf, withoutSpaces } from './pasted-record-text.ts';

/** Names of tokens that may be repeated to whoever pasted them; anything else may be a secret. */
const NAMES = ['sessionId', 'departmentId', 'iss', 'launch'] as const;

/** Also as it comes out of an HTML page or an address. */
const SEPARATOR = /&amp;|[&＆]|%26/gi;

interface Token {
  readonly text: string;
  readonly name: string;
  readonly value: string;
}

interface PastedToken extends Token {
  /** As it should be written; `null` when it is none we know. */
  readonly knownName: string | null;
  readonly faults: readonly PasteCode[];
}

/** @param expected `null` where the record has no context token. */
export function contextTokenFindings(
  expected: string | null,
  pasted: string,
  form: VisitForm,
): readonly PastedFinding[] {
  return differences(expected, pasted, form).map((difference) => finding('context-token', difference));
}

function differences(expected: string | null, pasted: string, form: VisitForm): readonly Deviation[] {
  if (pasted === (expected ?? '')) return sameTokens(expected);
  if (isBlank(pasted)) return [{ code: expected === null ? 'stray-space' : 'empty', expected }];
  if (expected !== null && withoutSpaces(pasted) === withoutSpaces(expected))
    return differentlySpaced(expected, pasted);
  return byToken(expected === null ? [] : expected.split('&').map(tokenOf), pasted, form);
}

const sameTokens = (expected: string | null): readonly Deviation[] =>
  expected === null ? [{ code: 'same' }] : expected.split('&').map(tokenOf).map(same);

const same = ({ name, text }: Token): Deviation => ({
  code: 'same',
  token: name,
  expected: text,
  found: text,
});

/** The two differ in blanks only, so their tokens are as many. */
function differentlySpaced(expected: string, pasted: string): readonly Deviation[] {
  const given = pasted.split('&');
  return expected
    .split('&')
    .map(tokenOf)
    .map((token, at) => {
      const text = given[at] ?? '';
      if (text === token.text) return same(token);
      return { code: spacingFault(token.text, text), token: token.name, expected: token.text };
    });
}

/** The department's token has blanks of its own: without one of them it is another token. */
function spacingFault(expected: string, given: string): PasteCode {
  const blanks = spacesOf(given);
  const isStray = blanks.length > spacesOf(expected).length || blanks.some((blank) => blank !== ' ');
  return isStray ? 'stray-space' : 'department-token-changed';
}

/** The order of tokens does not matter to anybody. */
function byToken(expected: readonly Token[], pasted: string, form: VisitForm): readonly Deviation[] {
  const given = pasted.split(SEPARATOR).map(pastedToken);
  return [
    ...separatorFaults(pasted),
    ...expected.flatMap((token) =>
      tokenDifferences(
        token,
        given.filter(({ knownName }) => knownName === token.name),
        form,
      ),
    ),
    ...given.flatMap((token) => superfluous(token, expected)),
  ];
}

function separatorFaults(pasted: string): readonly Deviation[] {
  return [
    ...(/&amp;|%26/i.test(pasted) ? [{ code: 'encoded-token' } as const] : []),
    ...(pasted.includes('＆') ? [{ code: 'typographic-character' } as const] : []),
  ];
}

function tokenDifferences(
  expected: Token,
  [first, ...more]: readonly PastedToken[],
  form: VisitForm,
): readonly Deviation[] {
  const about = { token: expected.name, expected: expected.text };
  if (first === undefined) {
    const isDepartment = expected.name === 'departmentId';
    return [{ ...about, code: isDepartment ? 'department-token-missing' : 'missing-token' }];
  }
  const codes = new Set([
    ...first.faults,
    ...valueFaults(expected, first.value, form),
    ...(more.length > 0 ? (['duplicate-token'] as const) : []),
  ]);
  if (codes.size === 0) return [same(expected)];
  const found = isMacro(first.value) ? `${expected.name}=${first.value}` : null;
  return [...codes].map((code) => ({ ...about, code, found }));
}

function valueFaults(expected: Token, value: string, form: VisitForm): readonly PasteCode[] {
  if (value === expected.value) return [];
  if (isBlank(value)) return ['empty'];
  const bare = withoutSpaces(value);
  if (bare === withoutSpaces(expected.value)) return [spacingFault(expected.value, value)];
  if (bare.toLowerCase() === withoutSpaces(expected.value).toLowerCase()) return ['wrong-case'];
  if (expected.name === 'departmentId') return ['department-token-changed'];
  const other = form === 'single' ? SESSION_MACROS.group : SESSION_MACROS.single;
  if (bare.toUpperCase() !== other) return ['different'];
  return [form === 'single' ? 'conferenceid-for-csn' : 'csn-for-conferenceid'];
}

function superfluous(token: PastedToken, expected: readonly Token[]): readonly Deviation[] {
  if (expected.some(({ name }) => name === token.knownName)) return [];
  const { knownName, text } = token;
  return [text === '' ? { code: 'stray-character' } : { code: 'unexpected-token', token: knownName }];
}

function tokenOf(text: string): Token {
  const at = text.indexOf('=');
  return at === -1
    ? { text, name: text, value: '' }
    : { text, name: text.slice(0, at), value: text.slice(at + 1) };
}

function pastedToken(raw: string): PastedToken {
  const { text, faults } = repairedToken(raw);
  const token = tokenOf(text);
  const bareName = withoutSpaces(token.name);
  const knownName = NAMES.find((name) => name.toLowerCase() === bareName.toLowerCase()) ?? null;
  return {
    ...token,
    knownName,
    faults: [
      ...faults,
      ...(bareName === token.name ? [] : (['stray-space'] as const)),
      ...(knownName === null || bareName === knownName ? [] : (['wrong-case'] as const)),
    ],
  };
}
