import type { BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import { Badge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';
import { visitTime } from './visit-words.ts';

const useStyles = makeStyles({
  time: { display: 'grid', justifyItems: 'start', gap: tokens.spacingVerticalXXS },
  oneLine: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
  care: { display: 'grid', gap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
});

/** When the visit is, and how far it has come. */
export function VisitTime({ visit }: { visit: BoardVisit }) {
  const styles = useStyles();
  const i18n = useI18n();
  const isQuiet = visit.state === 'expected' || visit.state === 'ended';
  return (
    <span className={styles.time}>
      <Text size={400} weight="semibold" className={styles.oneLine}>
        {visit.startsAt ? (
          <time dateTime={visit.startsAt}>{visitTime(i18n, visit)}</time>
        ) : (
          visitTime(i18n, visit)
        )}
      </Text>
      <Text
        size={200}
        className={mergeClasses(styles.oneLine, isQuiet && styles.quiet)}
        weight={isQuiet ? 'regular' : 'semibold'}
      >
        {i18n.t(`visit.state.${visit.state}`)}
      </Text>
      {visit.kind === 'group' && (
        <Badge appearance="outline" color="informative">
          {i18n.t('visit.group')}
        </Badge>
      )}
    </span>
  );
}

/** Who gives the care, and where. */
export function VisitCare({ visit }: { visit: BoardVisit }) {
  const styles = useStyles();
  const { t, list } = useI18n();
  const names = visit.clinicians.map((name) => name ?? t('participant.clinician'));
  return (
    <span className={styles.care}>
      <Text>{names.length > 0 ? list(names) : t('visit.noClinician')}</Text>
      <Text size={200} className={styles.quiet}>
        {visit.department ?? visit.connectionName}
      </Text>
    </span>
  );
}
