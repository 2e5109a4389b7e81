import type { EhrIdentity, Participant, ParticipantRole } from './participant.ts';
import type { Presence } from './presence.ts';
import type { Signal, StoredSignal } from './signal.ts';
import type { Visit, VisitOpening, VisitRoom } from './visit.ts';

export interface VisitStore {
  /** The one visit of (connection, session key): made if absent, its schedule brought up to date, and locked. */
  open(opening: VisitOpening, organizer: string): Promise<Visit>;
  get(visitId: string): Promise<Visit | null>;
  /** As {@link get}, holding off every other change of the visit until the transaction ends. */
  lock(visitId: string): Promise<Visit | null>;
  ofThread(threadId: string): Promise<Visit | null>;
  /** Scheduled (or, unscheduled, created) within [from, to). */
  between(from: Date, to: Date): Promise<readonly Visit[]>;
  saveRoom(visitId: string, room: Partial<Omit<VisitRoom, 'organizer'>>): Promise<void>;
  /** The link people join by; encrypted at rest, and read only to redirect an authorised participant. */
  saveJoinUrl(visitId: string, joinUrl: string): Promise<void>;
  joinUrl(visitId: string): Promise<string | null>;
  end(visitId: string, at: Date): Promise<void>;
  /** Begins the next segment of an ended visit. */
  reopen(visitId: string): Promise<Visit>;
  foldedNumber(visitId: string): Promise<number>;
  /** Saves what a fold found, counts the version up and tells every replica. */
  saveFold(
    visitId: string,
    fold: {
      readonly presences: readonly Presence[];
      readonly joinOffered: boolean;
      readonly foldedNumber: number;
      readonly nextFoldAt: Date | null;
      /** Whether anything changed that somebody can see. */
      readonly visible: boolean;
    },
  ): Promise<void>;
  /** What the last fold found. */
  folded(
    visitId: string,
  ): Promise<{ readonly presences: readonly Presence[]; readonly joinOffered: boolean }>;
  /** As {@link folded}, of many visits at once. */
  presencesOf(visitIds: readonly string[]): Promise<ReadonlyMap<string, readonly Presence[]>>;
  /** Counts the version up and tells every replica: something beside the presences changed. */
  touch(visitId: string): Promise<void>;
}

export interface ParticipantStore {
  /**
   * Adds the participant, or finds who has the identity already; safe to call twice. A guest of that identity becomes
   * a clinician, and a missing EHR identity is filled in.
   */
  join(participant: {
    readonly visitId: string;
    readonly role: ParticipantRole;
    readonly identity: string;
    readonly entraObjectId: string | null;
    readonly ehr: EhrIdentity | null;
  }): Promise<Participant>;
  ofVisit(visitId: string): Promise<readonly Participant[]>;
  ofVisits(visitIds: readonly string[]): Promise<readonly Participant[]>;
  ehrIdentity(participantId: string): Promise<EhrIdentity | null>;
}

export interface SignalStore {
  /**
   * Stores what is new; a `here` of a page that was heard within `bridgeMs` lengthens the earlier one instead.
   * Marks the visits as due for a fold.
   *
   * @returns the visits for which something was new.
   */
  add(visitId: string, signals: readonly Signal[], bridgeMs: number): Promise<boolean>;
  ofSegment(visitId: string, segment: number): Promise<readonly StoredSignal[]>;
}

/** Across organisations: visits whose fold is due. */
export interface DueFolds {
  due(limit: number): Promise<readonly { readonly organizationId: string; readonly visitId: string }[]>;
  nextDueAt(): Promise<Date | null>;
}
