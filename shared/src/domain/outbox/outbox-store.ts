import type { Effect, NewEffect } from './effect.ts';

export interface OutboxEntry {
  readonly id: string;
  /** `null` for what belongs to no visit. */
  readonly visitId: string | null;
  readonly line: string;
  readonly effect: Effect;
  readonly state: 'pending' | 'sent' | 'parked';
  /** Attempts begun so far. */
  readonly attempts: number;
  readonly lastAnswer: string | null;
  readonly addedAt: Date;
  readonly sentAt: Date | null;
}

/** An entry claimed for delivery: nobody else delivers it before `leaseUntil`. */
export interface ClaimedEntry extends OutboxEntry {
  readonly organizationId: string;
  /** When the entry was first tried, to bound how long it is retried. */
  readonly firstTriedAt: Date;
}

/** Within the transaction of a change. */
export interface Outbox {
  /** Adds effects in order; one whose key is there already adds nothing. */
  add(effects: readonly NewEffect[]): Promise<void>;
  ofVisit(visitId: string): Promise<readonly OutboxEntry[]>;
  ofVisits(visitIds: readonly string[]): Promise<readonly OutboxEntry[]>;
  get(id: string): Promise<OutboxEntry | null>;
  /** Puts a parked entry back at the head of its line. @returns false when it was not parked. */
  unpark(id: string): Promise<boolean>;
  /**
   * Records how the attempt ended, only if it is still ours: fenced by the attempt's number.
   *
   * @returns false when another replica has claimed the entry since; nothing is then changed.
   */
  settle(
    entry: Pick<ClaimedEntry, 'id' | 'attempts'>,
    result:
      | { readonly state: 'sent'; readonly answer: string }
      | { readonly state: 'pending'; readonly answer: string; readonly nextAttemptAt: Date }
      | { readonly state: 'parked'; readonly answer: string },
  ): Promise<boolean>;
}

/** Across organisations: what the delivering worker needs. */
export interface OutboxClaims {
  /** Claims the heads of up to `limit` lines that are due, each for `leaseMs`. */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedEntry[]>;
  /** When the next entry falls due, or a lease runs out; `null` when nothing waits. */
  nextDueAt(): Promise<Date | null>;
}
