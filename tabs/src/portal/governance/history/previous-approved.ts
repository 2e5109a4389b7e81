import type { Revision } from '@ehr-connector/shared/contract/configuration.ts';

/** What served, as far as revisions tell, when `revision` was begun: the last one approved with a lower number. */
export function previousApproved(history: readonly Revision[], revision: Revision): Revision | null {
  return history
    .filter(({ number, state }) => state === 'approved' && number < revision.number)
    .reduce<Revision | null>((last, one) => (last === null || one.number > last.number ? one : last), null);
}
