import { People, type Person } from '@ehr-connector/shared/contract/people.ts';
import { useEffect, useState } from 'react';
import { failureOf } from '../../session/api.ts';
import type { Failure } from '../../session/failure.ts';
import { useSession } from '../../session/session-context.ts';

/** How long somebody stops typing before the directory is asked. */
const PAUSE_MS = 250;

export type Search =
  | { readonly state: 'idle' | 'searching' }
  | { readonly state: 'found'; readonly people: readonly Person[] }
  | { readonly state: 'failed'; readonly failure: Failure };

/** Looks people up while one types; an answer that a later one has overtaken is dropped. */
export function usePeopleSearch(text: string): { search: Search; retry: () => void } {
  const { api } = useSession();
  const wanted = text.trim();
  const [known, setKnown] = useState<{ text: string; search: Search }>({
    text: '',
    search: { state: 'idle' },
  });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    if (wanted === '') return;
    const given = new AbortController();
    const know = (search: Search) => given.signal.aborted || setKnown({ text: wanted, search });
    const timer = setTimeout(() => {
      const query = new URLSearchParams({ search: wanted });
      api.get(`/api/people?${query}`, People, given.signal).then(
        ({ people }) => know({ state: 'found', people }),
        (error: unknown) => know({ state: 'failed', failure: failureOf(error) }),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [api, wanted, attempt]);
  return {
    search: wanted === '' ? { state: 'idle' } : known.text === wanted ? known.search : { state: 'searching' },
    retry: () => {
      setKnown({ text: '', search: { state: 'idle' } });
      setAttempt((count) => count + 1);
    },
  };
}
