import { Created } from '@ehr-connector/shared/contract/configuration.ts';
import { EhrEnvironment, EhrKind } from '@ehr-connector/shared/contract/connection-settings.ts';
import { Button, Field, Radio, RadioGroup } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { useSession } from '../../session/session-context.ts';
import { NewConnectionDialog } from './new-connection-dialog.tsx';

/** Asks for what stays fixed for the life of a connection, makes it, and goes there. */
export function AddConnection() {
  const { t } = useI18n();
  const { api } = useSession();
  const [environment, setEnvironment] = useState<EhrEnvironment>('testing');
  const [ehr, setEhr] = useState<EhrKind>('epic');
  return (
    <NewConnectionDialog
      trigger={
        <Button appearance="primary" icon={<AddRegular />}>
          {t('connections.add')}
        </Button>
      }
      title={t('connections.add')}
      action={t('add.add')}
      create={(name) => api.change('POST', '/api/connections', { name, environment, ehr }, Created)}
    >
      <Field label={t('add.environment')} hint={t('add.environment.hint')}>
        <RadioGroup
          value={environment}
          onChange={(_, data) => setEnvironment(EhrEnvironment.parse(data.value))}
        >
          {EhrEnvironment.options.map((value) => (
            <Radio key={value} value={value} label={t(`environment.${value}`)} />
          ))}
        </RadioGroup>
      </Field>
      <Field label={t('add.ehr')}>
        <RadioGroup value={ehr} onChange={(_, data) => setEhr(EhrKind.parse(data.value))}>
          {EhrKind.options.map((value) => (
            <Radio key={value} value={value} label={t(`ehr.${value}.name`)} />
          ))}
        </RadioGroup>
      </Field>
    </NewConnectionDialog>
  );
}
