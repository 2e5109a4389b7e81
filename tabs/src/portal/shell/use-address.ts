import { useMemo, useSyncExternalStore } from 'react';
import { linkedRoute } from './deep-link.ts';
import { type Route, routeOf } from './route.ts';

/**
 * Where the browser's address leads.
 *
 * @param subPageId where a deep link leads, as long as nobody has gone elsewhere.
 */
export function useAddress(subPageId: string | null): Route {
  const hash = useSyncExternalStore(
    (changed) => {
      window.addEventListener('hashchange', changed);
      return () => window.removeEventListener('hashchange', changed);
    },
    () => window.location.hash,
  );
  return useMemo(() => (hash === '' ? linkedRoute(subPageId) : routeOf(hash)), [hash, subPageId]);
}
