import { createContext, useContext } from 'react';
import type { Route } from './route.ts';

const RouteContext = createContext<Route | null>(null);

export const RouteProvider = RouteContext.Provider;

/** Where in the portal one is. */
export function useRoute(): Route {
  const route = useContext(RouteContext);
  if (!route) throw new Error('useRoute is called outside a RouteProvider');
  return route;
}
