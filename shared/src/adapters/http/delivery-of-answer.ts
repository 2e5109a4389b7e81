import { HOUR_MS, SECOND_MS } from '../../domain/kernel/clock.ts';
import { type Delivery, refused, retryLater, sent, type Undelivered } from '../../domain/kernel/delivery.ts';
import type { HttpFault } from './bounded-fetch.ts';

/** Nobody may put us off for longer at a time: a wrong date would hold a visit's line for years. */
const LONGEST_WAIT_MS = HOUR_MS;

/** Statuses below 500 after which the same request may succeed: timeout, lock, dependency, too early, too many. */
const PASSING = new Set([408, 423, 424, 425, 429]);

const NOT_IMPLEMENTED = 501;

/** What an HTTP answer means for an outside effect. */
export function deliveryOfResponse({ status, headers, ok }: Response, now: Date): Delivery {
  const answer = `http ${status}`;
  if (ok) return sent(answer);
  const isFailing = status >= 500 && status !== NOT_IMPLEMENTED;
  if (isFailing || PASSING.has(status)) return retryLater(answer, waitAsked(headers, now));
  return refused(answer);
}

/** A request that brought no answer may have taken effect all the same. */
export function deliveryOfFault({ reason }: HttpFault): Undelivered {
  return reason === 'forbidden-url' ? refused(reason) : retryLater(reason);
}

/**
 * @returns milliseconds, or `null` when nothing readable was asked.
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110#name-retry-after}
 */
export function waitAsked(headers: Headers, now: Date): number | null {
  const value = headers.get('retry-after')?.trim();
  if (!value) return null;
  const waitMs = /^\d+$/.test(value) ? Number(value) * SECOND_MS : Date.parse(value) - now.getTime();
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), LONGEST_WAIT_MS);
}
