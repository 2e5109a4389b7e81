/** Who saw it. Each source is ordered by its own clock; clocks of two sources are never compared. */
export type SignalSource = 'page' | 'bot' | 'graph' | 'staff';

/**
 * What was seen.
 *
 * - page: `here` (the page was open from `at` to `until`), `handed-over` (the join link left us), `closing`.
 * - bot and graph: `lobby`, `joined`, `left` of one roster entry; `call-started`, `call-ended` of the meeting.
 * - staff: `launched` (a clinician was sent into the meeting).
 */
export type SignalKind =
  | 'here'
  | 'handed-over'
  | 'closing'
  | 'lobby'
  | 'joined'
  | 'left'
  | 'call-started'
  | 'call-ended'
  | 'launched';

/** One thing a witness said of a visit. Stored once, whatever arrives twice. */
export interface Signal {
  /** Unique within the visit: the same sighting has the same key however often it is reported. */
  readonly key: string;
  /** Whom it is about; `null` for the meeting as a whole. */
  readonly participantId: string | null;
  readonly source: SignalSource;
  readonly kind: SignalKind;
  /** One open page or one roster entry: a participant may be present through several at once. */
  readonly endpoint: string;
  /** By the source's own clock. */
  readonly at: Date;
  /** For `here`: last seen open. Otherwise equal to `at`. */
  readonly until: Date;
}

/** A signal as stored: `number` counts up in the order of storing, across all sources. */
export interface StoredSignal extends Signal {
  readonly number: number;
  /** By the service's clock: for measuring how long ago we learnt of it, whatever the source's clock says. */
  readonly storedAt: Date;
}
