import type { Connection } from './connection.ts';
import type { SigningConnection } from './connection-keys.ts';

/** A proposed connection, as far as somebody can sign in to its EHR. */
export type SignInSubject = SigningConnection &
  Pick<Connection, 'fhirBaseUrl' | 'clientId' | 'authority' | 'ehr'>;

/** Who signed in to the EHR: all that is learnt of it. */
export interface EhrIdentity {
  readonly issuer: string;
  /** `Practitioner/…` or `PractitionerRole/…`, relative to the FHIR base. */
  readonly fhirUser: string;
}

/** A sign-in to an EHR that proves its address and the person, and opens nothing. */
export interface EhrSignIn {
  /**
   * Where to send the browser: a standalone launch that asks for who somebody is, and for no data. Calls nothing.
   *
   * @throws {DomainError} `ehr-untrusted` when the address may not be called.
   * @see {@link https://hl7.org/fhir/smart-app-launch/app-launch.html#launch-app-standalone-launch}
   */
  authorizationUrl(request: {
    readonly subject: SignInSubject;
    readonly state: string;
    readonly nonce: string;
    readonly codeVerifier: string;
    readonly redirectUri: string;
  }): Promise<string>;

  /**
   * Exchanges the code of a callback and verifies who signed in, as launches do. The access token that comes with it is
   * never used, and forgotten.
   *
   * @throws {DomainError} `approval-refused-identity` unless it was a practitioner of this very FHIR server;
   *   `approval-refused-by-ehr` when the EHR signs nobody in for us; `ehr-untrusted`, `ehr-unavailable`. A code is never
   *   used twice.
   */
  redeem(request: {
    readonly subject: SignInSubject;
    readonly callback: URL;
    readonly state: string;
    readonly nonce: string;
    readonly codeVerifier: string;
    readonly redirectUri: string;
    readonly signal: AbortSignal;
  }): Promise<EhrIdentity>;
}
