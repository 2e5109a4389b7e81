export type HostTheme = 'default' | 'dark' | 'contrast';

/** What surrounds the portal: a Teams client, or a plain browser window. */
export interface Host {
  readonly kind: 'teams' | 'browser';
  /** The user's language as a BCP 47 tag, such as `es-ES`. */
  readonly locale: string;
  /** What a Teams deep link points at within the tab (`subPageId`); null without one. */
  readonly subPageId: string | null;
  readonly theme: {
    current(): HostTheme;
    /** Calls back at every change. @returns ends the subscription. */
    subscribe(changed: () => void): () => void;
  };
  /**
   * The `Authorization` header that says who asks; null where the browser's session cookie does.
   *
   * @param request.fresh ask for a new token, because the last one was refused.
   * @throws {SignInFailure} when the host gives no token.
   */
  authorization(request: { fresh: boolean }): Promise<string | null>;
  /** Opens an address of ours outside the tab. */
  openLink(url: URL): Promise<void>;
  /** Tells the host that the page can be shown. Safe to call twice. */
  shown(): void;
}

/** The host did not say who the user is: consent is missing, the user cancelled, or the host is unwell. */
export class SignInFailure extends Error {
  constructor(cause: unknown) {
    super('The host gave no sign-in token', { cause });
    this.name = 'SignInFailure';
  }
}

/** Whatever frames the page does not answer as a Teams client does. */
export class HostSilent extends Error {
  constructor(cause: unknown) {
    super('The host did not answer', { cause });
    this.name = 'HostSilent';
  }
}
