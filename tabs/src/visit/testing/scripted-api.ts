import type { PageSignal, PatientVisit } from '@ehr-connector/shared/contract/patient-visit.ts';
import type { Answer, Refusal } from '../api/answer.ts';
import type { VisitApi } from '../api/visit-api.ts';
import type { OpenVisitStream } from '../api/visit-feed.ts';

export const aVisit: PatientVisit = {
  visitId: '5d1c1c52-3f4e-4d46-9a39-0a2b7a5f7c11',
  startsAt: '2026-03-02T10:30:00.000Z',
  state: 'waiting',
  since: '2026-03-02T10:20:00.000Z',
  careTeamNotified: true,
  clinicianInMeeting: false,
  joinUrl: null,
  helpContact: '',
};

export const unreachable: Refusal = { kind: 'unreachable' };

export function problem(code: string, status: number): Refusal {
  return { kind: 'problem', code, status, reference: 'REF' };
}

/** A service that answers as the test says, and remembers what it was told. */
export interface ScriptedApi extends VisitApi {
  /** What the service knows of the visit. */
  current: PatientVisit;
  /** Why it refuses each kind of request now; null where it does not. */
  readonly refuses: {
    visit: Refusal | null;
    signal: Refusal | null;
    redeem: Refusal | null;
    leave: Refusal | null;
  };
  retryAfterMs: number | null;
  readonly signals: PageSignal[];
  readonly beacons: PageSignal[];
  readonly asked: string[];
  /** Sends the visit down the open stream; false when none is open. */
  push(visit: PatientVisit): boolean;
  breakStream(): void;
  readonly openStream: OpenVisitStream;
}

export function createScriptedApi(): ScriptedApi {
  let stream: Parameters<OpenVisitStream>[0] | null = null;
  const answer = <T>(asked: string, refusal: Refusal | null, value: T): Promise<Answer<T>> => {
    api.asked.push(asked);
    return Promise.resolve(
      refusal === null
        ? { kind: 'ok', value }
        : { kind: 'refused', why: refusal, retryAfterMs: api.retryAfterMs },
    );
  };
  const api: ScriptedApi = {
    current: aVisit,
    refuses: { visit: null, signal: null, redeem: null, leave: null },
    retryAfterMs: null,
    signals: [],
    beacons: [],
    asked: [],
    visit: () => answer('visit', api.refuses.visit, api.current),
    signal(signal) {
      api.signals.push(signal);
      return answer('signal', api.refuses.signal, undefined);
    },
    signalOnClose(signal) {
      api.beacons.push(signal);
      return true;
    },
    handoverCode: () => answer('handover', null, { code: 'code', expiresAt: '2026-03-02T10:40:00.000Z' }),
    redeem: (code) => answer(`redeem ${code}`, api.refuses.redeem, undefined),
    leave: () => answer('leave', api.refuses.leave, undefined),
    push(visit) {
      api.current = visit;
      stream?.onVisit(visit);
      return stream !== null;
    },
    breakStream() {
      const broken = stream;
      stream = null;
      broken?.onBroken();
    },
    openStream(handlers) {
      api.asked.push('stream');
      stream = handlers;
      return () => {
        if (stream === handlers) stream = null;
      };
    },
  };
  return api;
}
