import type { Created } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Button,
  type ButtonProps,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, type ReactElement, type ReactNode, useRef, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { DialogOpener } from '../../parts/dialog-opener.tsx';
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
  const [made, setMade] = useState<string | null>(null);
  const [name, setName] = useState(props.suggestedName ?? '');
  const [isNameMissing, setNameMissing] = useState(false);
  const formRef = useRef<HTMLFormElement>(null);
  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') {
      setNameMissing(true);
      return formRef.current?.querySelector('input')?.focus();
    }
    await run(async () => {
      const { id } = await props.create(name.trim());
      setMade(id);
      setOpen(false);
    });
  };
  const closed = () => {
    // Only now: a dialog that goes with the page while it closes leaves everything else hidden from screen readers.
    if (made !== null) window.location.hash = hashOf({ feature: 'connections', path: [made] });
  };
  const show = (open: boolean) => {
    clear();
    setNameMissing(false);
    setOpen(open);
  };
  return (
    <DialogOpener
      trigger={props.trigger}
      isOpen={isOpen}
      onOpenChange={show}
      onClosed={closed}
      modalType="modal"
    >
      <DialogSurface>
        <form ref={formRef} noValidate onSubmit={(event) => void create(event)}>
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
              <Button disabledFocusable={isRunning} onClick={() => show(false)}>
                {t('configuration.cancel')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </DialogOpener>
  );
}
