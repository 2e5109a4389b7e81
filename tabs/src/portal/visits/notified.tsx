import type { BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { AlertUrgentRegular } from '@fluentui/react-icons';
import { useI18n } from '../i18n/i18n-context.ts';

const useStyles = makeStyles({
  line: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  failed: { color: tokens.colorStatusDangerForeground3, fontWeight: tokens.fontWeightSemibold },
});

/** Who was told that the patient has arrived. */
export function Notified({ notification }: { notification: BoardVisit['notification'] }) {
  const styles = useStyles();
  const { t } = useI18n();
  const isFailed = notification === 'failed';
  const isQuiet = notification === 'none' || notification === 'pending';
  return (
    <Text className={mergeClasses(styles.line, isQuiet && styles.quiet, isFailed && styles.failed)}>
      {isFailed && <AlertUrgentRegular aria-hidden="true" />}
      {t(`notified.${notification}`)}
    </Text>
  );
}
