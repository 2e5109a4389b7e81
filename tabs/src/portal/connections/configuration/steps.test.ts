import { expect, it } from 'vitest';
import { GREEN_CHECKS, reportOf, sampleRevision } from '../../testing/sample-connections.ts';
import { fieldLabel, isComplete, lacksOf, stepHash, stepOf } from './steps.ts';

const lacking = (...missing: string[]) => ({ missing, probe: null });

it('tells of an address that was not checked only that', () => {
  expect(lacksOf(lacking('authority', 'probe')).map(({ path }) => path)).toEqual(['probe']);
  expect(lacksOf(lacking('authority')).map(({ path }) => path)).toEqual(['authority']);
});

it('says of a check whether there is none that counts, or what was checked has changed', () => {
  const words = (isOutdated: boolean) => {
    const probe = { ...reportOf(GREEN_CHECKS), isOutdated };
    return lacksOf({ missing: ['probe'], probe })[0]?.place;
  };
  const there = { step: 'address', field: 'check' };
  expect(words(false)).toEqual({ ...there, words: 'missing.probe' });
  expect(words(true)).toEqual({ ...there, words: 'check.outdated' });
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
    'sessionKeySource',
    'writeback',
  ];
  expect(lacksOf(lacking(...paths)).map(({ place }) => place?.step)).toEqual([
    'address',
    'registration',
    'people',
    'people',
    'visits',
    'visits',
    'visits',
    'visits',
    'visits',
  ]);
  expect(lacksOf(lacking('somethingNew'))).toEqual([{ path: 'somethingNew', place: null }]);
});

it('counts a step as complete when nothing of it is missing, and the EHR has activated the client', () => {
  const draft = sampleRevision({ missing: ['organizers'] });
  expect(isComplete('address', draft)).toBe(true);
  expect(isComplete('people', draft)).toBe(false);
  expect(isComplete('review', sampleRevision({ missing: [] }))).toBe(false);
  expect(isComplete('registration', draft)).toBe(false);
  const active = { ...draft, registration: { state: 'active' as const, since: draft.createdAt } };
  expect(isComplete('registration', active)).toBe(true);
});

it('finds the step of what cannot be saved', () => {
  expect(
    ['fhirBaseUrl', 'clientId', 'organizers.0', 'writeback.url', 'shares.0.tenantId'].map(stepOf),
  ).toEqual(['address', 'registration', 'people', 'visits', 'visits']);
});

it('has a name for each field that may be wrong', () => {
  expect(
    ['clientId', 'onlyDepartments', 'writeback.url', 'writeback.vendorName', 'shares.0.departments'].map(
      fieldLabel,
    ),
  ).toEqual([
    'content.clientId',
    'departments.ids',
    'content.writeback.url',
    'content.writeback.vendorName',
    'content.shares',
  ]);
});

it('leads to a field', () => {
  expect(stepHash({ id: 'c1' }, 'people', 'approver')).toBe(
    '#/connections/c1/configuration/people?field=approver',
  );
});
