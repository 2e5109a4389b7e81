import type { Person } from '@ehr-connector/shared/contract/people.ts';
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';
import { Facts } from '../parts/facts.tsx';
import { contentDifferences, type Stated } from './content-lines.ts';

const useStyles = makeStyles({
  lines: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  line: { display: 'grid', gap: tokens.spacingVerticalXXS },
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 16rem), 1fr))',
    gap: tokens.spacingVerticalXS,
  },
  side: {
    display: 'grid',
    alignContent: 'start',
    gap: tokens.spacingVerticalXXS,
    paddingBlock: tokens.spacingVerticalS,
    paddingInline: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  after: {
    borderInlineStartWidth: tokens.strokeWidthThickest,
    borderInlineStartColor: tokens.colorCompoundBrandStroke,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  value: { overflowWrap: 'anywhere', whiteSpace: 'pre-line', textDecorationLine: 'none' },
});

/** What differs between what two state, line by line. Without `before`, all of `after`. */
export function ContentDiff(props: {
  before: Stated | null;
  after: Stated;
  people: Readonly<Record<string, Person>>;
  /** What the two sides are called, if there are two; "Now" and "Proposed" if not told otherwise. */
  sides?: { before: string; after: string };
}) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const differences = contentDifferences(i18n, props.before, props.after, props.people);
  if (differences.length === 0) return <Text className={styles.quiet}>{t('diff.same')}</Text>;
  if (!props.before)
    return (
      <Facts
        facts={differences.map(({ label, after }) => [t(label), after === '' ? t('diff.nothing') : after])}
      />
    );
  const sides = props.sides ?? { before: t('diff.before'), after: t('diff.after') };
  const side = (title: string, value: string, isAfter: boolean) => (
    <div className={mergeClasses(styles.side, isAfter && styles.after)}>
      <Text size={200} className={styles.quiet}>
        {title}
      </Text>
      <span className={styles.value}>{value === '' ? t('diff.nothing') : value}</span>
    </div>
  );
  return (
    <ul className={styles.lines}>
      {differences.map(({ label, before, after }) => (
        <li key={label} className={styles.line}>
          <Text weight="semibold">{t(label)}</Text>
          <div className={styles.sides}>
            {side(sides.before, before, false)}
            {side(sides.after, after, true)}
          </div>
        </li>
      ))}
    </ul>
  );
}
