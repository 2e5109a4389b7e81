import type { Connection } from '../../domain/connections/connection.ts';
import type { Undelivered } from '../../domain/kernel/delivery.ts';

/** A token of our own to call an EHR with, or what to do about having none. */
export type BackendToken = { readonly outcome: 'granted'; readonly accessToken: string } | Undelivered;

/** Tokens for what we do without a user; a launch's token is never used for it. */
export interface BackendTokens {
  /** Kept and shared until shortly before it expires. */
  get(connection: Connection, scope: string, signal: AbortSignal): Promise<BackendToken>;
  /** Says that the EHR no longer takes a token, so that the next one is new. */
  drop(connection: Connection, scope: string, accessToken: string): void;
}
