import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import { makeStyles, Switch, tokens } from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Choices } from './choices.tsx';
import { CredentialsField } from './credentials-field.tsx';
import { EpicWritebackFields } from './epic-writeback-fields.tsx';
import type { StepProps } from './step.ts';
import { fieldId } from './steps.ts';

type Writeback = DraftContent['writeback'];
const KINDS = ['none', 'fhir-r4', 'epic'] as const;

const useStyles = makeStyles({
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalL },
});

/** How the EHR is told who is connected, and with what proof. */
export function WritebackField({ draft, revision, detail, changed, reload }: StepProps) {
  const styles = useStyles();
  const { t } = useI18n();
  const { writeback } = draft.form.content;
  const put = (next: Writeback) => draft.edit({ writeback: next });
  return (
    <div className={styles.part}>
      <Choices
        path="writeback"
        title={t('content.writeback')}
        intro={t('writeback.intro')}
        value={writeback.kind}
        choices={KINDS.filter(
          (kind) => kind !== 'epic' || detail.ehr === 'epic' || writeback.kind === 'epic',
        ).map((value) => ({ value, label: t(`writeback.${value}`), hint: t(`writeback.${value}.hint`) }))}
        onChange={(kind) => {
          // What was saved of this kind is not lost by looking at another.
          const saved = draft.form.base.content.writeback;
          put(saved.kind === kind ? saved : begunWith(kind));
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
        <EpicWritebackFields writeback={writeback} problems={draft.problems} onChange={put} />
      )}
      {writeback.kind === 'epic' && writeback.authentication === 'basic' && (
        <CredentialsField
          detail={detail}
          revision={revision}
          save={draft.save}
          changed={changed}
          reload={reload}
        />
      )}
    </div>
  );
}

/** What is known ahead of a kind; of Epic's service all but the names is an assumption. */
function begunWith(kind: Writeback['kind']): Writeback {
  switch (kind) {
    case 'none':
      return { kind };
    case 'fhir-r4':
      return { kind, markAppointmentArrived: false };
    case 'epic':
      return {
        kind,
        url: '',
        method: 'GET',
        vendorName: 'Teams EHR Connector',
        connectedStatus: '1',
        disconnectedStatus: '2',
        clinicianIdType: '1',
        patientIdType: '2',
        authentication: 'client-credentials',
      };
  }
}
