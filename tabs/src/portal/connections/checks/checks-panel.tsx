import type { CheckResult } from '@ehr-connector/shared/contract/checks.ts';
import {
  MessageBar,
  MessageBarBody,
  makeStyles,
  ProgressBar,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import { CheckList } from './check-list.tsx';
import { isNotChosen } from './finding-words.ts';
import { CHECKS } from './findings.ts';
import type { Checks } from './use-checks.ts';

const useStyles = makeStyles({
  panel: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  progress: { display: 'grid', gap: tokens.spacingVerticalXS },
});

/** Checks while they run, or what they found; says aloud how far they are and how they ended. */
export function ChecksPanel(props: {
  checks: Checks;
  /** What was found the last time, shown until it is run again. */
  last: { results: readonly CheckResult[] } | null;
  /** What was found the last time is of something else than what would be looked at now. */
  isOutdated?: boolean;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const { checks } = props;
  const results = checks.state === 'idle' ? (props.last?.results ?? []) : checks.results;
  const isRunning = checks.state === 'running';
  const isRed = results.some(({ outcome }) => outcome === 'failed');
  const isOver = checks.state === 'done' || (checks.state === 'idle' && props.last !== null);
  const isOutdated = checks.state === 'idle' && props.isOutdated === true;
  const [intent, words]: ['warning' | 'error' | 'info' | 'success', PlainKey] = isOutdated
    ? ['warning', 'check.outdated']
    : isRed
      ? ['error', 'check.red']
      : results.some(isNotChosen)
        ? ['info', 'check.soFar']
        : ['success', 'check.green'];
  return (
    <div className={styles.panel}>
      {isRunning && (
        <div className={styles.progress}>
          <Text size={200} role="status">
            {t('check.progress', { done: results.length, all: CHECKS.length })}
          </Text>
          <ProgressBar
            aria-label={t('check.progressLabel')}
            value={results.length}
            max={CHECKS.length}
            thickness="large"
          />
        </div>
      )}
      {checks.state === 'failed' && (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>
            {t('check.broken', {
              reference: checks.failure.reference
                ? t('failure.reference', { reference: checks.failure.reference })
                : '',
            })}
          </MessageBarBody>
        </MessageBar>
      )}
      {isOver && (
        <MessageBar intent={intent} layout="multiline" role="status">
          <MessageBarBody>{t(words)}</MessageBarBody>
        </MessageBar>
      )}
      {(isRunning || results.length > 0) && (
        <CheckList results={results} isRunning={isRunning} isOutdated={isOutdated} />
      )}
    </div>
  );
}
