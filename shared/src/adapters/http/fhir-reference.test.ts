import { describe, expect, it } from 'vitest';
import { isFhirId, localReference, searchValue } from './fhir-reference.ts';

const BASE = 'https://ehr.example/fhir/R4';

describe('a reference', () => {
  it.each([
    ['Patient/p1', { type: 'Patient', id: 'p1' }],
    [`${BASE}/Patient/p1`, { type: 'Patient', id: 'p1' }],
    ['Patient/p1/_history/2', { type: 'Patient', id: 'p1' }],
    ['RelatedPerson/a-b.C1', { type: 'RelatedPerson', id: 'a-b.C1' }],
  ])('%s is one of this server', (reference, local) => {
    expect(localReference(reference, BASE)).toEqual(local);
    expect(localReference(reference, `${BASE}/`)).toEqual(local);
  });

  it.each([
    'https://elsewhere.example/fhir/R4/Patient/p1',
    `${BASE}2/Patient/p1`,
    `${BASE}/../R4/Patient/p1`,
    `${BASE}.evil.example/Patient/p1`,
    'http://ehr.example/fhir/R4/Patient/p1',
    '//elsewhere.example/Patient/p1',
    '/Patient/p1',
    'Patient/..',
    'Patient/.',
    'Patient/p1/',
    'Patient/p1?x=y',
    'Patient/p1#contained',
    '#contained',
    'Patient/p1/../p2',
    'patient/p1',
    'Patient',
    '',
    null,
    7,
  ])('%j is none', (reference) => {
    expect(localReference(reference, BASE)).toBeNull();
  });
});

describe('an id', () => {
  it.each(['1', 'a-b.c', 'x'.repeat(64)])('may be %s', (id) => expect(isFhirId(id)).toBe(true));
  it.each(['', '.', '..', 'a/b', 'a b', 'a_b', 'x'.repeat(65), 1, null])('may not be %j', (id) =>
    expect(isFhirId(id)).toBe(false),
  );
});

it('escapes what FHIR searches give a meaning to', () => {
  expect(searchValue('a,b|c$d\\e')).toBe('a\\,b\\|c\\$d\\\\e');
});
