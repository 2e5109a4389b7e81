/**
 * A thing the EHR is to be told: who connected or disconnected, and when it happened (not when it is told).
 * Facts of a visit are told in order and take effect once; `key` makes repeating safe.
 */
export interface Fact {
  /** Unique and stable: visit, participant, transition and count; at most 128 characters, no patient data. */
  readonly key: string;
  readonly visitId: string;
  readonly participantId: string;
  readonly side: 'clinician' | 'patient';
  readonly transition: 'connected' | 'disconnected';
  readonly at: Date;
  /** True for a disconnect nobody saw, closed with the visit. */
  readonly assumed: boolean;
}

/** What an EHR needs to know beside the fact; the opaque EHR ids are decrypted for this call only. */
export interface FactContext {
  readonly sessionKey: string;
  readonly sessionKind: 'single' | 'group';
  /** `Practitioner/…`, `Patient/…` or `RelatedPerson/…`. */
  readonly userReference: string;
  readonly patientId: string | null;
  readonly appointmentId: string | null;
  readonly encounterId: string | null;
}
