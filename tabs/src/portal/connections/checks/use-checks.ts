import type { CheckResult } from '@ehr-connector/shared/contract/checks.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { failureOf } from '../../session/api.ts';
import { Failure } from '../../session/failure.ts';
import { useSession } from '../../session/session-context.ts';
import { readCheckEvents } from './check-events.ts';

/** A probe or a rehearsal while it runs, and how it ended. */
export type Checks =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly results: readonly CheckResult[] }
  | { readonly state: 'done'; readonly results: readonly CheckResult[]; readonly isGreen: boolean }
  | { readonly state: 'failed'; readonly results: readonly CheckResult[]; readonly failure: Failure };

/**
 * Runs checks of the service's (`POST` to `path`), and stops listening when the component goes.
 *
 * @returns `run` resolves when it is over, one way or the other, to what was found until then.
 */
export function useChecks(path: string): { checks: Checks; run: () => Promise<readonly CheckResult[]> } {
  const { api } = useSession();
  const [checks, setChecks] = useState<Checks>({ state: 'idle' });
  const given = useRef<AbortController | null>(null);
  useEffect(() => () => given.current?.abort(), []);
  const run = useCallback(async () => {
    given.current?.abort();
    const running = new AbortController();
    given.current = running;
    let results: readonly CheckResult[] = [];
    const show = (next: Checks) => running.signal.aborted || setChecks(next);
    show({ state: 'running', results });
    try {
      const stream = await api.openEvents(path, running.signal, 'POST');
      const isGreen = await readCheckEvents(stream, (result) => {
        results = [...results, result];
        show({ state: 'running', results });
      });
      if (isGreen === null) throw new Failure('failed');
      show({ state: 'done', results, isGreen });
    } catch (error) {
      show({ state: 'failed', results, failure: failureOf(error) });
    }
    return results;
  }, [api, path]);
  return { checks, run };
}
