import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';

const useStyles = makeStyles({
  rows: { display: 'grid', gap: tokens.spacingVerticalL, paddingBlock: tokens.spacingVerticalL },
  row: {
    display: 'grid',
    gridTemplateColumns: '1fr 2fr 3fr 1fr',
    gap: tokens.spacingHorizontalL,
  },
});

const ROWS = ['first', 'second', 'third', 'fourth', 'fifth'] as const;

/** The shape of a board that is on its way. */
export function VisitsSkeleton() {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <Skeleton aria-label={t('visits.loading')} aria-busy="true" className={styles.rows}>
      {ROWS.map((row) => (
        <div key={row} className={styles.row}>
          <SkeletonItem size={32} />
          <SkeletonItem size={32} />
          <SkeletonItem size={32} />
          <SkeletonItem size={32} />
        </div>
      ))}
    </Skeleton>
  );
}
