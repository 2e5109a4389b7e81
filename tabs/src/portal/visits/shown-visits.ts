import type { BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import type { DayRange } from './day.ts';

/** What is on the screen, by visit id. */
export type ShownVisits = ReadonlyMap<string, BoardVisit>;

/**
 * A visit as an event tells it. Events may come twice, late and out of order: one that is not newer than what is
 * shown changes nothing, and then the same map is returned.
 *
 * @param at now, in milliseconds; a visit without a scheduled time belongs to the day on which it is first heard of.
 */
export function withVisit(shown: ShownVisits, visit: BoardVisit, range: DayRange, at: number): ShownVisits {
  const known = shown.get(visit.id);
  if (known && visit.version <= known.version) return shown;
  const belongs = visit.startsAt ? isWithin(range, Date.parse(visit.startsAt)) : known || isWithin(range, at);
  if (!belongs && !known) return shown;
  const next = new Map(shown);
  if (belongs) next.set(visit.id, visit);
  else next.delete(visit.id);
  return next;
}

/**
 * The board as it was fetched, over what was shown: the newer version of each visit wins.
 *
 * @param heardSince visits that an event told of after the board was asked for: the answer may not know them yet.
 */
export function withBoard(
  shown: ShownVisits,
  visits: readonly BoardVisit[],
  heardSince: (visitId: string) => boolean,
): ShownVisits {
  const next = new Map<string, BoardVisit>();
  for (const visit of visits) {
    const known = shown.get(visit.id);
    next.set(visit.id, known && known.version > visit.version ? known : visit);
  }
  for (const [id, visit] of shown) if (!next.has(id) && heardSince(id)) next.set(id, visit);
  return next;
}

function isWithin(range: DayRange, at: number): boolean {
  return range.from.getTime() <= at && at < range.to.getTime();
}
