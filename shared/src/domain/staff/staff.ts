/** Entra app roles of the product. */
export type AppRole = 'Clinician' | 'Coordinator' | 'ConfigAdmin' | 'Auditor';

/** A person of the organisation, as proven by a verified Microsoft token or a session of ours made from one. */
export interface StaffMember {
  readonly organizationId: string;
  readonly entraObjectId: string;
  readonly roles: readonly AppRole[];
  /** From the token; shown to the person, never stored. */
  readonly displayName: string;
}

/** An EHR user and the Microsoft account that stands for the same person; one to one within a connection. */
export interface ClinicianLink {
  readonly id: string;
  readonly connectionId: string;
  /** `Practitioner/…`, opaque. */
  readonly ehrUser: string;
  readonly entraObjectId: string;
  readonly linkedAt: Date;
}

export interface ClinicianLinks {
  ofEhrUser(connectionId: string, ehrUser: string): Promise<ClinicianLink | null>;
  /** Of any connection. */
  ofEhrUsers(ehrUsers: readonly string[]): Promise<readonly ClinicianLink[]>;
  ofAccount(entraObjectId: string): Promise<readonly ClinicianLink[]>;
  /** In the order of linking; all, or the first `limit`. */
  ofConnection(connectionId: string, limit?: number): Promise<readonly ClinicianLink[]>;
  /**
   * Links the two for good, and audits it.
   *
   * @throws {DomainError} `link-other-account` when either is linked to another already.
   */
  link(link: Omit<ClinicianLink, 'id'>): Promise<ClinicianLink>;
  /** @returns false when there is no such link. */
  revoke(id: string, at: Date): Promise<boolean>;
}

/** Names of the organisation's own people, for showing; never stored. */
export interface StaffDirectory {
  /** By Entra object id; people who cannot be found are absent. Answers within 2 s, with what it has. */
  names(tenantId: string, entraObjectIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
