import { Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { Part } from '../../parts/section.tsx';
import { savable } from './draft-form.ts';
import { RegistrationState } from './registration-state.tsx';
import type { StepProps } from './step.ts';
import { fieldId } from './steps.ts';

const useStyles = makeStyles({
  step: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXL },
  field: { maxWidth: '32rem' },
});

/** What to register in the EHR, what the EHR gives in return, and how far that is. */
export function RegistrationStep({ detail, draft, revision, lead, changed, reload }: StepProps) {
  const styles = useStyles();
  const { t } = useI18n();
  const { clientId } = draft.form.content;
  // What is missing is said once it is needed.
  const [isNeeded, setNeeded] = useState(false);
  return (
    <div className={styles.step}>
      <Part title={t('registration.addresses')} intro={t(`registration.intro.${detail.ehr}`)}>
        <RegistrationAddresses registration={detail.registration} />
      </Part>
      <Field
        className={styles.field}
        label={t('content.clientId')}
        hint={t(detail.environment === 'testing' ? 'registration.clientIdTesting' : 'registration.clientId')}
        required
        {...(isNeeded && clientId.trim() === ''
          ? { validationMessage: t('registration.clientIdFirst') }
          : {})}
      >
        <Input
          id={fieldId('clientId')}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={clientId}
          onChange={(_, { value }) => draft.edit({ clientId: value })}
        />
      </Field>
      <RegistrationState
        detail={detail}
        revision={revision}
        typed={savable(draft.form)}
        save={async () => (await draft.save())?.draft ?? null}
        onNoClient={() => {
          setNeeded(true);
          lead('clientId');
        }}
        changed={changed}
        reload={reload}
      />
    </div>
  );
}

/** The addresses that the EHR's client record has to name, each to be copied. */
export function RegistrationAddresses(props: {
  registration: { launchUrls: readonly string[]; redirectUri: string; keySetUrl: string };
}) {
  const { t } = useI18n();
  const { launchUrls, redirectUri, keySetUrl } = props.registration;
  const address = (label: string, value: string) => (
    <Copyable key={value} label={label} value={value} copyLabel={t('registration.copy', { what: label })} />
  );
  return (
    <>
      {launchUrls.map((url) => address(t(`registration.launch.${sideOf(url)}`), url))}
      {address(t('registration.redirect'), redirectUri)}
      {address(t('registration.keySet'), keySetUrl)}
      <Text size={200}>{t('registration.keySetHint')}</Text>
    </>
  );
}

function sideOf(launchUrl: string): 'patient' | 'provider' | 'device-test' | 'other' {
  if (launchUrl.endsWith('/patient')) return 'patient';
  if (launchUrl.endsWith('/provider')) return 'provider';
  return launchUrl.endsWith('/device-test') ? 'device-test' : 'other';
}
