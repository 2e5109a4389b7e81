/** A share of an approved connection with another Microsoft tenant, as the sharing organisation keeps it. */
export interface ConnectionShare {
  readonly id: string;
  /** The connection that is shared. */
  readonly connectionId: string;
  readonly tenantId: string;
  readonly departments: readonly string[];
  readonly state: 'invited' | 'accepted' | 'revoked';
  readonly invitedAt: Date;
  readonly acceptedAt: Date | null;
}

export interface ShareStore {
  ofConnection(connectionId: string): Promise<readonly ConnectionShare[]>;
  get(id: string): Promise<ConnectionShare | null>;
  /** @returns its id. */
  invite(
    share: Pick<ConnectionShare, 'connectionId' | 'tenantId' | 'departments'>,
    at: Date,
  ): Promise<string>;
  setDepartments(id: string, departments: readonly string[]): Promise<void>;
  /** @returns false when it was revoked meanwhile; accepting twice is the same as once. */
  accept(id: string, at: Date): Promise<boolean>;
  revoke(id: string): Promise<void>;
}

/** Across organisations: answers with ids only. */
export interface ShareOffers {
  /** Shares with the tenant that were not revoked. */
  of(tenantId: string): Promise<readonly { readonly organizationId: string; readonly shareId: string }[]>;
}
