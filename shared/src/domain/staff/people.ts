/** Somebody of the organisation's directory; shown, and never stored. */
export interface DirectoryPerson {
  readonly entraObjectId: string;
  readonly displayName: string;
  readonly jobTitle: string;
  readonly username: string;
}

/** Search in the organisation's own directory. */
export interface People {
  /**
   * People whose name or user name begins so; at most 10, within 3 seconds.
   *
   * @throws {DomainError} `directory-unavailable`
   */
  search(tenantId: string, text: string, signal: AbortSignal): Promise<readonly DirectoryPerson[]>;
  /** Those of `ids` who can be found. @throws {DomainError} `directory-unavailable` */
  byIds(tenantId: string, ids: readonly string[], signal: AbortSignal): Promise<readonly DirectoryPerson[]>;
  /** By user name or mail address. */
  byUsername(tenantId: string, username: string, signal: AbortSignal): Promise<DirectoryPerson | null>;
  /** A small square picture; `null` without one. */
  photo(
    tenantId: string,
    id: string,
    signal: AbortSignal,
  ): Promise<{ readonly type: 'image/jpeg' | 'image/png'; readonly bytes: Uint8Array } | null>;
}

/** Who was seen to administer the configuration: whom the bot tells. */
export interface ConfigAdmins {
  all(): Promise<readonly string[]>;
  seen(entraObjectId: string, at: Date): Promise<void>;
  /** Whether anybody was ever seen who administers by the product's own role. */
  hasOwn(): Promise<boolean>;
  ownSeen(at: Date): Promise<void>;
}
