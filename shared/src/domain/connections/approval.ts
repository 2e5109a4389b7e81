import { addMs, MINUTE_MS } from '../kernel/clock.ts';

/** The approver's way to the EHR's sign-in and back; consumed once. */
export interface PendingApprovalSignIn {
  readonly organizationId: string;
  readonly connectionId: string;
  readonly revision: number;
  readonly digest: string;
  readonly entraObjectId: string;
  /** Digest of the secret in the browser's cookie. */
  readonly browserDigest: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly createdAt: Date;
}

/** How long an approver has for deciding after the sign-in to the EHR. */
export const PROOF_LASTS_MS = 30 * MINUTE_MS;

/**
 * That the approver has signed in to the EHR at the proposed address, as a practitioner. All that is kept of it: nothing
 * was read, and no token is kept.
 */
export interface ApprovalProof {
  readonly connectionId: string;
  readonly revision: number;
  /** Of the content that was shown. */
  readonly digest: string;
  readonly entraObjectId: string;
  readonly issuer: string;
  /** Digest of issuer and EHR user. */
  readonly userDigest: string;
  readonly at: Date;
}

/** Whether it still counts, for exactly this content. */
export const provesNow = (
  proof: Pick<ApprovalProof, 'digest' | 'at'>,
  { digest }: { readonly digest: string },
  now: Date,
): boolean => proof.digest === digest && now <= addMs(proof.at, PROOF_LASTS_MS);

export interface ApprovalStore {
  begin(stateDigest: string, pending: PendingApprovalSignIn): Promise<void>;
  /** @returns `null` when unknown or used. */
  take(stateDigest: string): Promise<PendingApprovalSignIn | null>;
  /** Replaces an earlier proof of the same account for the revision. */
  prove(proof: ApprovalProof): Promise<void>;
  proof(connectionId: string, revision: number, entraObjectId: string): Promise<ApprovalProof | null>;
}
