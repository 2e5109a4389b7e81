import type { CheckResult } from '@ehr-connector/shared/contract/checks.ts';
import { makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  CircleHintRegular,
  ErrorCircleFilled,
  SubtractCircleRegular,
  WarningFilled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { useKnownPeople } from '../people/known-people.ts';
import { detailWords } from './detail-words.ts';
import { findingWords, isNotChosen, wayOut } from './finding-words.ts';
import type { Check } from './findings.ts';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: `${tokens.lineHeightBase500} minmax(0, 1fr)`,
    columnGap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  icon: { display: 'inline-flex', fontSize: tokens.fontSizeBase500 },
  words: { display: 'grid', gap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  top: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS, alignItems: 'baseline' },
  quiet: { color: tokens.colorNeutralForeground2 },
  fine: { color: tokens.colorStatusSuccessForeground3 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  failed: { color: tokens.colorStatusDangerForeground3 },
  details: { margin: 0, display: 'grid', gap: tokens.spacingVerticalXXS },
  detail: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalXS, margin: 0 },
  value: { margin: 0, fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

const ICON: Record<CheckResult['outcome'], ReactElement> = {
  fine: <CheckmarkCircleFilled />,
  warning: <WarningFilled />,
  failed: <ErrorCircleFilled />,
  skipped: <SubtractCircleRegular />,
};

/** One check: its name, its outcome in words and as an icon, what was found, and the way out. */
export function CheckLine(props: {
  check: Check;
  result: CheckResult | undefined;
  isRunning: boolean;
  /** Told without the colour of how things are. */
  isOutdated: boolean;
  /** Why it was skipped is said for all that were. */
  isReasonSaid?: boolean;
}) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const { check, result, isRunning } = props;
  const tone =
    result && result.outcome !== 'skipped' && !props.isOutdated ? styles[result.outcome] : styles.quiet;
  const outcome = result ? result.outcome : isRunning ? 'running' : 'waiting';
  const isSkipped = result?.outcome === 'skipped' && result.finding === null;
  const way = result ? wayOut(i18n, result) : null;
  const people = useKnownPeople();
  const details = Object.entries(result?.details ?? {}).map((detail) => detailWords(i18n, people, detail));
  return (
    <li className={styles.line} data-check={check} data-outcome={outcome}>
      <span className={mergeClasses(styles.icon, tone)} aria-hidden="true">
        {result ? ICON[result.outcome] : isRunning ? <Spinner size="extra-tiny" /> : <CircleHintRegular />}
      </span>
      <div className={styles.words}>
        <span className={styles.top}>
          <Text weight="semibold">{t(`check.${check}`)}</Text>
          <Text size={200} className={tone}>
            {t(result && isNotChosen(result) ? 'check.outcome.notYet' : `check.outcome.${outcome}`)}
          </Text>
        </span>
        {result && !(isSkipped && props.isReasonSaid) && <Text>{findingWords(i18n, result)}</Text>}
        {way !== null && (
          <Text>
            <Text weight="semibold">{t('check.way')}</Text> {way}
          </Text>
        )}
        {details.length > 0 && (
          <dl className={styles.details} aria-label={t('check.details')}>
            {details.map(({ label, value }) => (
              <div key={label} className={styles.detail}>
                <dt>
                  <Text size={200} className={styles.quiet}>
                    {label}:
                  </Text>
                </dt>
                <dd className={styles.value}>
                  <Text size={200} font="monospace">
                    {value}
                  </Text>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}
