import type { Created } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Button,
  type ButtonProps,
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
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { useChange } from '../../parts/use-change.ts';
import { hashOf } from '../../shell/route.ts';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM },
});

/** A button and its dialog, which asks for the name of a connection, makes it, and goes there. */
export function NewConnectionDialog(props: {
  trigger: ReactElement<ButtonProps>;
  title: string;
  introduction?: string;
  suggestedName?: string;
  /** What is asked for beside the name. */
  children?: ReactNode;
  /** What the button that makes it says. */
  action: string;
  create: (name: string) => Promise<Created>;
  onReload?: () => void;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const { change, isRunning, run, clear } = useChange();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState(props.suggestedName ?? '');
  const [isNameMissing, setNameMissing] = useState(false);
  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setNameMissing(true);
    await run(async () => {
      const { id } = await props.create(name.trim());
      // A dialog that leaves the page while it is open leaves everything else hidden from screen readers.
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
      <DialogTrigger disableButtonEnhancement>{props.trigger}</DialogTrigger>
      <DialogSurface>
        <form noValidate onSubmit={(event) => void create(event)}>
          <DialogBody>
            <DialogTitle>{props.title}</DialogTitle>
            <DialogContent className={styles.content}>
              {props.introduction && <Text>{props.introduction}</Text>}
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
              {props.children}
              {change.state === 'failed' && (
                <ChangeFailure failure={change.failure} onReload={props.onReload} />
              )}
            </DialogContent>
            <DialogActions fluid>
              <Button
                type="submit"
                appearance="primary"
                disabledFocusable={isRunning}
                {...(isRunning ? { icon: <Spinner size="tiny" /> } : {})}
              >
                {props.action}
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
