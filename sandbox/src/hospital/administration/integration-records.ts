import type { LaunchKind } from '../auth/launch-tokens.ts';
import type { PracticeFace } from '../face.ts';

/** What analysts paste into one integration record (FDI record); what is empty was not filled in yet. */
export interface IntegrationRecord {
  readonly meetingUrl: string;
  readonly clientId: string;
  /** For visits with one patient, such as `sessionId=%CSN%`. */
  readonly contextToken: string;
  /** For group visits, which are a visit type of their own. */
  readonly groupContextToken: string;
}

export const RECORD_KINDS: readonly LaunchKind[] = ['patient', 'provider', 'device-test'];

export const EMPTY_RECORD: IntegrationRecord = {
  meetingUrl: '',
  clientId: '',
  contextToken: '',
  groupContextToken: '',
};

/** The integration records of both environments. */
export interface IntegrationRecords {
  of(face: PracticeFace, kind: LaunchKind): IntegrationRecord;
  /** Replaces what is given, as it is: nothing is checked, trimmed or corrected. */
  set(face: PracticeFace, kind: LaunchKind, change: Partial<IntegrationRecord>): void;
  clear(): void;
}

export function createIntegrationRecords(): IntegrationRecords {
  const records = new Map<string, IntegrationRecord>();
  const of = (face: PracticeFace, kind: LaunchKind): IntegrationRecord =>
    records.get(`${face}/${kind}`) ?? EMPTY_RECORD;
  return {
    of,
    set: (face, kind, change) => records.set(`${face}/${kind}`, { ...of(face, kind), ...change }),
    clear: () => records.clear(),
  };
}

/**
 * What a launch goes by: the record itself, but that the context token of the device test lies in the patient record
 * unless the device test's has one of its own.
 */
export function launchRecord(
  records: IntegrationRecords,
  face: PracticeFace,
  kind: LaunchKind,
): IntegrationRecord {
  const record = records.of(face, kind);
  if (kind !== 'device-test') return record;
  const patient = records.of(face, 'patient');
  return {
    ...record,
    contextToken: record.contextToken || patient.contextToken,
    groupContextToken: record.groupContextToken || patient.groupContextToken,
  };
}

/** Whether visits can be begun with this record: without context tokens they can, for what that is worth. */
export function isBuilt(record: IntegrationRecord): boolean {
  return record.meetingUrl !== '' && record.clientId !== '';
}
