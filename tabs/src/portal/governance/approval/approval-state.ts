import type { ConnectionDetail, Revision } from '@ehr-connector/shared/contract/configuration.ts';

/** Where the approval of a connection stands, for somebody who looks at it. */
export type ApprovalState =
  /** Nothing is asked; `last` is what was decided last, or came to nothing. */
  | { readonly state: 'none'; readonly last: Revision | null }
  | { readonly state: 'draft'; readonly draft: Revision; readonly last: Revision | null }
  /** Somebody else is to decide. */
  | { readonly state: 'awaited'; readonly proposal: Revision }
  /** The one who looks is to decide. */
  | { readonly state: 'deciding'; readonly proposal: Revision }
  | { readonly state: 'expired'; readonly proposal: Revision };

export function approvalState(detail: ConnectionDetail, now: Date): ApprovalState {
  const { open, history } = detail;
  const last = history.find(({ state }) => state !== 'draft' && state !== 'proposed') ?? null;
  if (!open) return { state: 'none', last };
  if (open.state !== 'proposed') return { state: 'draft', draft: open, last };
  // The service says so itself a little later, when its chore has come by.
  if (open.expiresAt !== null && new Date(open.expiresAt) <= now) return { state: 'expired', proposal: open };
  return { state: detail.allowed.includes('decide') ? 'deciding' : 'awaited', proposal: open };
}
