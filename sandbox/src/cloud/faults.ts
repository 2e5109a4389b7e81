import { matchesTarget } from './request-log.ts';

/** Parts of the cloud that can be made to fail; `entra` and `graph` cover all of theirs. */
export const FAULT_TARGETS = [
  'entra',
  'entra.authorize',
  'entra.metadata',
  'entra.token',
  'graph',
  'graph.meetings',
  'graph.apps',
  'graph.users',
  'graph.subscriptions',
  'connector',
  'notifications',
  'activities',
] as const;
export type FaultTarget = (typeof FAULT_TARGETS)[number];

/**
 * What goes wrong. `drop-answer` does the work and breaks the connection instead of answering. The last three are
 * for what the cloud sends (`notifications`, `activities`): sent twice, late, or after the one that follows it.
 */
export const FAULT_KINDS = [
  'down',
  'slow',
  '401',
  '403',
  '429',
  '500',
  'drop-answer',
  'duplicate',
  'delay',
  'out-of-order',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A switch that is on. */
export interface Fault {
  readonly target: FaultTarget;
  readonly kind: FaultKind;
  /** How many requests it meets before it goes off by itself; `null` until it is cleared. */
  readonly count: number | null;
  /** For `slow`, `delay` and `out-of-order`. */
  readonly delayMs: number;
  /** For `429`. */
  readonly retryAfterSeconds: number;
  /** Only requests whose path contains this text; `null` for all. */
  readonly pathContains: string | null;
}

/** The switches of the cloud. */
export interface Faults {
  set(fault: Pick<Fault, 'target' | 'kind'> & Partial<Fault>): Fault;
  /** The fault that meets this request, counted down; `null` when all is well. */
  take(target: string, path: string): Fault | null;
  list(): readonly Fault[];
  clear(target?: string): void;
}

export function createFaults(): Faults {
  let active: Fault[] = [];
  return {
    set(given) {
      const fault: Fault = { count: null, delayMs: 2000, retryAfterSeconds: 1, pathContains: null, ...given };
      active.push(fault);
      return fault;
    },
    take(target, path) {
      const index = active.findIndex(
        (fault) =>
          matchesTarget(fault.target, target) &&
          (fault.pathContains === null || path.includes(fault.pathContains)),
      );
      const fault = active[index];
      if (fault === undefined) return null;
      if (fault.count !== null) {
        const left = fault.count - 1;
        active = left > 0 ? active.with(index, { ...fault, count: left }) : active.toSpliced(index, 1);
      }
      return fault;
    },
    list: () => active,
    clear(target) {
      active = target === undefined ? [] : active.filter((fault) => !matchesTarget(target, fault.target));
    },
  };
}

/** A fault from outside, checked. @throws {TypeError} with what is wrong. */
export function parseFault(value: unknown): Pick<Fault, 'target' | 'kind'> & Partial<Fault> {
  if (typeof value !== 'object' || value === null) throw new TypeError('A fault is a JSON object.');
  const given: Record<string, unknown> = { ...value };
  const target = FAULT_TARGETS.find((name) => name === given.target);
  const kind = FAULT_KINDS.find((name) => name === String(given.kind));
  if (target === undefined) throw new TypeError(`target is one of ${FAULT_TARGETS.join(', ')}.`);
  if (kind === undefined) throw new TypeError(`kind is one of ${FAULT_KINDS.join(', ')}.`);
  return {
    target,
    kind,
    ...positive(given, 'count'),
    ...positive(given, 'delayMs'),
    ...positive(given, 'retryAfterSeconds'),
    ...(typeof given.pathContains === 'string' && { pathContains: given.pathContains }),
  };
}

function positive(given: Record<string, unknown>, name: string): Record<string, number> {
  const value = given[name];
  if (value === undefined || value === null || value === '') return {};
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new TypeError(`${name} is a whole number from 1 up.`);
  return { [name]: number };
}
