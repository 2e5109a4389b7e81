import type { PageSignal } from '@ehr-connector/shared/contract/patient-visit.ts';
import { isPassing, type Refusal } from './answer.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { Cancel, Timers } from './timers.ts';
import type { VisitApi } from './visit-api.ts';

/** Tells the service that this page is open, for as long as it is. */
export interface Signals {
  /** Says `here` at once and then every ten seconds. Calling again while running only says `here` at once. */
  start(): void;
  /** Says that the patient came back to the page after the hand-over; repeated until the service has it. */
  back(): void;
  /** Falls silent, saying `closing` once: for a page that goes away for good. */
  close(): void;
  /** Falls silent without a word. */
  stop(): void;
}

const HERE_EVERY_MS = 10_000;

/**
 * One signal is under way at a time. A `back` that got no answer is sent again with the same number, which
 * the service takes once; a `here` is not repeated but said anew, since it speaks of the moment it is sent.
 */
export function createSignals(deps: {
  api: Pick<VisitApi, 'signal' | 'signalOnClose'>;
  timers: Timers;
  /** A UUID, new at every load. */
  pageId: string;
  random: () => number;
  /** The service took a signal, or refused one. */
  onAnswer: (why: Refusal | null) => void;
}): Signals {
  let sequence = 0;
  let failures = 0;
  let isRunning = false;
  let isSending = false;
  let backWanted: PageSignal | null = null;
  let cancelNext: Cancel = () => {};

  const numbered = (kind: PageSignal['kind']): PageSignal => ({
    pageId: deps.pageId,
    sequence: sequence++,
    kind,
  });

  function plan(delayMs: number): void {
    cancelNext();
    cancelNext = deps.timers.after(delayMs, () => void send());
  }

  async function send(): Promise<void> {
    if (!isRunning || isSending) return;
    const signal = backWanted ?? numbered('here');
    cancelNext();
    isSending = true;
    const answer = await deps.api.signal(signal);
    isSending = false;
    if (!isRunning) return;

    if (answer.kind === 'refused' && isPassing(answer.why)) {
      failures += 1;
      deps.onAnswer(answer.why);
      plan(answer.retryAfterMs ?? retryDelayMs(failures, deps.random()));
      return;
    }
    failures = 0;
    if (signal === backWanted) backWanted = null;
    plan(backWanted === null ? HERE_EVERY_MS : 0);
    deps.onAnswer(answer.kind === 'refused' ? answer.why : null);
  }

  return {
    start() {
      isRunning = true;
      void send();
    },
    back() {
      backWanted ??= numbered('back');
      void send();
    },
    close() {
      if (!isRunning) return;
      isRunning = false;
      cancelNext();
      deps.api.signalOnClose(numbered('closing'));
    },
    stop() {
      isRunning = false;
      cancelNext();
    },
  };
}
