import type { BoardWriteback } from '@ehr-connector/shared/contract/visit-board.ts';

/**
 * What of the EHR's story fits a line of the board: everything it has not been told yet, and the last thing it was
 * told about each participant; in the order of the story.
 */
export function summaryOf(writebacks: readonly BoardWriteback[]): BoardWriteback[] {
  const lastSent = new Map<string, BoardWriteback>();
  for (const writeback of writebacks) {
    if (writeback.state === 'sent') lastSent.set(writeback.participantId, writeback);
  }
  return writebacks.filter(
    (writeback) => writeback.state !== 'sent' || lastSent.get(writeback.participantId) === writeback,
  );
}
