import { ConnectionDetail, type Revision } from '@ehr-connector/shared/contract/configuration.ts';
import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type FormEvent, useRef, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { Part } from '../../parts/section.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useSession } from '../../session/session-context.ts';
import { fieldId } from './steps.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '24rem' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** User and password for the writeback. They go in, and never come out again. */
export function CredentialsField(props: {
  detail: ConnectionDetail;
  revision: Revision;
  save: () => Promise<Revision | null>;
  changed: (detail: ConnectionDetail) => void;
  reload: () => void;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const { api } = useSession();
  const { change, isRunning, run } = useChange();
  const [isEntering, setEntering] = useState(false);
  const [entered, setEntered] = useState({ user: '', password: '' });
  const [said, setSaid] = useState('');
  const buttonsRef = useRef<HTMLDivElement>(null);
  const formRef = useRef<HTMLFormElement>(null);
  const [isTried, setTried] = useState(false);
  // What had the focus is gone: it goes to what stands in its place, once that is there.
  const focusForm = () => requestAnimationFrame(() => formRef.current?.querySelector('input')?.focus());
  const focusButtons = () =>
    requestAnimationFrame(() => buttonsRef.current?.querySelector('button')?.focus());
  const end = () => {
    setEntered({ user: '', password: '' });
    setTried(false);
    setEntering(false);
    focusButtons();
  };
  const { hasBasicCredentials } = props.revision;
  const put = async (credentials: typeof entered | null) => {
    const saved = await props.save();
    if (!saved) return;
    const isDone = await run(async () => {
      const path = `/api/connections/${encodeURIComponent(props.detail.id)}/draft/credentials`;
      const body = { version: saved.version, credentials };
      props.changed(await api.change('PUT', path, body, ConnectionDetail));
    });
    if (!isDone) return;
    setSaid(t(credentials ? 'credentials.saved' : 'credentials.removed'));
    end();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [missing] = (['user', 'password'] as const).filter((name) => entered[name] === '');
    if (missing === undefined) void put(entered);
    else formRef.current?.querySelector<HTMLInputElement>(`input[name=${missing}]`)?.focus();
  };
  const field = (name: 'user' | 'password') => (
    <Field
      label={t(`credentials.${name}`)}
      required
      {...(isTried && entered[name] === '' ? { validationMessage: t('field.missing') } : {})}
    >
      <Input
        name={name}
        type={name === 'password' ? 'password' : 'text'}
        // A password manager would offer the reader's own.
        autoComplete={name === 'password' ? 'new-password' : 'off'}
        value={entered[name]}
        onChange={(_, { value }) => setEntered((before) => ({ ...before, [name]: value }))}
      />
    </Field>
  );
  return (
    <Part title={t('credentials.title')} intro={t('credentials.intro')}>
      <Text role="status">{said || t(hasBasicCredentials ? 'credentials.there' : 'credentials.none')}</Text>
      {isEntering ? (
        <form ref={formRef} noValidate className={styles.form} onSubmit={submit}>
          {field('user')}
          {field('password')}
          <div className={styles.buttons}>
            <Button type="submit" appearance="primary" disabledFocusable={isRunning}>
              {t('credentials.save')}
            </Button>
            <Button disabledFocusable={isRunning} onClick={end}>
              {t('configuration.cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <div ref={buttonsRef} className={styles.buttons}>
          <Button
            id={fieldId('credentials')}
            onClick={() => {
              setEntering(true);
              focusForm();
            }}
          >
            {t(hasBasicCredentials ? 'credentials.replace' : 'credentials.set')}
          </Button>
          {hasBasicCredentials && (
            <Button disabledFocusable={isRunning} onClick={() => void put(null)}>
              {t('credentials.remove')}
            </Button>
          )}
        </div>
      )}
      {change.state === 'failed' && <ChangeFailure failure={change.failure} onReload={props.reload} />}
    </Part>
  );
}
