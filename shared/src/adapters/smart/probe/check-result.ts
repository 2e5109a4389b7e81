import type { Check, CheckResult, FINDINGS } from '../../../domain/connections/probe.ts';

type FindingOf<C extends Check> = (typeof FINDINGS)[C][number];
type Details = CheckResult['details'];

export const fine = <C extends Check>(
  check: C,
  finding: FindingOf<C>,
  details: Details = {},
): CheckResult => ({
  check,
  outcome: 'fine',
  finding,
  details,
});

export const warning = <C extends Check>(
  check: C,
  finding: FindingOf<C>,
  details: Details = {},
): CheckResult => ({ check, outcome: 'warning', finding, details });

export const failed = <C extends Check>(
  check: C,
  finding: FindingOf<C>,
  details: Details = {},
): CheckResult => ({ check, outcome: 'failed', finding, details });

export const skipped = (check: Check): CheckResult => ({
  check,
  outcome: 'skipped',
  finding: null,
  details: {},
});

/** A list as it stands in a sentence. */
export const listed = (items: readonly string[]): string => items.join(', ');
