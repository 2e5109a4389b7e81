import type { Directory } from '../data/directory.ts';
import type { Visit } from '../data/model.ts';

/** One line of a schedule: a visit, or all visits of a group. */
export interface ScheduleRow {
  /** What a launch of this line is about, and where writebacks about it are found. */
  readonly sessionId: string;
  readonly visits: readonly [Visit, ...Visit[]];
}

/** A clinician's visits in order of time, groups drawn together. */
export function scheduleRows(
  directory: Directory,
  clinicianKey: string,
  day: Visit['day'],
): readonly ScheduleRow[] {
  const rows = new Map<string, ScheduleRow>();
  for (const visit of directory.data.visits) {
    if (visit.day !== day || !visit.clinicianKeys.includes(clinicianKey)) continue;
    const sessionId = visit.conferenceId ?? visit.csn;
    const row = rows.get(sessionId);
    rows.set(sessionId, row ? { sessionId, visits: [...row.visits, visit] } : { sessionId, visits: [visit] });
  }
  return [...rows.values()].sort(
    (one, other) => one.visits[0].start.getTime() - other.visits[0].start.getTime(),
  );
}
