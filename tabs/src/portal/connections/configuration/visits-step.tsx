import { makeStyles, tokens } from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Choices } from './choices.tsx';
import { DepartmentsField } from './departments-field.tsx';
import { keySourcesOf } from './first-content.ts';
import { SharesField } from './shares-field.tsx';
import type { StepProps } from './step.ts';
import { WritebackField } from './writeback-field.tsx';

const ALGORITHMS = ['ES384', 'RS384'] as const;

const useStyles = makeStyles({
  step: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXXL },
});

/** How a visit is told from another, how the EHR is told of it, and which visits may be begun. */
export function VisitsStep(props: StepProps) {
  const { detail, draft } = props;
  const styles = useStyles();
  const { t } = useI18n();
  const { content } = draft.form;
  return (
    <div className={styles.step}>
      <Choices
        path="sessionKeySource"
        title={t('content.sessionKeySource')}
        intro={t('sessionKey.intro')}
        value={content.sessionKeySource}
        choices={keySourcesOf(detail.ehr).map((value) => ({
          value,
          label: t(`sessionKey.${value}`),
          hint: t(`sessionKey.${value}.hint`),
        }))}
        onChange={(sessionKeySource) => draft.edit({ sessionKeySource })}
      />
      <Choices
        path="signingAlgorithm"
        title={t('content.signingAlgorithm')}
        intro={t('algorithm.intro')}
        value={content.signingAlgorithm}
        choices={ALGORITHMS.map((value) => ({
          value,
          label: value,
          hint: t(`algorithm.${value}.hint`),
        }))}
        onChange={(signingAlgorithm) => draft.edit({ signingAlgorithm })}
      />
      <WritebackField {...props} />
      <DepartmentsField
        key={`departments-${draft.form.epoch}`}
        value={content.onlyDepartments}
        problems={draft.problems}
        isShared={detail.sharedFrom !== null}
        onChange={(onlyDepartments) => draft.edit({ onlyDepartments })}
      />
      {detail.sharedFrom === null && detail.allowed.includes('share') && (
        <SharesField
          key={`shares-${draft.form.epoch}`}
          value={content.shares}
          problems={draft.problems}
          onChange={(shares) => draft.edit({ shares })}
        />
      )}
    </div>
  );
}
