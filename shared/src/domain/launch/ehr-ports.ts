import type { Connection } from '../connections/connection.ts';
import type { ConfirmedSession, LaunchContext, LaunchKind } from './launch.ts';

/** The EHR's authorisation server, as SMART App Launch 2.2 has it. */
export interface EhrAuthorization {
  /**
   * The URL to send the browser to. Calls nothing: endpoints are those pinned in the connection.
   *
   * @see {@link https://hl7.org/fhir/smart-app-launch/app-launch.html}
   */
  authorizationUrl(request: {
    readonly connection: Connection;
    readonly kind: LaunchKind;
    readonly launch: string;
    readonly state: string;
    readonly nonce: string;
    readonly codeVerifier: string;
    readonly redirectUri: string;
  }): Promise<string>;

  /**
   * Exchanges the code of a callback and verifies everything the answer claims: issuer, signature, audience,
   * nonce, times, scopes, and that `fhirUser` belongs to the connection's FHIR base.
   *
   * @param request.callback the whole callback URL, with its query.
   * @throws {DomainError} `launch-incomplete`, `launch-refused-by-ehr`, `launch-identity-invalid`,
   *   `launch-wrong-side`, `launch-scope-missing`, `ehr-untrusted`, `ehr-unavailable`. A code is never used twice.
   */
  redeem(request: {
    readonly connection: Connection;
    readonly kind: LaunchKind;
    readonly callback: URL;
    readonly state: string;
    readonly nonce: string;
    readonly codeVerifier: string;
    readonly redirectUri: string;
    readonly signal: AbortSignal;
  }): Promise<LaunchContext>;
}

/** What the EHR's chart says of a visit. Read with the launch's own token, so it answers only what the user may see. */
export interface EhrChart {
  /**
   * Finds the visit a launch is about and confirms that it belongs to who launched: to the token's patient on the
   * patient's side. Nothing that names a patient comes back.
   *
   * @throws {DomainError} `launch-visit-unconfirmed` when the EHR does not confirm it;
   *   `ehr-untrusted`, `ehr-unavailable`.
   */
  confirmSession(request: {
    readonly connection: Connection;
    readonly kind: LaunchKind;
    readonly context: LaunchContext;
    readonly sessionId: string | null;
    readonly signal: AbortSignal;
  }): Promise<ConfirmedSession>;

  /**
   * Every id under which the EHR knows the department of a confirmed visit's own appointment; empty where it does not
   * say. For connections that are for certain departments only.
   *
   * @throws {DomainError} `ehr-untrusted`, `ehr-unavailable`.
   */
  departmentsOf(request: {
    readonly connection: Connection;
    readonly context: LaunchContext;
    readonly session: ConfirmedSession;
    readonly signal: AbortSignal;
  }): Promise<readonly string[]>;
}
