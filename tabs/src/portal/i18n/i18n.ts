import type { Locale } from './locale.ts';
import type { MessageKey, MessageParams, Messages, PluralKey } from './messages.ts';

const MINUTE_MS = 60_000;

/** Words and formats of one language. */
export interface I18n {
  readonly locale: Locale;
  t<Key extends MessageKey>(key: Key, ...params: MessageParams<Key>): string;
  /** Whether there is such a message. */
  has(key: string): boolean;
  /** A message that depends on a number, which fills its `{count}`. */
  plural(stem: PluralKey, count: number): string;
  /** A time of day, such as `10:31 AM`. */
  time(at: Date): string;
  /** A day in full, such as `Sunday, November 22, 2026`. */
  day(at: Date): string;
  date(at: Date): string;
  /** How long ago, to the minute; the time of day from an hour on. */
  since(at: Date, now: number): string;
  /** A length of time in hours and minutes. @param ms negative counts as nothing. */
  duration(ms: number): string;
  list(items: readonly string[]): string;
}

export function createI18n(locale: Locale, messages: Messages): I18n {
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const times = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const ago = new Intl.RelativeTimeFormat(locale, { style: 'narrow' });
  const hours = new Intl.NumberFormat(locale, { style: 'unit', unit: 'hour', unitDisplay: 'short' });
  const minutes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'short' });
  const units = new Intl.ListFormat(locale, { type: 'unit', style: 'short' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction', style: 'long' });

  const fill = (text: string, params: Readonly<Record<string, string | number>>): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = params[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? numbers.format(value) : value;
    });

  return {
    locale,
    t: (key, ...[params]) => (params ? fill(messages[key], params) : messages[key]),
    has: (key) => Object.hasOwn(messages, key),
    plural: (stem, count) =>
      fill(messages[`${stem}.${plurals.select(count) === 'one' ? 'one' : 'other'}`], { count }),
    time: (at) => times.format(at),
    day: (at) => days.format(at),
    date: (at) => dates.format(at),
    since: (at, now) => {
      const passed = Math.floor((now - at.getTime()) / MINUTE_MS);
      if (passed < 1) return messages['time.justNow'];
      if (passed < 60) return ago.format(-passed, 'minute');
      return fill(messages['time.since'], { time: times.format(at) });
    },
    duration: (ms) => {
      const whole = Math.floor(ms / MINUTE_MS);
      if (whole < 1) return messages['time.underMinute'];
      const [hour, minute] = [Math.floor(whole / 60), whole % 60];
      if (hour === 0) return minutes.format(minute);
      return units.format(minute === 0 ? [hours.format(hour)] : [hours.format(hour), minutes.format(minute)]);
    },
    list: (items) => lists.format(items),
  };
}
