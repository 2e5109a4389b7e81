import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import { makeStyles, Switch, tokens } from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Choices } from './choices.tsx';
import { CredentialsField } from './credentials-field.tsx';
import { EpicWritebackFields } from './epic-writeback-fields.tsx';
import { firstWriteback, writebacksOf } from './first-content.ts';
import type { StepProps } from './step.ts';
import { fieldId } from './steps.ts';

type Writeback = DraftContent['writeback'];

const useStyles = makeStyles({
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalL },
});

/** How the EHR is told who is connected, and with what proof. */
export function WritebackField({ draft, revision, detail, lead, changed, reload }: StepProps) {
  const styles = useStyles();
  const { t } = useI18n();
  const { writeback } = draft.form.content;
  const put = (next: Writeback) => draft.edit({ writeback: next });
  // They go to the address that is saved: one that cannot be is no address to enter them for.
  const save = async () => {
    const saved = await draft.save();
    const wrong = saved?.problems.find((problem) => problem.startsWith('writeback.'));
    if (wrong !== undefined) lead(wrong);
    return wrong === undefined ? (saved?.draft ?? null) : null;
  };
  return (
    <div className={styles.part}>
      <Choices
        path="writeback"
        title={t('content.writeback')}
        intro={t('writeback.intro')}
        value={writeback.kind}
        choices={writebacksOf(detail.ehr).map((value) => ({
          value,
          label: t(`writeback.${value}`),
          hint: t(`writeback.${value}.hint`),
        }))}
        onChange={(kind) => {
          // What was saved of this kind is not lost by looking at another.
          const saved = draft.form.base.content.writeback;
          put(saved.kind === kind ? saved : firstWriteback(kind));
        }}
      />
      {writeback.kind === 'fhir-r4' && (
        <Switch
          id={fieldId('writeback.markAppointmentArrived')}
          label={t('writeback.markAppointmentArrived')}
          checked={writeback.markAppointmentArrived}
          onChange={(_, { checked }) => put({ ...writeback, markAppointmentArrived: checked })}
        />
      )}
      {writeback.kind === 'epic' && (
        <EpicWritebackFields
          writeback={writeback}
          fhirBaseUrl={draft.form.content.fhirBaseUrl}
          problems={draft.problems}
          onChange={put}
        />
      )}
      {writeback.kind === 'epic' && writeback.authentication === 'basic' && (
        <CredentialsField detail={detail} revision={revision} save={save} changed={changed} reload={reload} />
      )}
    </div>
  );
}
