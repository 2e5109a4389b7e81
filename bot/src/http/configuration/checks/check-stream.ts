import type { ServerResponse } from 'node:http';
import type { CheckDone } from '@ehr-connector/shared/contract/checks.ts';
import type { CheckResult } from '@ehr-connector/shared/domain/connections/probe.ts';
import type { Metrics } from '../../../work/metrics.ts';
import { type EventStream, openEventStream } from '../../event-stream.ts';
import type { CheckTurns } from './check-turns.ts';
import { toCheckView } from './check-view.ts';

/** Probes and rehearsals have limits of their own; beyond this one, something hangs. */
const LASTS_AT_MOST_MS = 120_000;

/** Work that tells what it finds as it goes on, until it is done or nobody listens any more. */
export type Checking = (
  onResult: (result: CheckResult) => void,
  signal: AbortSignal,
) => Promise<{ readonly isGreen: boolean }>;

/** Tells checks to whoever asked for them: an event `check` for each result, then `done`. */
export type TellChecks = (
  asked: { readonly organizationId: string; readonly res: ServerResponse; readonly signal: AbortSignal },
  checking: Checking,
) => Promise<void>;

export function createTellChecks(deps: {
  readonly turns: CheckTurns;
  readonly metrics: Metrics;
}): TellChecks {
  return async ({ organizationId, res, signal }, checking) => {
    const giveBack = deps.turns.take(organizationId);
    deps.metrics.streams.inc({ kind: 'checks' });
    // Opened by the first result: what is refused before is answered as a problem.
    let stream: EventStream | null = null;
    const send = (event: string, data: object) => {
      stream ??= openEventStream(res);
      stream.send(event, data);
    };
    try {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(LASTS_AT_MOST_MS)]);
      const { isGreen } = await checking((result) => send('check', toCheckView(result)), limit);
      const done: CheckDone = { isGreen };
      send('done', done);
      res.end();
    } catch (error) {
      // Whoever left hears of no failure, and leaving is none.
      if (!signal.aborted) throw error;
    } finally {
      giveBack();
      deps.metrics.streams.dec({ kind: 'checks' });
    }
  };
}
