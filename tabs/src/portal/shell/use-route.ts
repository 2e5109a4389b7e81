import { useMemo, useSyncExternalStore } from 'react';
import { type Route, routeOf } from './route.ts';

export function useRoute(): Route {
  const hash = useSyncExternalStore(
    (changed) => {
      window.addEventListener('hashchange', changed);
      return () => window.removeEventListener('hashchange', changed);
    },
    () => window.location.hash,
  );
  return useMemo(() => routeOf(hash), [hash]);
}
