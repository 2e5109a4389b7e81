/** A health system: one Microsoft tenant, one data region. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly entraTenantId: string;
  readonly dataRegion: string;
}

/**
 * How an organisation is found before anything of it may be read. A closed list: each answers with an id only.
 */
export interface OrganizationFinder {
  ofConnection(connectionId: string): Promise<string | null>;
  ofVisit(visitId: string): Promise<string | null>;
  ofTenant(entraTenantId: string): Promise<string | null>;
  ofStaffSession(secretDigest: string): Promise<string | null>;
  ofCallSubscription(subscriptionId: string): Promise<string | null>;
  ofOutboxEntry(entryId: string): Promise<string | null>;
}

/** All there are, for what runs without a request: ids only. */
export interface Organizations {
  ids(): Promise<readonly string[]>;
}

export interface OrganizationStore {
  /** The organisation of the transaction. */
  current(): Promise<Organization>;
  /**
   * Makes the organisation of the transaction, whose id nobody has yet.
   *
   * @returns false, and changes nothing, when there is one of this tenant; waits for who is making it.
   */
  enter(organization: Omit<Organization, 'id'>): Promise<boolean>;
}
