/** How somebody takes part. A proxy is on the patient's side; a guest is whoever we cannot attribute. */
export type ParticipantRole = 'clinician' | 'patient' | 'proxy' | 'guest';

export interface Participant {
  readonly id: string;
  readonly visitId: string;
  readonly role: ParticipantRole;
  /**
   * Identity within the visit, unique there: `entra:<object id>` for who has an account of the organisation,
   * `ehr:<digest of the EHR user>` for the patient's side, `roster:<entry id>` for an anonymous guest.
   */
  readonly identity: string;
  /** Of clinicians and colleagues; `null` for patients and anonymous guests. */
  readonly entraObjectId: string | null;
  /** Whether an EHR identity is kept, so that the EHR can be told of this participant. */
  readonly knownToEhr: boolean;
  /** Counts up in the order of storing, in one sequence with the signals. */
  readonly number: number;
}

export const isPatientSide = ({ role }: Pick<Participant, 'role'>): boolean =>
  role === 'patient' || role === 'proxy';

/** Opaque EHR ids of who launched, needed to tell the EHR; kept encrypted and deleted with the visit. */
export interface EhrIdentity {
  readonly userReference: string;
  readonly patientId: string | null;
}
