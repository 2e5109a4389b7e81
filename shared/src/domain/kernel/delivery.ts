/**
 * How an attempt at an outside effect ended.
 *
 * - `sent`: it has taken effect.
 * - `retry`: it may not have; repeat later, not before `notBeforeMs` from now when the other side said so.
 * - `refused`: repeating cannot help; park it with the reason.
 */
export type Delivery =
  | { readonly outcome: 'sent'; readonly answer: string }
  | { readonly outcome: 'retry'; readonly answer: string; readonly notBeforeMs: number | null }
  | { readonly outcome: 'refused'; readonly answer: string };

/** A {@link Delivery} that did not succeed. */
export type Undelivered = Exclude<Delivery, { outcome: 'sent' }>;

/** `answer` is shown to staff and logged: a status or a code of ours, never a body of the other side. */
export const sent = (answer: string): Delivery => ({ outcome: 'sent', answer });
export const retryLater = (answer: string, notBeforeMs: number | null = null): Undelivered => ({
  outcome: 'retry',
  answer,
  notBeforeMs,
});
export const refused = (answer: string): Undelivered => ({ outcome: 'refused', answer });
