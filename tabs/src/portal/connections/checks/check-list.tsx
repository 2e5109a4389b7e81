import type { CheckResult } from '@ehr-connector/shared/contract/checks.ts';
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import { CheckLine } from './check-line.tsx';
import { CHECKS, type Check } from './findings.ts';

/** What is asked of Microsoft; everything else is asked of the EHR. */
const MICROSOFT: readonly Check[] = ['organizer-licences', 'clinician-licences', 'meeting-policy'];

const useStyles = makeStyles({
  groups: { display: 'grid', gap: tokens.spacingVerticalL },
  group: { display: 'grid', gap: tokens.spacingVerticalXS },
  heading: { margin: 0 },
  lines: { display: 'grid', listStyleType: 'none', margin: 0, padding: 0 },
});

/** Every check, in order: what was found, or how far it is. */
export function CheckList(props: {
  results: readonly CheckResult[];
  isRunning: boolean;
  isOutdated?: boolean;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const byCheck = new Map(props.results.map((result) => [result.check, result]));
  const shown = props.isRunning ? CHECKS : CHECKS.filter((check) => byCheck.has(check));
  // The EHR and Microsoft are asked at the same time: whatever is next in either has its turn.
  const isSkipped = (check: Check) => {
    const result = byCheck.get(check);
    return result?.outcome === 'skipped' && result.finding === null;
  };
  const groups = [
    { title: t('check.group.ehr'), checks: shown.filter((check) => !MICROSOFT.includes(check)) },
    { title: t('check.group.microsoft'), checks: shown.filter((check) => MICROSOFT.includes(check)) },
  ];
  return (
    <div className={styles.groups}>
      {groups
        .filter(({ checks }) => checks.length > 0)
        .map(({ title, checks }) => {
          const next = checks.find((check) => !byCheck.has(check));
          // Once, where the first of them is.
          const first = checks.find(isSkipped);
          return (
            <div key={title} className={styles.group}>
              <Text as="h4" weight="semibold" className={styles.heading}>
                {title}
              </Text>
              <ul className={styles.lines}>
                {checks.map((check) => (
                  <CheckLine
                    key={check}
                    check={check}
                    result={byCheck.get(check)}
                    isRunning={props.isRunning && check === next}
                    isOutdated={props.isOutdated === true}
                    isReasonSaid={check !== first}
                  />
                ))}
              </ul>
            </div>
          );
        })}
    </div>
  );
}
