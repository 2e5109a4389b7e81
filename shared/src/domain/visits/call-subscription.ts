/** Our subscription to what happens in a visit's meeting. */
export interface CallSubscription {
  readonly id: string;
  readonly visitId: string;
  /** Digest of the secret every notification must carry. */
  readonly clientStateDigest: string;
  readonly expiresAt: Date;
}

export interface CallSubscriptionStore {
  ofVisit(visitId: string): Promise<CallSubscription | null>;
  get(id: string): Promise<CallSubscription | null>;
  save(subscription: CallSubscription): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Across organisations: subscriptions of open visits that run out before `before`. */
export interface ExpiringSubscriptions {
  expiring(
    before: Date,
    limit: number,
  ): Promise<readonly { readonly organizationId: string; readonly visitId: string }[]>;
}
