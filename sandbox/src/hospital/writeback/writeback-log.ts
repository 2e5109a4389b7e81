import type { FaceName } from '../face.ts';

/** One thing the hospital was told about a visit. */
export interface Writeback {
  /** Order of arrival, from 1. */
  readonly seq: number;
  readonly face: FaceName;
  /** The CSN, or the conference id of a group visit. */
  readonly sessionId: string;
  /** The EHR user it is about, as told: an id or a FHIR reference. */
  readonly who: string;
  readonly side: 'clinician' | 'patient';
  readonly status: 'connected' | 'disconnected';
  /** When it happened, if that was told (AuditEvents do, Epic's web service cannot). */
  readonly happenedAt: string | null;
  readonly receivedAt: string;
  /** How the caller marked it to be safe to repeat. */
  readonly idempotencyKey: string | null;
  /** How many more times the same was told, with or without a further effect. */
  readonly duplicates: number;
  /** How many times it took effect: more than 1 only for AuditEvents that were created twice. */
  readonly effects: number;
  /** Which call told it. */
  readonly by: string;
}

export type NewWriteback = Omit<Writeback, 'seq' | 'receivedAt' | 'duplicates' | 'effects'>;

/** Everything written back, in the order it arrived. */
export interface WritebackLog {
  /** @param tookEffect whether telling it once more changed anything: false for a call that sets an absolute state. */
  add(told: NewWriteback, tookEffect?: boolean): void;
  list(filter?: { readonly face?: FaceName; readonly sessionId?: string }): readonly Writeback[];
  /** Calls back after every addition, until the returned function is called. */
  onAdded(listener: () => void): () => void;
  clear(): void;
}

export function createWritebackLog(now: () => Date): WritebackLog {
  let entries: readonly Writeback[] = [];
  const listeners = new Set<() => void>();

  /** Told before: by its key where there is one, otherwise when it repeats the last word about the same person. */
  const repeated = (told: NewWriteback): Writeback | undefined => {
    const sameVisit = entries.filter(
      (entry) => entry.face === told.face && entry.sessionId === told.sessionId,
    );
    if (told.idempotencyKey !== null) {
      return sameVisit.find((entry) => entry.idempotencyKey === told.idempotencyKey);
    }
    const last = sameVisit.findLast((entry) => entry.who === told.who && entry.side === told.side);
    return last?.status === told.status ? last : undefined;
  };

  return {
    add: (told, tookEffect = false) => {
      const before = repeated(told);
      entries = before
        ? entries.map((entry) => (entry === before ? toldAgain(entry, tookEffect) : entry))
        : [
            ...entries,
            { ...told, seq: entries.length + 1, receivedAt: now().toISOString(), duplicates: 0, effects: 1 },
          ];
      for (const listener of listeners) listener();
    },
    list: (filter = {}) =>
      entries.filter(
        (entry) =>
          (filter.face === undefined || entry.face === filter.face) &&
          (filter.sessionId === undefined || entry.sessionId === filter.sessionId),
      ),
    onAdded: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => {
      entries = [];
    },
  };
}

function toldAgain(entry: Writeback, tookEffect: boolean): Writeback {
  return { ...entry, duplicates: entry.duplicates + 1, effects: entry.effects + (tookEffect ? 1 : 0) };
}
