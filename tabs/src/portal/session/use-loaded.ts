import { useCallback, useEffect, useState } from 'react';
import { failureOf } from './api.ts';
import type { Failure } from './failure.ts';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'ready'; readonly value: T };

/**
 * Something of the service's, asked for when the component appears and whenever `load` becomes another function.
 *
 * @returns `reload` asks again while what is known stays on the page, or starts over after a failure; `replace` puts
 *   what a change was answered with in its place.
 */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>): {
  readonly loaded: Loaded<T>;
  readonly reload: () => void;
  readonly replace: (value: T) => void;
} {
  const [known, setKnown] = useState<{ of: typeof load; loaded: Loaded<T> }>({
    of: load,
    loaded: { state: 'loading' },
  });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    const given = new AbortController();
    const know = (loaded: Loaded<T>) => setKnown({ of: load, loaded });
    load(given.signal).then(
      (value) => !given.signal.aborted && know({ state: 'ready', value }),
      (error: unknown) => !given.signal.aborted && know({ state: 'failed', failure: failureOf(error) }),
    );
    return () => given.abort();
  }, [load, attempt]);

  return {
    loaded: known.of === load ? known.loaded : { state: 'loading' },
    reload: useCallback(() => {
      setKnown((before) =>
        before.loaded.state === 'failed' ? { of: before.of, loaded: { state: 'loading' } } : before,
      );
      setAttempt((count) => count + 1);
    }, []),
    replace: useCallback((value: T) => setKnown({ of: load, loaded: { state: 'ready', value } }), [load]),
  };
}
