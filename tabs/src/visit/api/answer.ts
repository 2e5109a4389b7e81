/** Why a request of the page came to nothing. */
export type Refusal =
  /** Nobody answered: no network, or the service is down. Trying again may help. */
  | { readonly kind: 'unreachable' }
  /** The service answered, and said no. */
  | { readonly kind: 'problem'; readonly status: number; readonly code: string; readonly reference: string };

export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly why: Refusal; readonly retryAfterMs: number | null };

/** Whether the same request may succeed later without anybody doing anything. */
export function isPassing(why: Refusal): boolean {
  return why.kind === 'unreachable' || why.status === 429 || why.status >= 500;
}
