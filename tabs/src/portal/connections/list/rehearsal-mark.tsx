import type { ConnectionSummary } from '@ehr-connector/shared/contract/configuration.ts';
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, ErrorCircleFilled } from '@fluentui/react-icons';
import { useI18n } from '../../i18n/i18n-context.ts';

const useStyles = makeStyles({
  mark: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  green: { color: tokens.colorStatusSuccessForeground3 },
  red: { color: tokens.colorStatusDangerForeground3 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** How the last rehearsal went, and when. */
export function RehearsalMark({ last }: { last: ConnectionSummary['lastRehearsal'] }) {
  const styles = useStyles();
  const { t, date } = useI18n();
  if (!last) {
    return (
      <Text size={200} className={styles.quiet}>
        {t('connections.rehearsal.never')}
      </Text>
    );
  }
  const at = date(new Date(last.at));
  return (
    <Text size={200} className={mergeClasses(styles.mark, last.isGreen ? styles.green : styles.red)}>
      <span aria-hidden="true">{last.isGreen ? <CheckmarkCircleFilled /> : <ErrorCircleFilled />}</span>
      {t(last.isGreen ? 'connections.rehearsal.green' : 'connections.rehearsal.red', { date: at })}
    </Text>
  );
}
