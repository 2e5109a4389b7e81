import type { PatientVisit } from '@ehr-connector/shared/contract/patient-visit.ts';
import { isPassing, type Refusal } from './answer.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { Cancel, Timers } from './timers.ts';
import type { VisitApi } from './visit-api.ts';

/** Opens the stream of the visit's changes; the returned function closes it. */
export type OpenVisitStream = (handlers: {
  onVisit: (visit: PatientVisit) => void;
  /** The stream broke, or never opened. It has been closed. */
  onBroken: () => void;
}) => Cancel;

/** Keeps the page told of its visit, by a stream while there is one and by asking while there is none. */
export interface VisitFeed {
  /** Asks at once and opens the stream anew: at the start, after a pause, or to shorten a wait. */
  refresh(): void;
  stop(): void;
}

/** While the stream is broken, the page asks this often. */
const ASK_EVERY_MS = 5_000;
/** A stream that the network has lost says nothing at all, so a quiet one is doubted. */
const DOUBT_AFTER_MS = 30_000;

export function createVisitFeed(deps: {
  api: Pick<VisitApi, 'visit'>;
  openStream: OpenVisitStream;
  timers: Timers;
  random: () => number;
  onVisit: (visit: PatientVisit) => void;
  /** Asking failed; a refusal that will not pass has also stopped the feed. */
  onRefused: (why: Refusal) => void;
}): VisitFeed {
  let closeStream: Cancel | null = null;
  let lastKnown = '';
  let cancelNext: Cancel = () => {};
  let failures = 0;
  let generation = 0;

  function hangUp(): void {
    closeStream?.();
    closeStream = null;
  }

  function stop(): void {
    generation += 1;
    cancelNext();
    hangUp();
  }

  function tell(visit: PatientVisit): void {
    lastKnown = JSON.stringify(visit);
    deps.onVisit(visit);
  }

  function plan(delayMs: number): void {
    cancelNext();
    cancelNext = deps.timers.after(delayMs, () => void ask());
  }

  function listen(): void {
    closeStream ??= deps.openStream({
      onVisit(visit) {
        // What is asked for now was answered before this event, or says the same: the event is newer.
        generation += 1;
        tell(visit);
        plan(DOUBT_AFTER_MS);
      },
      onBroken() {
        closeStream = null;
        plan(ASK_EVERY_MS);
      },
    });
  }

  async function ask(): Promise<void> {
    cancelNext();
    generation += 1;
    const mine = generation;
    const answer = await deps.api.visit();
    if (mine !== generation) return;

    if (answer.kind === 'ok') {
      failures = 0;
      // The stream should have said so: it is dead.
      if (JSON.stringify(answer.value) !== lastKnown) hangUp();
      tell(answer.value);
      plan(closeStream === null ? ASK_EVERY_MS : DOUBT_AFTER_MS);
      listen();
      return;
    }
    failures += 1;
    if (isPassing(answer.why)) plan(answer.retryAfterMs ?? retryDelayMs(failures, deps.random()));
    else stop();
    deps.onRefused(answer.why);
  }

  return {
    refresh() {
      hangUp();
      void ask();
    },
    stop,
  };
}

/** The stream as server-sent events. The browser's own reconnection is not used: it never says why it failed. */
export function visitStreamOf(visitId: string): OpenVisitStream {
  return ({ onVisit, onBroken }) => {
    const source = new EventSource(`/api/visits/${encodeURIComponent(visitId)}/patient/events`);
    source.addEventListener('visit', (event) => onVisit(JSON.parse(event.data) as PatientVisit));
    source.addEventListener('error', () => {
      source.close();
      onBroken();
    });
    return () => source.close();
  };
}
