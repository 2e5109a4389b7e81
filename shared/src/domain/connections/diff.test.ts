import { expect, it } from 'vitest';
import { CONTENT, EPIC_WRITEBACK } from './configuring.test-support.ts';
import { differences } from './diff.ts';
import { FIRST_SETTINGS } from './first-content.ts';

it('names each place that differs, with both values', () => {
  const changed = { ...CONTENT, clientId: 'client-2', approver: null };
  expect(differences(CONTENT, changed)).toEqual([
    { path: 'clientId', before: 'client-1', after: 'client-2' },
    { path: 'approver', before: CONTENT.approver, after: null },
  ]);
  expect(differences(CONTENT, structuredClone(CONTENT))).toEqual([]);
});

it('takes the order of plain values for nothing, and their number for something', () => {
  const of = (organizers: string[]) => ({ organizers });
  expect(differences(of(['a', 'b']), of(['b', 'a']))).toEqual([]);
  expect(differences(of(['a', 'b']), of(['a', 'a']))).toEqual([
    { path: 'organizers', before: ['a', 'b'], after: ['a', 'a'] },
  ]);
  expect(differences(of(['a']), of(['a', 'a']))).toHaveLength(1);
});

it('goes into what is written, unless it became another thing', () => {
  const { url } = EPIC_WRITEBACK;
  const moved = { writeback: { ...EPIC_WRITEBACK, url: 'https://other.example/' } };
  expect(differences({ writeback: EPIC_WRITEBACK }, moved)).toEqual([
    { path: 'writeback.url', before: url, after: 'https://other.example/' },
  ]);
  expect(differences({ writeback: { kind: 'none' } }, { writeback: EPIC_WRITEBACK })).toEqual([
    { path: 'writeback', before: { kind: 'none' }, after: EPIC_WRITEBACK },
  ]);
});

it('tells shares and departments by what names them, wherever they stand in their list', () => {
  const cardiology = { ehrId: '1', name: 'Cardiology', fallback: null };
  const neurology = { ehrId: '2', name: 'Neurology', fallback: null };
  const renamed = { ...cardiology, name: 'Heart' };
  const settings = (departments: object[]) => ({ ...FIRST_SETTINGS, departments });
  expect(differences(settings([cardiology, neurology]), settings([neurology, cardiology]))).toEqual([]);
  expect(differences(settings([cardiology, neurology]), settings([neurology, renamed]))).toEqual([
    { path: 'departments[1].name', before: 'Cardiology', after: 'Heart' },
  ]);
  expect(differences(settings([cardiology]), settings([cardiology, neurology]))).toEqual([
    { path: 'departments[2]', before: null, after: neurology },
  ]);
  const share = { tenantId: 't', departments: ['1'] };
  expect(differences({ shares: [share] }, { shares: [{ ...share, departments: ['1', '2'] }] })).toEqual([
    { path: 'shares[t].departments', before: ['1'], after: ['1', '2'] },
  ]);
});
