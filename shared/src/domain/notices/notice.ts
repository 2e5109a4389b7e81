/** What the bot tells administrators and approvers; the words are made when it is sent. */
export type Notice =
  | { readonly kind: 'approval-requested'; readonly connectionName: string }
  | { readonly kind: 'approved'; readonly connectionName: string }
  | { readonly kind: 'rejected'; readonly connectionName: string; readonly reason: string }
  | { readonly kind: 'approval-expired'; readonly connectionName: string }
  | { readonly kind: 'rehearsal-failed'; readonly connectionName: string };

/** A notice on its way to one person. */
export interface AddressedNotice {
  readonly entraObjectId: string;
  /** The connection whose page the notice opens. */
  readonly connectionId: string;
  readonly notice: Notice;
}
