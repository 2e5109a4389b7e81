import type { BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';

/** Who waits comes first, the longest wait at the top; then by time, the unscheduled last. */
export function inOrder(visits: Iterable<BoardVisit>): BoardVisit[] {
  return [...visits].sort(
    (a, b) =>
      compare(waitingSince(a), waitingSince(b)) ||
      compare(instant(a.startsAt), instant(b.startsAt)) ||
      compare(a.id, b.id),
  );
}

/** @returns when the wait began, in milliseconds; infinity when nobody waits. */
function waitingSince(visit: BoardVisit): number {
  return visit.state === 'ended' ? Number.POSITIVE_INFINITY : instant(visit.waitingSince);
}

function instant(iso: string | null): number {
  return iso ? Date.parse(iso) : Number.POSITIVE_INFINITY;
}

function compare<T extends number | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
