import type { Connection } from './connection.ts';
import { integrationRecords, type RecordKind, type VisitForm } from './integration-records.ts';
import { meetingUrlFindings } from './pasted-record-address.ts';
import { contextTokenFindings } from './pasted-record-context-token.ts';
import {
  type Deviation,
  finding,
  ofAnother,
  type PastedFinding,
  type RecordedConnection,
} from './pasted-record-finding.ts';
import { launchUrlFindings } from './pasted-record-launch-url.ts';
import { isBlank, repairedWord } from './pasted-record-text.ts';

/** What an administrator pastes back: a record as it stands in the EHR, or the address of a launch that failed. */
export type Pasted =
  | {
      readonly kind: 'record';
      readonly record: RecordKind;
      readonly form: VisitForm;
      readonly meetingUrl: string;
      readonly clientId: string;
      readonly contextToken: string;
    }
  | { readonly kind: 'launch-url'; readonly url: string };

/** What pasted text is compared with. */
export interface PasteContext {
  /** The service's address, without a slash at the end. */
  readonly publicUrl: string;
  readonly connection: RecordedConnection & Pick<Connection, 'ehr' | 'sessionKeySource'>;
  /** The organisation's other connections. */
  readonly others: readonly RecordedConnection[];
}

const LONGEST_FIELD = 8_192;
/** A launch token can be long. */
const LONGEST_URL = 16_384;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Compares what stands in the EHR with what should, token by token.
 *
 * What is exactly as it should be yields `same` only; any other text yields at least one other code, but that the order
 * of context tokens does not matter. Takes any text, and repeats none that may be secret.
 */
export function pastedFindings(pasted: Pasted, context: PasteContext): readonly PastedFinding[] {
  const { connection: own, others } = context;
  const known = { own, others };
  const records = integrationRecords(own, context.publicUrl);
  if (pasted.kind === 'launch-url') {
    return bounded('launch-url', pasted.url, LONGEST_URL, (url) => launchUrlFindings(records, url, known));
  }
  const expected = records.find(({ kind }) => kind === pasted.record);
  if (expected === undefined) return [];
  return [
    ...bounded('meeting-url', pasted.meetingUrl, LONGEST_FIELD, (url) =>
      meetingUrlFindings(expected, url, known),
    ),
    ...bounded('client-id', pasted.clientId, LONGEST_FIELD, (id) =>
      clientIdDifferences(id, own, others).map((difference) =>
        finding('client-id', { expected: own.clientId, ...difference }),
      ),
    ),
    ...bounded('context-token', pasted.contextToken, LONGEST_FIELD, (token) =>
      contextTokenFindings(expected.contextTokens[pasted.form], token, pasted.form),
    ),
  ];
}

function bounded(
  part: PastedFinding['part'],
  text: string,
  longest: number,
  look: (text: string) => readonly PastedFinding[],
): readonly PastedFinding[] {
  return text.length > longest ? [finding(part, { code: 'too-long' })] : look(text);
}

function clientIdDifferences(
  pasted: string,
  own: RecordedConnection,
  others: readonly RecordedConnection[],
): readonly Deviation[] {
  if (pasted === own.clientId) return [{ code: 'same', found: pasted }];
  if (isBlank(pasted)) return [{ code: 'empty' }];
  const { text, faults } = repairedWord(pasted);
  const repaired: readonly Deviation[] = faults.map((code) => ({ code }));
  if (text === own.clientId) return repaired;
  return [...repaired, otherClientId(text, own, others)];
}

function otherClientId(
  id: string,
  own: RecordedConnection,
  others: readonly RecordedConnection[],
): Deviation {
  if (id.toLowerCase() === own.clientId.toLowerCase()) return { code: 'wrong-case' };
  if (own.earlierClientIds.includes(id)) return { code: 'old-client-id', found: id };
  const other =
    others.find(({ clientId }) => clientId === id) ??
    others.find(({ earlierClientIds }) => earlierClientIds.includes(id));
  if (other !== undefined) return ofAnother(own, other);
  // Somebody may have pasted a client secret.
  return { code: 'other-client-id', found: GUID.test(id) ? id : null };
}
