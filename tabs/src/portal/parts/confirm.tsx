import {
  Button,
  type ButtonProps,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Spinner,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useRef, useState } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { ChangeFailure } from './change-failure.tsx';
import { DialogOpener } from './dialog-opener.tsx';
import { useChange } from './use-change.ts';
import { useFirstInvalid } from './use-first-invalid.ts';

const REASON_MAX = 500;

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM },
  text: { margin: 0 },
});

/** A button that asks before it does something, and for a reason where one is wanted. */
export function Confirm(props: {
  trigger: ReactElement<ButtonProps>;
  title: string;
  children: ReactNode;
  /** What the button that does it says. */
  action: string;
  reason?: { label: string; isRequired: boolean };
  /** Does it. May throw: the dialog says why, and stays. @returns what to show once the dialog has closed. */
  onConfirm: (reason: string) => Promise<() => void>;
  onReload?: () => void;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const { onReload } = props;
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [isReasonMissing, setReasonMissing] = useState(false);
  const { formRef, leadToInvalid } = useFirstInvalid<HTMLDivElement>();
  const { change, isRunning, run, clear } = useChange();
  const afterwards = useRef<() => void>(() => undefined);
  const closed = () => {
    const show = afterwards.current;
    afterwards.current = () => undefined;
    show();
  };
  const show = (open: boolean) => {
    if (isRunning) return;
    clear();
    setReasonMissing(false);
    if (open) setReason('');
    setOpen(open);
  };
  const confirm = async () => {
    if (props.reason?.isRequired && reason.trim() === '') {
      setReasonMissing(true);
      return leadToInvalid();
    }
    const isDone = await run(async () => {
      afterwards.current = await props.onConfirm(reason.trim());
    });
    if (isDone) setOpen(false);
  };
  return (
    <DialogOpener
      trigger={props.trigger}
      isOpen={isOpen}
      onOpenChange={show}
      onClosed={closed}
      modalType="alert"
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{props.title}</DialogTitle>
          <DialogContent>
            <div ref={formRef} className={styles.content}>
              <div>{props.children}</div>
              {props.reason && (
                <Field
                  label={props.reason.label}
                  required={props.reason.isRequired}
                  {...(isReasonMissing ? { validationMessage: t('confirm.reasonMissing') } : {})}
                >
                  <Textarea
                    value={reason}
                    maxLength={REASON_MAX}
                    rows={3}
                    onChange={(_, { value }) => {
                      setReason(value);
                      setReasonMissing(false);
                    }}
                  />
                </Field>
              )}
              {change.state === 'failed' && (
                <ChangeFailure
                  failure={change.failure}
                  onReload={
                    onReload &&
                    (() => {
                      afterwards.current = onReload;
                      setOpen(false);
                    })
                  }
                />
              )}
            </div>
          </DialogContent>
          <DialogActions fluid>
            <Button
              appearance="primary"
              // Stays focusable while it works: a disabled button would drop the keyboard's place.
              disabledFocusable={isRunning}
              {...(isRunning ? { icon: <Spinner size="tiny" /> } : {})}
              onClick={() => void confirm()}
            >
              {props.action}
            </Button>
            <Button disabledFocusable={isRunning} onClick={() => show(false)}>
              {t('confirm.cancel')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </DialogOpener>
  );
}
