import { expect, it } from 'vitest';
import {
  approvedRevision,
  proposedRevision,
  sampleDetail,
  sampleRevision,
  summaryOf,
} from '../testing/sample-connections.ts';
import { glancesOf, inOrder } from './connection-states.ts';

const kinds = (connection: Parameters<typeof glancesOf>[0]) => glancesOf(connection).map(({ kind }) => kind);

it('says all that is to be said, the most urgent first', () => {
  const live = approvedRevision();
  expect(kinds(summaryOf(sampleDetail({})))).toEqual(['nothing']);
  expect(kinds(summaryOf(sampleDetail({ state: 'approved', live, open: sampleRevision() })))).toEqual([
    'approved',
    'draft',
  ]);
  expect(kinds(summaryOf(sampleDetail({ open: proposedRevision(), allowed: ['decide'] })))).toEqual([
    'awaits-me',
    'waiting-for-ehr',
  ]);
  expect(glancesOf(summaryOf(sampleDetail({ open: proposedRevision() })))[0]).toEqual({
    kind: 'proposed',
    until: '2026-12-04T09:30:00.000Z',
  });
});

it('says that the last proposal was rejected, until something is under way again', () => {
  const rejected = sampleRevision({ number: 2, state: 'rejected' });
  const live = approvedRevision();
  expect(kinds(summaryOf(sampleDetail({ history: [rejected] })))).toEqual(['rejected']);
  expect(kinds(summaryOf(sampleDetail({ state: 'approved', live, history: [rejected, live] })))).toEqual([
    'approved',
    'rejected',
  ]);
  const open = sampleRevision({ number: 3 });
  expect(kinds(summaryOf(sampleDetail({ open, history: [open, rejected] })))).toEqual(['draft']);
});

it('puts first what waits for the reader, and what is disabled last', () => {
  const connections = [
    sampleDetail({ id: 'off', name: 'A', state: 'disabled', live: approvedRevision() }),
    sampleDetail({ id: 'live', name: 'B', state: 'approved', live: approvedRevision() }),
    sampleDetail({ id: 'draft', name: 'C', open: sampleRevision() }),
    sampleDetail({ id: 'mine', name: 'D', open: proposedRevision(), allowed: ['decide'] }),
  ].map(summaryOf);
  expect(inOrder(connections).map(({ id }) => id)).toEqual(['mine', 'draft', 'live', 'off']);
});
