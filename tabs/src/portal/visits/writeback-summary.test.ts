import { expect, it } from 'vitest';
import { sampleWriteback } from '../testing/sample-visits.ts';
import { summaryOf } from './writeback-summary.ts';

it('keeps what is still to be told, and the last thing told of each participant', () => {
  const at = '2026-03-02T09:00:00.000Z';
  const story = [
    sampleWriteback({ id: 'a1', participantId: 'a', at }),
    sampleWriteback({ id: 'b1', participantId: 'b', at }),
    sampleWriteback({ id: 'a2', participantId: 'a', at, transition: 'disconnected' }),
    sampleWriteback({ id: 'b2', participantId: 'b', at, state: 'parked' }),
    sampleWriteback({ id: 'b3', participantId: 'b', at, state: 'pending' }),
  ];
  expect(summaryOf(story).map(({ id }) => id)).toEqual(['b1', 'a2', 'b2', 'b3']);
});
