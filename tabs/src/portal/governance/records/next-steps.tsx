import type { EhrKind } from '@ehr-connector/shared/contract/connection-settings.ts';
import { makeStyles, tokens } from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import { Part } from '../../parts/section.tsx';

const useStyles = makeStyles({
  steps: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    margin: 0,
    paddingInlineStart: '1.5em',
    maxWidth: '48rem',
  },
});

const STEPS: Readonly<Record<EhrKind, readonly PlainKey[]>> = {
  epic: [
    'records.epic.environment',
    'records.epic.records',
    'records.epic.values',
    'records.epic.group',
    'records.epic.visitTypes',
    'records.epic.key',
    'records.steps.check',
    'records.steps.visit',
  ],
  'oracle-health': [
    'records.oracle.app',
    'records.oracle.launch',
    'records.oracle.provider',
    'records.oracle.patient',
    'records.steps.check',
    'records.steps.visit',
  ],
  'fhir-r4': [
    'records.other.client',
    'records.other.launch',
    'records.other.patient',
    'records.steps.check',
    'records.steps.visit',
  ],
};

/** What to do with the records in this kind of EHR, one step after the other. */
export function NextSteps({ ehr }: { ehr: EhrKind }) {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <Part title={t(`records.steps.${ehr}`)}>
      <ol className={styles.steps}>
        {STEPS[ehr].map((step) => (
          <li key={step}>{t(step)}</li>
        ))}
      </ol>
    </Part>
  );
}
