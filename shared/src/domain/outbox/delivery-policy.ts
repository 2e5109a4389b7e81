import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/clock.ts';
import type { Effect } from './effect.ts';

const FIRST_CEILING_MS = SECOND_MS;
const LAST_CEILING_MS = 5 * MINUTE_MS;

/**
 * How long to wait before trying again: full jitter under a ceiling that doubles from one second to five minutes.
 *
 * @param attempt the attempt that has just failed, counted from 1.
 * @param random a number in `[0, 1)`; a constant in tests.
 * @returns milliseconds, a whole number from 0 up to (not including) 300 000.
 * @throws {RangeError} when `attempt` is not a positive whole number: a bug in the caller.
 * @see {@link https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/}
 */
export function retryDelayMs(attempt: number, random: number): number {
  if (!Number.isSafeInteger(attempt) || attempt < 1)
    throw new RangeError(`attempt must be a positive integer: ${attempt}`);
  const ceiling = Math.min(FIRST_CEILING_MS * 2 ** Math.min(attempt - 1, 30), LAST_CEILING_MS);
  return Math.floor(random * ceiling);
}

/** For how long an effect is tried again before it is parked, visible, for a person to decide. */
export function patienceMs(effect: Effect): number {
  switch (effect.kind) {
    case 'fact':
    case 'notice':
    case 'share':
      return 24 * HOUR_MS;
    case 'card':
      return 2 * HOUR_MS;
    case 'room':
      return 2 * HOUR_MS;
  }
}
