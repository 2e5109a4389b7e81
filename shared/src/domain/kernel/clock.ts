/** Time, as an argument. */
export interface Clock {
  now(): Date;
}

/** Unpredictable values from a cryptographically secure source. */
export interface Randomness {
  /** A random UUID (version 4, 122 bits): ids of rows, and opaque handles in URLs. */
  uuid(): string;
  /** 256 random bits as base64url: states, nonces, session cookies. */
  secret(): string;
  /** A one-way digest, base64url, under which a secret or an opaque EHR id may be looked up again. */
  digest(value: string): string;
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export const addMs = (at: Date, ms: number): Date => new Date(at.getTime() + ms);
export const earliest = (dates: readonly Date[]): Date | null =>
  dates.reduce<Date | null>((best, date) => (best === null || date < best ? date : best), null);
