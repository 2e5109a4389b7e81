import type { Account } from '../directory.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { createOneTimeStore, type OneTimeStore } from './one-time.ts';

/** A person's yes, waiting to be exchanged for tokens. */
export interface CodeGrant {
  readonly request: AuthorizationRequest;
  readonly account: Account;
}

/** What a refresh token stands for. */
export interface RefreshGrant {
  readonly clientId: string;
  readonly account: Account;
  readonly scopes: readonly string[];
}

/** Who is being asked on a sign-in page: for an app, or for a page of this cloud. */
export type SignInContext =
  | { readonly kind: 'app'; readonly request: AuthorizationRequest }
  | { readonly kind: 'page'; readonly returnTo: string };

/** What Entra has handed out and not yet got back. */
export interface EntraGrants {
  readonly codes: OneTimeStore<CodeGrant>;
  readonly refreshTokens: OneTimeStore<RefreshGrant>;
  readonly signIns: OneTimeStore<SignInContext>;
  clear(): void;
}

const MINUTE_MS = 60_000;

export function createEntraGrants(now: () => Date): EntraGrants {
  const codes = createOneTimeStore<CodeGrant>({ lifetimeMs: 5 * MINUTE_MS, now });
  const refreshTokens = createOneTimeStore<RefreshGrant>({ lifetimeMs: 90 * 24 * 60 * MINUTE_MS, now });
  const signIns = createOneTimeStore<SignInContext>({ lifetimeMs: 30 * MINUTE_MS, now });
  return {
    codes,
    refreshTokens,
    signIns,
    clear() {
      for (const store of [codes, refreshTokens, signIns]) store.clear();
    },
  };
}
