import type { BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ClockRegular, WarningRegular } from '@fluentui/react-icons';
import { useI18n } from '../i18n/i18n-context.ts';
import { useNow } from './now-context.ts';
import { waitOf } from './wait.ts';

const useStyles = makeStyles({
  none: { color: tokens.colorNeutralForeground2 },
  wait: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
});

/** How long the patient has waited: plain at first, standing out from ten minutes on. */
export function WaitSoFar({ visit }: { visit: BoardVisit }) {
  const styles = useStyles();
  const { t, duration } = useI18n();
  const wait = waitOf(visit, useNow());
  if (!wait) {
    return (
      <Text className={styles.none} aria-label={t('wait.none')} role="img">
        –
      </Text>
    );
  }
  const text = duration(wait.ms);
  return (
    <Badge
      className={styles.wait}
      size="large"
      appearance={wait.isLong ? 'filled' : 'tint'}
      color={wait.isLong ? 'danger' : 'warning'}
      icon={wait.isLong ? <WarningRegular /> : <ClockRegular />}
      aria-label={wait.isLong ? t('wait.long', { wait: text }) : undefined}
      role={wait.isLong ? 'img' : undefined}
    >
      {text}
    </Badge>
  );
}
