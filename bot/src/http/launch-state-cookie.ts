import type { Randomness } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { launchCookie } from './cookies.ts';

const LASTS_SECONDS = 600;

/** A cookie for each way to the EHR and back, so that several tabs begin at once without disturbing each other. */
export const launchStateName = (randomness: Randomness, state: string): string =>
  `launch-${randomness.digest(state).slice(0, 16)}`;

/** Binds what was begun to this browser. */
export const launchStateCookie = (
  randomness: Randomness,
  { state, browserSecret }: { readonly state: string; readonly browserSecret: string },
): string => launchCookie(launchStateName(randomness, state), browserSecret, LASTS_SECONDS);
