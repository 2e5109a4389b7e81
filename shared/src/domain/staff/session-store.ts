import type { AppRole } from './staff.ts';

/** A sign-in at Microsoft under way; consumed once. */
export interface PendingSignIn {
  readonly organizationId: string | null;
  /** Digest of the secret in the browser's cookie. */
  readonly browserDigest: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Where to go afterwards: a path of ours from a fixed list, or the launch that waits for the sign-in. */
  readonly purpose: { readonly kind: 'page'; readonly path: string } | { readonly kind: 'link' };
  readonly createdAt: Date;
}

/** A signed-in browser of staff; the cookie's secret is kept as a digest only. */
export interface StaffSession {
  readonly organizationId: string;
  readonly entraObjectId: string;
  readonly roles: readonly AppRole[];
  readonly idleUntil: Date;
  readonly endsAt: Date;
}

/** A patient's browser and the one visit it may see. */
export interface PatientSession {
  readonly organizationId: string;
  readonly visitId: string;
  readonly participantId: string;
  readonly idleUntil: Date;
  readonly endsAt: Date;
}

export interface PatientSessions {
  open(secretDigest: string, session: PatientSession): Promise<void>;
  /** @returns `null` when unknown, idle too long or over; otherwise prolongs it. */
  use(visitId: string, secretDigest: string, now: Date, idleMs: number): Promise<PatientSession | null>;
  close(visitId: string, secretDigest: string): Promise<void>;
  /** A one-time code that opens the same session in another browser. */
  offerHandover(codeDigest: string, session: PatientSession, expiresAt: Date): Promise<void>;
  /** @returns `null` when unknown, used or expired. */
  takeHandover(visitId: string, codeDigest: string, now: Date): Promise<PatientSession | null>;
}

export interface StaffSessions {
  open(secretDigest: string, session: StaffSession): Promise<void>;
  use(secretDigest: string, now: Date, idleMs: number): Promise<StaffSession | null>;
  close(secretDigest: string): Promise<void>;
}
