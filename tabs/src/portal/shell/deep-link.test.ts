import { expect, it } from 'vitest';
import { linkedRoute } from './deep-link.ts';

it('leads a deep link to a connection’s section, to a visit, or to where one starts', () => {
  expect(linkedRoute('connections/c1/approval')).toMatchObject({
    feature: 'connections',
    path: ['c1', 'approval'],
  });
  expect(linkedRoute('connections')).toMatchObject({ feature: 'connections', path: [] });
  expect(linkedRoute('3f0c7a3e')).toMatchObject({ feature: 'visits', path: ['3f0c7a3e'] });
  expect(linkedRoute(null)).toMatchObject({ feature: '', path: [] });
});
