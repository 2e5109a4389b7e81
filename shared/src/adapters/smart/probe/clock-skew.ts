import type { CheckResult } from '../../../domain/connections/probe.ts';
import { SECOND_MS } from '../../../domain/kernel/clock.ts';
import { failed, fine, warning } from './check-result.ts';
import type { Metadata } from './metadata.ts';

/** As far apart as an id_token's times may be. */
const TOLERATED_SECONDS = 60;
/** Our assertions live three minutes, and the other side tolerates a minute at best. */
const HOPELESS_SECONDS = 240;

/** Our clock against the `Date` of an answer; both are exact to a second or two. */
export function checkClock(clock: Metadata['clock']): CheckResult {
  if (clock === null) return warning('clock', 'clock-unknown');
  const aheadMs = clock.theirs.getTime() - clock.ours.getTime();
  const seconds = Math.round(Math.abs(aheadMs) / SECOND_MS);
  if (seconds <= TOLERATED_SECONDS) return fine('clock', 'clock-fine', { seconds: `${seconds}` });
  const details = { seconds: `${seconds}`, direction: aheadMs > 0 ? 'ahead' : 'behind' };
  return seconds > HOPELESS_SECONDS
    ? failed('clock', 'clock-differs', details)
    : warning('clock', 'clock-differs', details);
}
