import { isSameFhirBase } from './connection.ts';
import { type IntegrationRecord, RECORD_KINDS } from './integration-records.ts';
import { addressDifferences, type KnownAddresses } from './pasted-record-address.ts';
import { type Deviation, finding, ofAnother, type PastedFinding } from './pasted-record-finding.ts';
import { isBlank, isMacro, withoutSpaces } from './pasted-record-text.ts';

/** An address that may be shown: without credentials, query or fragment. */
const PLAIN_URL = /^https?:\/\/[\w.:[\]-]+(\/[\w.~-]{1,80}){0,12}\/?$/;

/** The address a launch came in by: where it leads, and each of its parameters. */
export function launchUrlFindings(
  records: readonly IntegrationRecord[],
  pasted: string,
  known: KnownAddresses,
): readonly PastedFinding[] {
  const url = URL.parse(pasted.trim());
  if (url === null) return [finding('launch-url', { code: isBlank(pasted) ? 'empty' : 'unknown-address' })];
  const record = records.find(({ kind }) => url.pathname.endsWith(`/${kind}`));
  const expected = (record ?? records[0])?.meetingUrl;
  if (expected === undefined) return [];
  const address = addressDifferences(url, expected, RECORD_KINDS, known);
  const all: readonly Deviation[] = [
    ...(address.length === 0 ? [{ code: 'same' } as const] : address).map((difference) => ({
      expected,
      ...difference,
    })),
    // What is no launch, such as the EHR's answer to one, has other parameters.
    ...(record === undefined ? [] : parameterDifferences(record, url.searchParams, known)),
  ];
  return all.map((difference) => finding('launch-url', difference));
}

function parameterDifferences(
  { contextTokens: { single } }: IntegrationRecord,
  query: URLSearchParams,
  known: KnownAddresses,
): readonly Deviation[] {
  const tokens = (single ?? '').split('&').map((token) => token.split('=')[0] ?? '');
  return [
    ...parameter(query, 'iss', (value) => issDifference(value, known)),
    ...parameter(query, 'launch', opaqueDifference),
    ...['sessionId', 'departmentId'].flatMap((name) =>
      tokens.includes(name) ? parameter(query, name, opaqueDifference) : unexpected(query, name),
    ),
  ];
}

const unexpected = (query: URLSearchParams, token: string): readonly Deviation[] =>
  query.has(token) ? [{ code: 'unexpected-token', token }] : [];

/** One parameter, which has to be there once, under exactly this name. */
function parameter(
  query: URLSearchParams,
  name: string,
  differenceOf: (value: string) => Deviation,
): readonly Deviation[] {
  const [value, ...more] = query.getAll(name);
  if (value === undefined) return [{ code: absence(query, name), token: name }];
  const duplicate: readonly Deviation[] = more.length > 0 ? [{ code: 'duplicate-token', token: name }] : [];
  const difference: Deviation = isBlank(value) ? { code: 'empty' } : differenceOf(value);
  const isHidden = duplicate.length > 0 && difference.code === 'same';
  return [...duplicate, ...(isHidden ? [] : [{ ...difference, token: name }])];
}

function absence(query: URLSearchParams, name: string): Deviation['code'] {
  const isElse = [...query.keys()].some((other) => other.toLowerCase() === name.toLowerCase());
  if (isElse) return 'wrong-case';
  return name === 'departmentId' ? 'department-token-missing' : 'missing-token';
}

/** A value of the EHR's own, which is not ours to repeat. */
function opaqueDifference(value: string): Deviation {
  if (value.includes('%')) return { code: 'unsubstituted-token', found: isMacro(value) ? value : null };
  return { code: withoutSpaces(value) === value ? 'same' : 'stray-space' };
}

function issDifference(iss: string, { own, others }: KnownAddresses): Deviation {
  const expected = own.fhirBaseUrl;
  if (isSameFhirBase(iss, expected)) return { code: 'same', expected, found: shown(iss) };
  const other = others.find(({ fhirBaseUrl }) => isSameFhirBase(iss, fhirBaseUrl));
  if (other !== undefined) return { ...ofAnother(own, other), expected };
  return { code: issFault(iss, expected), expected, found: shown(iss) };
}

function issFault(iss: string, expected: string): Deviation['code'] {
  const isSame = (change: (url: string) => string) => change(iss) === change(expected);
  if (isSame(withoutSpaces)) return 'stray-space';
  if (isSame((url) => url.replace(/\/+$/, ''))) return 'trailing-slash';
  if (isSame((url) => url.replace(/^http:/, 'https:').replace(/\/$/, ''))) return 'not-https';
  if (isSame((url) => url.toLowerCase().replace(/\/$/, ''))) return 'wrong-case';
  return 'unknown-address';
}

const shown = (url: string): string | null => (PLAIN_URL.test(url) && url.length <= 300 ? url : null);
