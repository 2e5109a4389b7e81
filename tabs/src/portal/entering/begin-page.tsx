import { Button, Field, Input, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { BuildingRegular } from '@fluentui/react-icons';
import { type FormEvent, useMemo, useState } from 'react';
import type { Host } from '../host/host.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { StatePage } from '../notices/state-page.tsx';
import { ChangeFailure } from '../parts/change-failure.tsx';
import { useChange } from '../parts/use-change.ts';
import { apiOf, signInPath } from '../session/session.ts';
import { hashOf } from '../shell/route.ts';

const CONNECTIONS = hashOf({ feature: 'connections' });

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, flexGrow: 1, minWidth: 0, maxWidth: '24rem' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  // A name can be as long as somebody likes.
  begin: { overflowWrap: 'anywhere' },
});

/** Nobody of the organisation was here before, and who has come may begin: asks what it is called. */
export function BeginPage({ host, onBegun }: { host: Host; onBegun: () => void }) {
  const styles = useStyles();
  const { t } = useI18n();
  const api = useMemo(() => apiOf(host, window), [host]);
  const { change, isRunning, run } = useChange();
  const [name, setName] = useState('');
  const [isNameMissing, setNameMissing] = useState(false);
  const organization = name.trim();
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    if (organization === '') return setNameMissing(true);
    await run(async () => {
      await api.send('POST', '/api/organization', { name: organization });
      // A browser signs in to the organisation, which it could not before; in Teams each request says who asks.
      if (host.kind === 'browser') return window.location.assign(signInPath({ hash: CONNECTIONS }));
      window.location.hash = CONNECTIONS;
      onBegun();
    });
  };
  return (
    <StatePage
      icon={<BuildingRegular />}
      title={t('begin.title')}
      text={t('begin.text')}
      actions={
        <form noValidate className={styles.form} onSubmit={(event) => void begin(event)}>
          <Field
            label={t('begin.name')}
            hint={t('begin.name.hint')}
            required
            {...(isNameMissing ? { validationMessage: t('begin.name.missing') } : {})}
          >
            <Input
              value={name}
              maxLength={100}
              autoComplete="organization"
              onChange={(_, data) => {
                setName(data.value);
                setNameMissing(false);
              }}
            />
          </Field>
          {change.state === 'failed' && <ChangeFailure failure={change.failure} onReload={onBegun} />}
          <div className={styles.buttons}>
            <Button
              type="submit"
              appearance="primary"
              className={styles.begin}
              disabledFocusable={isRunning}
              {...(isRunning ? { icon: <Spinner size="tiny" /> } : {})}
            >
              {organization === '' ? t('begin.begin') : t('begin.beginWith', { organization })}
            </Button>
            {host.kind === 'browser' && (
              <Button as="a" href={signInPath(window.location)}>
                {t('failure.otherAccount')}
              </Button>
            )}
          </div>
        </form>
      }
    />
  );
}
