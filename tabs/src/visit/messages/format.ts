import type { Locale } from './locale.ts';

/** Times and amounts as the reader writes them, in the time zone of the device. */
export interface Format {
  /** The time of day; with the date when it is not today. */
  time(at: string | number): string;
  bitrate(kbps: number): string;
}

export function createFormat(deps: { locale: Locale; nowMs: () => number }): Format {
  const clock = new Intl.DateTimeFormat(deps.locale, { hour: 'numeric', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(deps.locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
  });
  const megabits = new Intl.NumberFormat(deps.locale, {
    style: 'unit',
    unit: 'megabit-per-second',
    maximumSignificantDigits: 2,
  });
  return {
    time(at) {
      const date = new Date(at);
      const isToday = date.toDateString() === new Date(deps.nowMs()).toDateString();
      return (isToday ? clock : day).format(date);
    },
    bitrate: (kbps) => megabits.format(kbps / 1000),
  };
}
