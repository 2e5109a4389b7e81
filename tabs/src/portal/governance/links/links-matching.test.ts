import type { ClinicianLinks } from '@ehr-connector/shared/contract/clinician-links.ts';
import { expect, it } from 'vitest';
import { CLEO } from '../testing/sample-connection.ts';
import { linksMatching } from './links-matching.ts';

const link = (ehrUser: string, person: ClinicianLinks['links'][number]['person']) => ({
  id: ehrUser,
  ehrUser,
  person,
  linkedAt: '2026-01-05T09:00:00.000Z',
});
const links = [link('Practitioner/eA1', CLEO), link('Practitioner/eB2', null)];

it.each([
  ['', 2],
  ['ea1', 1],
  ['cedar CLEO', 1],
  ['cleo eb2', 0],
  ['northwind.example', 1],
])('finds "%s" in EHR user, name and user name', (search, count) => {
  expect(linksMatching(links, search)).toHaveLength(count);
});
