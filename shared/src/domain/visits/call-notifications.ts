import type { RosterSighting } from './intake.ts';

/** What Graph tells us of one subscription. Whose it is, and whether it knows our secret, the caller has to check. */
export interface CallNotification {
  readonly subscriptionId: string;
  readonly clientState: string | null;
  /** What it says of the meeting's call; empty for a lifecycle notification. */
  readonly sightings: readonly RosterSighting[];
  /** What becomes of the subscription itself, in Graph's words: `missed`, `subscriptionRemoved` and others. */
  readonly lifecycleEvent: string | null;
}

export interface CallNotifications {
  /**
   * Verifies and opens a post of Graph's. What is encrypted counts only with a token that proves it comes from Graph;
   * a lifecycle notification carries nothing but a hint, and is proven by its `clientState` alone.
   *
   * @throws {DomainError} `request-invalid`; `notification-refused` when nothing of it can be believed or read;
   *   `entra-unavailable`.
   * @see {@link https://learn.microsoft.com/graph/change-notifications-with-resource-data}
   */
  read(body: unknown): Promise<readonly CallNotification[]>;
}
