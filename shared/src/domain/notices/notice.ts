/**
 * What the bot tells administrators and approvers; the words are made when it is sent.
 *
 * `by` is the account of who did it, if it was a person: the name is asked for when the notice is sent, and not stored.
 */
export type Notice =
  | {
      readonly kind: 'approval-requested';
      readonly connectionName: string;
      readonly by: string | null;
      /** When the time for deciding is over; null in notices that were written without it. */
      readonly until: Date | null;
    }
  | { readonly kind: 'approved'; readonly connectionName: string; readonly by: string | null }
  | {
      readonly kind: 'rejected';
      readonly connectionName: string;
      readonly reason: string;
      readonly by: string | null;
    }
  | { readonly kind: 'approval-expired'; readonly connectionName: string }
  | { readonly kind: 'rehearsal-failed'; readonly connectionName: string }
  /** Another organisation offers its EHR: what the invitation itself shows of it. */
  | { readonly kind: 'share-offered'; readonly connectionName: string; readonly organizationName: string }
  /** By the Microsoft tenant that was invited. */
  | { readonly kind: 'share-accepted'; readonly connectionName: string; readonly tenantId: string }
  /** To whom it was shared, under the name of their own connection. */
  | { readonly kind: 'share-ended'; readonly connectionName: string };

/** A notice on its way to one person. */
export interface AddressedNotice {
  readonly entraObjectId: string;
  /** The connection whose page the notice opens; `null` opens the list, where there is none yet. */
  readonly connectionId: string | null;
  readonly notice: Notice;
}
