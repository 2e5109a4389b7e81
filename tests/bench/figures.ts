/** One line of the table: what we take, beside what cannot be avoided, measured in the same minute. */
export interface Row {
  readonly measure: string;
  readonly ours: string;
  readonly floor: string;
  /** Ours to floor, so that below 1 is better for times and sizes, and above 1 for rates. */
  readonly ratio: string;
}

/** How much is measured: the whole, or just enough to see that everything still runs. */
export interface Effort {
  readonly launches: number;
  readonly arrivals: number;
  readonly secondsOfRate: number;
  readonly outboxLines: number;
  readonly pageLoads: number;
  readonly streams: number;
}

export const FULL: Effort = {
  launches: 100,
  arrivals: 50,
  secondsOfRate: 6,
  outboxLines: 3_000,
  pageLoads: 5,
  streams: 500,
};

export const QUICK: Effort = {
  launches: 4,
  arrivals: 3,
  secondsOfRate: 0.5,
  outboxLines: 50,
  pageLoads: 1,
  streams: 20,
};

/** The value that a share of all values does not exceed: `percentile(times, 0.95)`. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError('there is nothing to rank');
  return value;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Times in milliseconds against the floor's, by their medians and 95th percentiles. */
export function timesRow(measure: string, ours: readonly number[], floor: readonly number[]): Row {
  const pair = (times: readonly number[]) =>
    `${ms(percentile(times, 0.5))} / ${ms(percentile(times, 0.95))} ms`;
  const ratio = (share: number) => times(percentile(ours, share) / percentile(floor, share));
  return { measure, ours: pair(ours), floor: pair(floor), ratio: `${ratio(0.5)} / ${ratio(0.95)}` };
}

/** One number against the floor's, both in `unit`. */
export function numberRow(measure: string, unit: string, ours: number, floor: number): Row {
  return {
    measure,
    ours: `${whole(ours)} ${unit}`,
    floor: `${whole(floor)} ${unit}`,
    ratio: times(ours / floor),
  };
}

const ms = (value: number): string => (value < 10 ? value.toFixed(1) : whole(value));
const whole = (value: number): string =>
  value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
const times = (value: number): string =>
  `${value < 0.1 ? value.toFixed(3) : value.toFixed(value < 10 ? 2 : 0)}×`;
