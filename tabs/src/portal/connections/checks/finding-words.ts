import type { CheckResult } from '@ehr-connector/shared/contract/checks.ts';
import type { I18n } from '../../i18n/i18n.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import { FINDINGS, type Finding } from './findings.ts';
import type { checksEnUs } from './messages/en-us.ts';

const KNOWN: ReadonlySet<string> = new Set(Object.values(FINDINGS).flat());

type FixOf<Key> = Key extends `finding.${infer Name}.fix` ? Name : never;
/** Findings after which there is something to do. */
type Fixable = FixOf<keyof typeof checksEnUs>;

const isKnown = (finding: string): finding is Finding => KNOWN.has(finding);

/** What was found, as a sentence; of what was skipped, why. */
export function findingWords({ t }: I18n, { finding }: CheckResult): string {
  if (finding === null) return t('check.skipped');
  return isKnown(finding) ? t(`finding.${finding}`) : t('check.unknown', { finding });
}

/** What to do about it; null where there is nothing to do. */
export function wayOut({ t, has }: I18n, { outcome, finding }: CheckResult): string | null {
  if (outcome === 'fine' || finding === null) return null;
  const key = `finding.${finding}.fix`;
  return has(key) ? t(key as `finding.${Fixable}.fix` & PlainKey) : null;
}

/** Skipped, since what it would look at has not been chosen yet: nothing is wrong. */
export const isNotChosen = ({ outcome, finding }: CheckResult): boolean =>
  outcome === 'skipped' && finding !== null;
