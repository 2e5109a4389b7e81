/** Where in the portal one is: a feature, the rest of its path, and its own settings. Kept in the address' hash. */
export interface Route {
  readonly feature: string;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

/** @param hash as in `location.hash`: `#/visits/<id>?day=2026-11-22`. */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [feature = '', ...rest] = path.split('/').filter((part) => part !== '');
  return { feature, path: rest, query: new URLSearchParams(query) };
}

/** @returns a hash, ready for `location.hash` or a link. */
export function hashOf(route: {
  feature: string;
  path?: readonly string[];
  query?: Readonly<Record<string, string | null>>;
}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(route.query ?? {})) if (value !== null) query.set(name, value);
  const path = [route.feature, ...(route.path ?? [])].join('/');
  return `#/${path}${query.size > 0 ? `?${query}` : ''}`;
}
