import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';
import type { PlainKey } from '../i18n/messages.ts';

const useStyles = makeStyles({
  lines: { display: 'grid', gap: tokens.spacingVerticalL, maxWidth: '60rem' },
  title: { width: '16rem', maxWidth: '100%' },
});

/** The shape of something that is on its way. */
export function ConnectionsSkeleton({ label }: { label: PlainKey }) {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <Skeleton aria-label={t(label)} aria-busy="true" className={styles.lines}>
      <SkeletonItem size={36} className={styles.title} />
      <SkeletonItem size={48} />
      <SkeletonItem size={48} />
      <SkeletonItem size={48} />
    </Skeleton>
  );
}
