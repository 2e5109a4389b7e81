import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { PlugConnectedCheckmarkRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { useMomentWords } from '../../parts/moment.tsx';
import { ChecksPanel } from '../checks/checks-panel.tsx';
import { savable } from './draft-form.ts';
import type { StepProps } from './step.ts';
import { fieldId } from './steps.ts';
import { useProbe } from './use-probe.ts';

const EXAMPLE = {
  epic: 'https://fhir.example.org/interconnect/api/FHIR/R4',
  'oracle-health': 'https://fhir-ehr.example.org/r4/tenant-id',
  'fhir-r4': 'https://fhir.example.org/r4',
} as const;

const useStyles = makeStyles({
  step: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalL },
  // The example in the hint is one long word.
  field: { maxWidth: '48rem', overflowWrap: 'anywhere' },
  check: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** Where the EHR's FHIR server is, and what the service found there. */
export function AddressStep({ detail, draft, revision, lead, reload }: StepProps) {
  const styles = useStyles();
  const { t } = useI18n();
  const moment = useMomentWords();
  const { content } = draft.form;
  const fhirBaseUrl = content.fhirBaseUrl.trim().replace(/\/$/, '');
  const { checks, run, isOutdated } = useProbe(detail.id, revision, { ...savable(draft.form), fhirBaseUrl });
  const isRunning = checks.state === 'running';
  const isEmpty = fhirBaseUrl === '';
  // What is missing is said once it is asked for.
  const [isAsked, setAsked] = useState(false);
  const report = revision.probe;
  const isOfThis = report !== null && report.fhirBaseUrl === fhirBaseUrl;
  const check = async () => {
    if (isRunning) return;
    setAsked(true);
    if (isEmpty) return lead('fhirBaseUrl');
    // The service looks at the draft it has, not at what stands in this window.
    if (!(await draft.save())) return;
    await run();
    reload();
  };
  return (
    <div className={styles.step}>
      <Field
        className={styles.field}
        label={t('content.fhirBaseUrl')}
        hint={t('address.hint', { example: EXAMPLE[detail.ehr] })}
        required
        {...(isAsked && isEmpty ? { validationMessage: t('address.missing') } : {})}
      >
        <Input
          id={fieldId('fhirBaseUrl')}
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          value={content.fhirBaseUrl}
          onChange={(_, { value }) => draft.edit({ fhirBaseUrl: value })}
          onKeyDown={({ key }) => {
            if (key === 'Enter') void check();
          }}
        />
      </Field>
      <div className={styles.check}>
        <Button
          id={fieldId('check')}
          appearance={isOfThis && !isOutdated ? 'secondary' : 'primary'}
          icon={<PlugConnectedCheckmarkRegular />}
          disabledFocusable={isRunning}
          onClick={() => void check()}
        >
          {isRunning ? t('address.checking') : t(isOfThis ? 'address.checkAgain' : 'address.check')}
        </Button>
        <Text size={200} className={styles.quiet}>
          {checks.state === 'idle' && report
            ? t(isOfThis ? 'address.checkedAt' : 'address.checkedOther', {
                at: moment(report.at),
                address: report.fhirBaseUrl,
              })
            : t('address.checkHint')}
        </Text>
      </div>
      <ChecksPanel checks={checks} last={isOfThis ? report : null} isOutdated={isOutdated} />
    </div>
  );
}
