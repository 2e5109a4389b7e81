import type { Timers } from '../api/timers.ts';

/** What was measured of the way to the service. */
export interface ConnectionMeasure {
  readonly roundTripMs: number;
  readonly downKbps: number;
  readonly upKbps: number;
}

export type ConnectionResult =
  | { readonly kind: 'untested' }
  | { readonly kind: 'testing' }
  | { readonly kind: 'measured'; readonly rating: ConnectionRating; readonly measure: ConnectionMeasure }
  | { readonly kind: 'failed' };

export type ConnectionRating = 'good' | 'fair' | 'poor';

const PATH = '/api/connection-check';
const DOWN_BYTES = 400_000;
const UP_BYTES = 200_000;
/** A connection that needs longer than this for so little is poor, whatever the exact number. */
const WITHIN_MS = 20_000;

/**
 * What Teams needs for a video call between two people, with some room: 1.5 Mbit/s for good video, 500 kbit/s
 * for any; below that sound alone is the better visit.
 *
 * @see {@link https://learn.microsoft.com/microsoftteams/prepare-network#bandwidth-requirements}
 */
export function rateConnection({ roundTripMs, downKbps, upKbps }: ConnectionMeasure): ConnectionRating {
  const narrower = Math.min(downKbps, upKbps);
  if (narrower >= 1500 && roundTripMs <= 200) return 'good';
  return narrower >= 500 && roundTripMs <= 500 ? 'fair' : 'poor';
}

/** @throws when the service cannot be reached, or the connection is too slow to finish. */
export async function measureConnection(deps: {
  fetch: typeof fetch;
  nowMs: () => number;
  timers: Timers;
}): Promise<ConnectionMeasure> {
  const abort = new AbortController();
  const cancelTimeout = deps.timers.after(WITHIN_MS, () => abort.abort());
  const timed = async (bytes: number, upload?: Uint8Array<ArrayBuffer>): Promise<number> => {
    const started = deps.nowMs();
    const response = await deps.fetch(upload === undefined ? `${PATH}?bytes=${bytes}` : PATH, {
      ...(upload === undefined ? {} : { method: 'POST', body: upload }),
      cache: 'no-store',
      signal: abort.signal,
    });
    if (!response.ok) throw new Error(`connection check answered ${response.status}`);
    await response.arrayBuffer();
    return Math.max(1, deps.nowMs() - started);
  };

  try {
    // The first opens the connection and is not counted.
    await timed(1);
    const trips = [await timed(1), await timed(1), await timed(1)];
    const roundTripMs = trips.sort((a, b) => a - b)[1] ?? 0;
    const downMs = await timed(DOWN_BYTES);
    const upMs = await timed(0, new Uint8Array(UP_BYTES));
    return {
      roundTripMs,
      downKbps: kbps(DOWN_BYTES, downMs - roundTripMs),
      upKbps: kbps(UP_BYTES, upMs - roundTripMs),
    };
  } finally {
    cancelTimeout();
  }
}

/** Bits per millisecond are kilobits per second. */
function kbps(bytes: number, ms: number): number {
  return Math.round((bytes * 8) / Math.max(1, ms));
}
