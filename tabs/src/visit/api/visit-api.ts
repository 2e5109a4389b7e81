import type {
  HandoverCode,
  HandoverRedemption,
  PageSignal,
  PatientVisit,
} from '@ehr-connector/shared/contract/patient-visit.ts';
import type { Problem } from '@ehr-connector/shared/contract/problem.ts';
import type { Answer } from './answer.ts';
import type { Timers } from './timers.ts';

/** What the page asks of the service about its one visit. Nothing throws: a failure is an answer too. */
export interface VisitApi {
  visit(): Promise<Answer<PatientVisit>>;
  signal(signal: PageSignal): Promise<Answer<void>>;
  /** For the moment the page goes away: sent without waiting; false when the browser refused to take it. */
  signalOnClose(signal: PageSignal): boolean;
  handoverCode(): Promise<Answer<HandoverCode>>;
  redeem(code: string): Promise<Answer<void>>;
  /** Ends the session on this device. */
  leave(): Promise<Answer<void>>;
}

/** Longer than a slow mobile network needs, shorter than a person waits before pressing reload. */
const ANSWER_WITHIN_MS = 15_000;

export function createVisitApi(deps: {
  visitId: string;
  fetch: typeof fetch;
  sendBeacon: Navigator['sendBeacon'];
  timers: Timers;
}): VisitApi {
  const base = `/api/visits/${encodeURIComponent(deps.visitId)}`;

  async function ask<T>(
    path: string,
    read: (response: Response) => Promise<T>,
    body?: unknown,
  ): Promise<Answer<T>> {
    const abort = new AbortController();
    const cancelTimeout = deps.timers.after(ANSWER_WITHIN_MS, () => abort.abort());
    try {
      const response = await deps.fetch(base + path, {
        ...(body === undefined
          ? {}
          : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
        cache: 'no-store',
        credentials: 'same-origin',
        signal: abort.signal,
      });
      if (!response.ok) return await refused(response);
      return { kind: 'ok', value: await read(response) };
    } catch {
      // Offline, timed out, or cut off half-way: to the person it is all one.
      return { kind: 'refused', why: { kind: 'unreachable' }, retryAfterMs: null };
    } finally {
      cancelTimeout();
    }
  }

  return {
    visit: () => ask('/patient', (response) => response.json() as Promise<PatientVisit>),
    signal: (signal) => ask('/signals', nothing, signal),
    signalOnClose: (signal) =>
      deps.sendBeacon(`${base}/signals`, new Blob([JSON.stringify(signal)], { type: 'application/json' })),
    handoverCode: () => ask('/handover', (response) => response.json() as Promise<HandoverCode>, {}),
    redeem: (code) => ask('/handover/redeem', nothing, { code } satisfies HandoverRedemption),
    leave: () => ask('/leave', nothing, {}),
  };
}

async function nothing(): Promise<void> {}

async function refused(response: Response): Promise<Answer<never>> {
  const problem = await problemIn(response);
  const seconds = Number(response.headers.get('retry-after'));
  return {
    kind: 'refused',
    why: {
      kind: 'problem',
      status: response.status,
      code: problem.code ?? '',
      reference: problem.reference ?? '',
    },
    retryAfterMs: seconds > 0 ? seconds * 1000 : null,
  };
}

/** A proxy in between answers with a page of its own, without code or reference. */
async function problemIn(response: Response): Promise<Partial<Problem>> {
  try {
    return (await response.json()) as Partial<Problem>;
  } catch {
    return {};
  }
}
