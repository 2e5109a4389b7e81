import { MINUTE_MS } from '../kernel/clock.ts';
/** Which of the connection's launch URLs was called; the two sides cannot be swapped. */
export type LaunchKind = 'provider' | 'patient' | 'device-test';

/** What an EHR sends to a launch URL. Opaque values: `launch` is passed through and never parsed or logged. */
export interface LaunchRequest {
  readonly kind: LaunchKind;
  readonly iss: string;
  readonly launch: string;
  /** Context token `sessionId`: a CSN or a conference id; unproven, as it came by URL. */
  readonly sessionId: string | null;
  /** Context token `departmentId`. */
  readonly departmentId: string | null;
}

/** A launch under way, from our launch URL to the callback; consumed once. */
export interface PendingLaunch {
  readonly organizationId: string;
  readonly connectionId: string;
  readonly kind: LaunchKind;
  readonly sessionId: string | null;
  readonly departmentId: string | null;
  /** Digest of the secret in the browser's launch cookie. */
  readonly browserDigest: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly createdAt: Date;
}

/** How long a launch may take from our launch URL to the callback. */
export const LAUNCH_LASTS_MS = 10 * MINUTE_MS;

export type EhrUserKind = 'practitioner' | 'patient' | 'related-person';

/** Who launched and about what, as proven by the EHR's token response. Lives for one request; never stored. */
export interface LaunchContext {
  readonly user: {
    readonly kind: EhrUserKind;
    /** `Practitioner/abc`: relative to the connection's FHIR base, so unique within the connection. */
    readonly reference: string;
    /** For the confirmation page only; never stored and never logged. */
    readonly displayName: string | null;
  };
  readonly patientId: string | null;
  readonly encounterId: string | null;
  readonly appointmentId: string | null;
  /** Group visits' conference id, from the token response only. */
  readonly conferenceId: string | null;
  /** Of the visit, or else where its user is logged in. */
  readonly departmentId: string | null;
  /** Of the visit alone. */
  readonly visitDepartmentId: string | null;
  readonly accessToken: string;
}

/** The visit a launch is about, as confirmed by the EHR itself. Opaque ids and times only. */
export interface ConfirmedSession {
  /** What both sides derive equally; unique within the connection among visits of one kind. */
  readonly key: string;
  readonly kind: 'single' | 'group';
  readonly status: 'booked' | 'cancelled' | 'over';
  readonly start: Date | null;
  readonly end: Date | null;
  readonly appointmentId: string | null;
  readonly encounterId: string | null;
  /** `Practitioner/…` references of the appointment's practitioners: who is told of an arrival. */
  readonly practitioners: readonly string[];
  readonly departmentId: string | null;
}
