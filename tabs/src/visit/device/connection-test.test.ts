import { expect, it } from 'vitest';
import { createManualTimers } from '../testing/manual-timers.ts';
import { measureConnection, rateConnection } from './connection-test.ts';

it.each([
  [{ roundTripMs: 30, downKbps: 50_000, upKbps: 10_000 }, 'good'],
  [{ roundTripMs: 30, downKbps: 50_000, upKbps: 1_499 }, 'fair'],
  [{ roundTripMs: 201, downKbps: 50_000, upKbps: 10_000 }, 'fair'],
  [{ roundTripMs: 30, downKbps: 499, upKbps: 10_000 }, 'poor'],
  [{ roundTripMs: 501, downKbps: 50_000, upKbps: 10_000 }, 'poor'],
] as const)('%o is %s', (measure, rating) => {
  expect(rateConnection(measure)).toBe(rating);
});

/** A line with this much delay and width, and a clock that moves by what each request takes. */
function aLine(line: { roundTripMs: number; kbps: number }) {
  let now = 0;
  return {
    nowMs: () => now,
    timers: createManualTimers(),
    async fetch(url: RequestInfo | URL, request?: RequestInit) {
      const bytes = request?.body
        ? (request.body as Uint8Array).byteLength
        : Number(new URL(String(url), 'http://x').searchParams.get('bytes'));
      now += line.roundTripMs + (bytes * 8) / line.kbps;
      return new Response(null);
    },
  };
}

it('measures delay and width apart', async () => {
  const measure = await measureConnection(aLine({ roundTripMs: 80, kbps: 2_000 }));
  expect(measure.roundTripMs).toBeCloseTo(80, 1);
  expect(measure.downKbps).toBe(2_000);
  expect(measure.upKbps).toBe(2_000);
});

it('fails when the service does not answer as it should', async () => {
  const line = aLine({ roundTripMs: 80, kbps: 2_000 });
  const refused = { ...line, fetch: async () => new Response(null, { status: 503 }) };
  await expect(measureConnection(refused)).rejects.toThrow('503');
});
