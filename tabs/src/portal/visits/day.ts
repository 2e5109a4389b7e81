/** A calendar day where the user is: from its first instant up to, not including, the next day's. */
export interface DayRange {
  readonly from: Date;
  readonly to: Date;
}

/** A calendar day as `YYYY-MM-DD`. */
export type Day = string;

export function dayOf(at: Date): Day {
  const [month, day] = [at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${at.getFullYear()}-${month}-${day}`;
}

/** Days are not always 24 hours long: both ends are midnights of the user's own calendar. */
export function rangeOf(day: Day): DayRange {
  return { from: midnight(day, 0), to: midnight(day, 1) };
}

/** @param days how many days later; negative for earlier. */
export function dayAfter(day: Day, days: number): Day {
  return dayOf(midnight(day, days));
}

export function isDay(text: string): text is Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(midnight(text, 0)) === text;
}

function midnight(day: Day, offset: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + offset);
}
