import type { Delivery } from '../kernel/delivery.ts';
import type { StaffLanguage } from '../staff/staff-language.ts';
import type { CardState } from './arrival.ts';
import type { CardRecipient, PostedCard } from './card-store.ts';

/** What a card shows: nothing that names the patient, and no join link in clear. */
export interface CardContent {
  readonly visitId: string;
  readonly scheduledStart: Date | null;
  /** The patient's number where a visit has several; `null` for the only one. */
  readonly patientNumber: number | null;
  readonly department: string | null;
  readonly show: CardState;
  readonly joinUrl: string;
}

/** Tells staff, in Teams chat. */
export interface StaffChat {
  /**
   * Posts the card for the first time.
   *
   * @returns where it stands when it was posted; otherwise how the attempt ended. `refused` means that this recipient
   *   cannot be reached at all (blocked, uninstalled, unknown).
   */
  post(request: {
    readonly tenantId: string;
    readonly recipient: Exclude<CardRecipient, { kind: 'nobody' }>;
    readonly content: CardContent;
    readonly language: StaffLanguage;
    readonly signal: AbortSignal;
  }): Promise<{ readonly posted: PostedCard } | Delivery>;

  /** Replaces the card in place. */
  update(request: {
    readonly tenantId: string;
    readonly posted: PostedCard;
    readonly content: CardContent;
    readonly language: StaffLanguage;
    readonly signal: AbortSignal;
  }): Promise<Delivery>;
}
