import type { AppRole } from './staff.ts';

/** A Microsoft account, as proven by a token that was verified. */
export interface MicrosoftAccount {
  readonly tenantId: string;
  readonly entraObjectId: string;
  readonly roles: readonly AppRole[];
  /** By a directory role at Microsoft: may be the first to configure, until the organisation has a ConfigAdmin of its own. */
  readonly isDirectoryAdmin: boolean;
  /** For showing to the person; never stored and never logged. */
  readonly displayName: string;
  /** As {@link displayName}: tells apart two accounts of one person. */
  readonly username: string;
}

/** Signing in with Microsoft, in a browser window of its own. */
export interface MicrosoftSignIn {
  /**
   * The URL to send the browser to.
   *
   * @param request.tenantId whose accounts are asked for; `null` where the organisation is not known yet.
   * @param request.selectAccount asks which account even if one is signed in: on a shared workstation it may be another's.
   */
  authorizationUrl(request: {
    readonly tenantId: string | null;
    readonly state: string;
    readonly nonce: string;
    readonly codeVerifier: string;
    readonly redirectUri: string;
    readonly selectAccount: boolean;
  }): Promise<string>;

  /** @throws {DomainError} `signin-refused`, `other-organisation` (another tenant than asked for), `entra-unavailable`. */
  redeem(request: {
    readonly tenantId: string | null;
    readonly callback: URL;
    readonly state: string;
    readonly nonce: string;
    readonly codeVerifier: string;
    readonly redirectUri: string;
    readonly signal: AbortSignal;
  }): Promise<MicrosoftAccount>;
}

/** Verifies the tokens with which the tab asks. */
export interface TabTokens {
  /** @throws {DomainError} `signin-required` whatever is wrong with the token; `entra-unavailable`. */
  verify(token: string): Promise<MicrosoftAccount>;
}
