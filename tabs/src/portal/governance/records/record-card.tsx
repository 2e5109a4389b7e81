import type { IntegrationRecord } from '@ehr-connector/shared/contract/configuration.ts';
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { Part } from '../../parts/section.tsx';

export type VisitForm = 'single' | 'group';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What is pasted into one record of the EHR. */
export function RecordCard({ record, form }: { record: IntegrationRecord; form: VisitForm }) {
  const styles = useStyles();
  const { t } = useI18n();
  const name = t(`records.kind.${record.kind}`);
  const token = record.contextTokens[form];
  const row = (field: string, value: string) => (
    <Copyable label={field} value={value} copyLabel={t('records.copy', { field, record: name })} />
  );
  return (
    <div className={styles.card}>
      <Part title={name} intro={t(`records.about.${record.kind}`)}>
        {row(t('records.meetingUrl'), record.meetingUrl)}
        {row(t('records.clientId'), record.clientId)}
        {token === null ? (
          <Text className={styles.quiet}>{t('records.noToken')}</Text>
        ) : (
          row(
            record.kind === 'device-test' ? t('records.contextTokenInPatient') : t('records.contextToken'),
            token,
          )
        )}
      </Part>
    </div>
  );
}
