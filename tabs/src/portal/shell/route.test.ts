import { expect, it } from 'vitest';
import { hashOf, routeOf } from './route.ts';

it('reads feature, path and settings from the address', () => {
  const { feature, path, query } = routeOf('#/visits/abc?day=2026-11-22');
  expect({ feature, path, day: query.get('day') }).toEqual({
    feature: 'visits',
    path: ['abc'],
    day: '2026-11-22',
  });
});

it('takes an empty address for no feature', () => {
  for (const hash of ['', '#', '#/']) expect(routeOf(hash)).toMatchObject({ feature: '', path: [] });
});

it('writes what it reads', () => {
  const hash = hashOf({ feature: 'visits', path: ['abc'], query: { day: '2026-11-22', none: null } });
  expect(hash).toBe('#/visits/abc?day=2026-11-22');
  expect(hashOf({ feature: 'visits' })).toBe('#/visits');
});
