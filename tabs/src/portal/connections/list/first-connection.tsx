import { Card, makeStyles, Text, tokens } from '@fluentui/react-components';
import { PlugConnectedRegular } from '@fluentui/react-icons';
import { useI18n } from '../../i18n/i18n-context.ts';
import { RoundIcon } from '../../parts/round-icon.tsx';
import { AddConnection } from './add-connection.tsx';

const STEPS = ['connect', 'approve', 'paste'] as const;

const useStyles = makeStyles({
  first: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    justifyItems: 'center',
    gap: tokens.spacingVerticalXL,
    maxWidth: '60rem',
    marginInline: 'auto',
    paddingBlock: tokens.spacingVerticalXXL,
  },
  heading: { margin: 0 },
  intro: { maxWidth: '40rem' },
  steps: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 15rem), 1fr))',
    gap: tokens.spacingHorizontalL,
    width: '100%',
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  item: { display: 'grid' },
  number: { color: tokens.colorBrandForeground1 },
});

/** Nothing is there yet: what this is, how it goes, and where to begin. */
export function FirstConnection({ mayAdd }: { mayAdd: boolean }) {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <div className={styles.first}>
      <RoundIcon>
        <PlugConnectedRegular />
      </RoundIcon>
      <Text as="h2" align="center" size={600} weight="semibold" className={styles.heading}>
        {t('first.title')}
      </Text>
      <Text align="center" className={styles.intro}>
        {t('first.intro')}
      </Text>
      <ol className={styles.steps}>
        {STEPS.map((step, index) => (
          <li key={step} className={styles.item}>
            <Card>
              <Text size={500} weight="semibold" className={styles.number} aria-hidden="true">
                {index + 1}
              </Text>
              <Text weight="semibold">{t(`first.${step}.title`)}</Text>
              <Text>{t(`first.${step}.text`)}</Text>
            </Card>
          </li>
        ))}
      </ol>
      {mayAdd ? <AddConnection /> : <Text align="center">{t('first.readOnly')}</Text>}
    </div>
  );
}
