import { RECORD_KINDS, type RecordKind } from './integration-records.ts';
import {
  type Deviation,
  finding,
  ofAnother,
  type PastedFinding,
  type RecordedConnection,
} from './pasted-record-finding.ts';
import { isBlank, repairedWord } from './pasted-record-text.ts';

/** Whose addresses there are. */
export interface KnownAddresses {
  readonly own: RecordedConnection;
  readonly others: readonly RecordedConnection[];
}

const LAUNCH_PATH = /\/launch\/([^/]+)\/([^/]+?)(\/*)$/;
const HOST = /^[a-z0-9.:[\]-]{1,100}$/;

export function meetingUrlFindings(
  expected: { readonly kind: RecordKind; readonly meetingUrl: string },
  pasted: string,
  known: KnownAddresses,
): readonly PastedFinding[] {
  const about = { expected: expected.meetingUrl };
  return differences(expected, pasted, known).map((difference) =>
    finding('meeting-url', { ...about, ...difference }),
  );
}

function differences(
  expected: { readonly kind: RecordKind; readonly meetingUrl: string },
  pasted: string,
  known: KnownAddresses,
): readonly Deviation[] {
  if (pasted === expected.meetingUrl) return [{ code: 'same', found: pasted }];
  if (isBlank(pasted)) return [{ code: 'empty' }];
  const { text, faults } = repairedWord(pasted);
  const repaired: readonly Deviation[] = faults.map((code) => ({ code }));
  if (text === expected.meetingUrl) return repaired;
  const url = URL.parse(text);
  if (url === null) return [...repaired, { code: 'unknown-address' }];
  const found = [
    ...repaired,
    ...addressDifferences(url, expected.meetingUrl, [expected.kind], known),
    ...[...new Set(url.searchParams.keys())].map((name) => unexpectedToken(name)),
    ...(url.hash === '' ? [] : [{ code: 'stray-character' } as const]),
  ];
  if (found.length > 0) return found;
  return [{ code: text.toLowerCase() === expected.meetingUrl.toLowerCase() ? 'wrong-case' : 'different' }];
}

const unexpectedToken = (name: string): Deviation => ({
  code: 'unexpected-token',
  token: ['sessionId', 'departmentId'].includes(name) ? name : null,
});

/**
 * Host and path of a launch URL against one of our own.
 *
 * @param expected a Meeting URL of the connection.
 * @param kinds which kinds of launch may stand there.
 */
export function addressDifferences(
  url: URL,
  expected: string,
  kinds: readonly RecordKind[],
  known: KnownAddresses,
): readonly Deviation[] {
  const ours = new URL(expected);
  const isElsewhere = url.host !== ours.host || url.username !== '' || url.password !== '';
  const path = LAUNCH_PATH.exec(url.pathname);
  return [
    ...(url.protocol === ours.protocol ? [] : [ofAnotherProtocol(ours)]),
    ...(isElsewhere ? [{ code: 'other-host', found: HOST.test(url.host) ? url.host : null } as const] : []),
    ...(path === null
      ? [{ code: 'unknown-address' } as const]
      : pathDifferences({ id: path[1] ?? '', kind: path[2] ?? '', end: path[3] ?? '' }, kinds, known)),
  ];
}

/** Only while it is tried out on one computer an address of ours is without https. */
const ofAnotherProtocol = (ours: URL): Deviation => ({
  code: ours.protocol === 'https:' ? 'not-https' : 'different',
});

function pathDifferences(
  path: { readonly id: string; readonly kind: string; readonly end: string },
  kinds: readonly RecordKind[],
  { own, others }: KnownAddresses,
): readonly Deviation[] {
  return [
    ...idDifferences(path.id, own, others),
    ...kindDifferences(path.kind, kinds),
    ...(path.end === '' ? [] : [{ code: 'trailing-slash' } as const]),
  ];
}

function idDifferences(
  id: string,
  own: RecordedConnection,
  others: readonly RecordedConnection[],
): readonly Deviation[] {
  if (id === own.id) return [];
  if (id.toLowerCase() === own.id.toLowerCase()) return [{ code: 'wrong-case' }];
  const other = others.find((candidate) => candidate.id === id);
  return [other === undefined ? { code: 'unknown-address' } : ofAnother(own, other)];
}

function kindDifferences(kind: string, kinds: readonly RecordKind[]): readonly Deviation[] {
  if (kinds.some((wanted) => wanted === kind)) return [];
  const known = RECORD_KINDS.find((candidate) => candidate === kind.toLowerCase());
  if (kind === 'callback') return [{ code: 'callback-address' }];
  if (known === undefined) return [{ code: 'unknown-address' }];
  return [kinds.includes(known) ? { code: 'wrong-case' } : { code: 'another-record', found: known }];
}
