import type { BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';

/** From here on a wait is made to stand out. */
export const LONG_WAIT_MS = 10 * 60_000;

export interface Wait {
  /** Milliseconds so far, never negative. */
  readonly ms: number;
  readonly isLong: boolean;
}

/**
 * How long the longest-waiting patient has waited; null when nobody does.
 *
 * @param now the service's time in milliseconds, not the device's: their clocks differ.
 */
export function waitOf(visit: Pick<BoardVisit, 'waitingSince' | 'state'>, now: number): Wait | null {
  if (!visit.waitingSince || visit.state === 'ended') return null;
  const ms = Math.max(0, now - Date.parse(visit.waitingSince));
  return { ms, isLong: ms >= LONG_WAIT_MS };
}
