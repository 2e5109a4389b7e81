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

export const skipped = <C extends Check>(check: C, finding: FindingOf<C> | null = null): CheckResult => ({
  check,
  outcome: 'skipped',
  finding,
  details: {},
});

const LONGEST_DETAIL = 500;
const CONTROLS = /\p{Cc}/gu;

/** What an EHR says of itself may be as long as a book, or no text that a database keeps. */
export const keepable = (result: CheckResult): CheckResult => ({
  ...result,
  details: Object.fromEntries(
    Object.entries(result.details).map(([name, value]) => [
      name,
      value.slice(0, LONGEST_DETAIL).toWellFormed().replaceAll(CONTROLS, '\ufffd'),
    ]),
  ),
});

/** Whether a database keeps the text as it is. */
export const isKeepable = (text: string): boolean => text.isWellFormed() && text.search(CONTROLS) < 0;

/** A list as it stands in a sentence. */
export const listed = (items: readonly string[]): string => items.join(', ');
