/** Access tokens of the service itself. */
export interface AppTokens {
  /**
   * Kept until shortly before it expires, and fetched once however many ask.
   *
   * @param tenantId whose token; app permissions are granted tenant by tenant.
   * @throws {DomainError} `entra-unavailable`.
   */
  get(tenantId: string, scope: string): Promise<string>;
  /** Says that a token is no longer taken, so that the next one is new. */
  drop(tenantId: string, scope: string): void;
}
