import { type Route, routeOf } from './route.ts';

const CONNECTION = /^connections(\/|$)/;

/**
 * Where a Teams deep link leads (`subPageId`): `connections/<id>[/<section>]`, or the id of a visit.
 *
 * @param subPageId null without a deep link.
 */
export function linkedRoute(subPageId: string | null): Route {
  if (subPageId === null) return routeOf('');
  return routeOf(CONNECTION.test(subPageId) ? `#/${subPageId}` : `#/visits/${subPageId}`);
}
