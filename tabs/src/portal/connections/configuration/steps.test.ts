import { expect, it } from 'vitest';
import { sampleRevision } from '../../testing/sample-connections.ts';
import { isComplete, lacksOf, stepHash, stepOf } from './steps.ts';

it('tells of an address that was not checked only that', () => {
  expect(lacksOf(['authority', 'probe']).map(({ path }) => path)).toEqual(['probe']);
  expect(lacksOf(['authority']).map(({ path }) => path)).toEqual(['authority']);
});

it('says of every path of the service where it is entered, and of a new one that it is missing', () => {
  const paths = [
    'fhirBaseUrl',
    'clientId',
    'organizers',
    'approver',
    'onlyDepartments',
    'writeback.url',
    'credentials',
  ];
  expect(lacksOf(paths).map(({ place }) => place?.step)).toEqual([
    'address',
    'registration',
    'people',
    'people',
    'visits',
    'visits',
    'visits',
  ]);
  expect(lacksOf(['somethingNew'])).toEqual([{ path: 'somethingNew', place: null }]);
});

it('counts a step as complete when nothing of it is missing, and the EHR has activated the client', () => {
  const draft = sampleRevision({ missing: ['organizers'] });
  expect(isComplete('address', draft)).toBe(true);
  expect(isComplete('people', draft)).toBe(false);
  expect(isComplete('review', draft)).toBe(false);
  expect(isComplete('registration', draft)).toBe(false);
  const active = { ...draft, registration: { state: 'active' as const, since: draft.createdAt } };
  expect(isComplete('registration', active)).toBe(true);
});

it('finds the step of what cannot be saved', () => {
  expect(
    ['fhirBaseUrl', 'clientId', 'organizers.0', 'writeback.url', 'shares.0.tenantId'].map(stepOf),
  ).toEqual(['address', 'registration', 'people', 'visits', 'visits']);
});

it('leads to a field', () => {
  expect(stepHash({ id: 'c1' }, 'people', 'approver')).toBe(
    '#/connections/c1/configuration/people?field=approver',
  );
});
