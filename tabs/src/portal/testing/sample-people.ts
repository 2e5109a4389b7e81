import type { Person } from '@ehr-connector/shared/contract/people.ts';
import { idOf } from './sample-visits.ts';

/** Who is signed in. */
export const ADA: Person = {
  id: idOf(901),
  displayName: 'Ada Alder',
  jobTitle: 'Microsoft 365 administrator',
  username: 'ada@northwind.example',
};
export const EDGAR: Person = {
  id: idOf(910),
  displayName: 'Edgar Elm',
  jobTitle: 'Epic analyst',
  username: 'edgar@northwind.example',
};
export const VISITS_ACCOUNT: Person = {
  id: idOf(911),
  displayName: 'Virtual Visits 1',
  jobTitle: '',
  username: 'visits1@northwind.example',
};
const EDITH: Person = {
  id: idOf(912),
  displayName: 'Edith Elder',
  jobTitle: 'Nurse manager',
  username: 'edith@northwind.example',
};

export const SAMPLE_PEOPLE: readonly Person[] = [ADA, EDGAR, VISITS_ACCOUNT, EDITH];

/** A square of one colour, for whoever has a photo. */
export const PHOTO_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
