import { Created } from '@ehr-connector/shared/contract/configuration.ts';
import { EhrEnvironment, EhrKind } from '@ehr-connector/shared/contract/connection-settings.ts';
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { type FormEvent, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useSession } from '../../session/session-context.ts';
import { hashOf } from '../../shell/route.ts';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM },
});

/** Asks for what stays fixed for the life of a connection, makes it, and goes there. */
export function AddConnection() {
  const styles = useStyles();
  const { t } = useI18n();
  const { api } = useSession();
  const { change, isRunning, run, clear } = useChange();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [environment, setEnvironment] = useState<EhrEnvironment>('testing');
  const [ehr, setEhr] = useState<EhrKind>('epic');
  const [isNameMissing, setNameMissing] = useState(false);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setNameMissing(true);
    await run(async () => {
      const { id } = await api.change('POST', '/api/connections', { name, environment, ehr }, Created);
      // A dialog that leaves the page while it is open leaves everything else hidden from screen readers.
      setOpen(false);
      // While the dialog is open, all else is hidden from screen readers.
      setOpen(false);
      window.location.hash = hashOf({ feature: 'connections', path: [id] });
    });
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(_, { open }) => {
        clear();
        setNameMissing(false);
        setOpen(open);
      }}
    >
      <DialogTrigger disableButtonEnhancement>
        <Button appearance="primary" icon={<AddRegular />}>
          {t('connections.add')}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <form noValidate onSubmit={(event) => void add(event)}>
          <DialogBody>
            <DialogTitle>{t('connections.add')}</DialogTitle>
            <DialogContent className={styles.content}>
              <Field
                label={t('add.name')}
                hint={t('add.name.hint')}
                required
                {...(isNameMissing ? { validationMessage: t('add.name.missing') } : {})}
              >
                <Input
                  value={name}
                  maxLength={100}
                  autoComplete="off"
                  onChange={(_, data) => {
                    setName(data.value);
                    setNameMissing(false);
                  }}
                />
              </Field>
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
              {change.state === 'failed' && <ChangeFailure failure={change.failure} />}
            </DialogContent>
            <DialogActions fluid>
              <Button
                type="submit"
                appearance="primary"
                disabledFocusable={isRunning}
                {...(isRunning ? { icon: <Spinner size="tiny" /> } : {})}
              >
                {t('add.add')}
              </Button>
              <DialogTrigger disableButtonEnhancement>
                <Button disabledFocusable={isRunning}>{t('configuration.cancel')}</Button>
              </DialogTrigger>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
