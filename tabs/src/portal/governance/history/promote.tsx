import { type ConnectionDetail, Connections, Created } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Button,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { ArrowCircleUpRegular } from '@fluentui/react-icons';
import { type FormEvent, useCallback, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useFirstInvalid } from '../../parts/use-first-invalid.ts';
import { useSession } from '../../session/session-context.ts';
import { useLoaded } from '../../session/use-loaded.ts';
import { FeatureLoading } from '../../shell/feature-loading.tsx';
import { hashOf } from '../../shell/route.ts';
import { PromotionDiff } from './promotion-diff.tsx';

const NAME_MAX = 100;

const useStyles = makeStyles({
  form: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalL },
  field: { maxWidth: '32rem' },
  submit: { justifySelf: 'start' },
});

/** Takes what serves in testing on to production: as a draft there, which needs approval like any other. */
export function Promote({ detail }: { detail: ConnectionDetail }) {
  const { api } = useSession();
  const { loaded, reload } = useLoaded(
    useCallback((signal: AbortSignal) => api.get('/api/connections', Connections, signal), [api]),
  );
  switch (loaded.state) {
    case 'loading':
      return <FeatureLoading />;
    case 'failed':
      return <ChangeFailure failure={loaded.failure} onRetry={reload} />;
    case 'ready':
      return <PromoteForm detail={detail} connections={loaded.value.connections} />;
  }
}

function PromoteForm(props: { detail: ConnectionDetail; connections: Connections['connections'] }) {
  const styles = useStyles();
  const { t } = useI18n();
  const { api } = useSession();
  const { formRef, leadToInvalid } = useFirstInvalid<HTMLFormElement>();
  const { change, isRunning, run, clear } = useChange();
  const { detail } = props;
  const targets = props.connections.filter(
    ({ environment, ehr, isShared }) => environment === 'production' && ehr === detail.ehr && !isShared,
  );
  const [kind, setKind] = useState<'new' | 'existing'>('new');
  const [name, setName] = useState('');
  const [targetId, setTargetId] = useState(targets[0]?.id ?? '');
  const [isTried, setTried] = useState(false);
  const target = targets.find(({ id }) => id === targetId) ?? null;
  const isTargetBusy = kind === 'existing' && target?.open != null;
  const isRight = kind === 'new' ? name.trim() !== '' : target !== null && !isTargetBusy;
  const promote = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isRight) return leadToInvalid();
    await run(async () => {
      const to = kind === 'new' ? { kind, name: name.trim() } : { kind, connectionId: targetId };
      const path = `/api/connections/${encodeURIComponent(detail.id)}/promote`;
      const { id } = await api.change('POST', path, { to }, Created);
      window.location.hash = hashOf({ feature: 'connections', path: [id, 'configuration'] });
    });
  };
  return (
    <form ref={formRef} className={styles.form} noValidate onSubmit={(event) => void promote(event)}>
      <Field label={t('promote.to')}>
        <RadioGroup
          value={kind}
          onChange={(_, { value }) => {
            setKind(value === 'existing' ? 'existing' : 'new');
            clear();
          }}
        >
          <Radio value="new" label={t('promote.new')} />
          <Radio value="existing" label={t('promote.existing')} disabled={targets.length === 0} />
        </RadioGroup>
      </Field>
      {kind === 'new' ? (
        <Field
          className={styles.field}
          label={t('promote.name')}
          required
          {...(isTried && name.trim() === '' ? { validationMessage: t('settings.required') } : {})}
        >
          <Input value={name} maxLength={NAME_MAX} onChange={(_, { value }) => setName(value)} />
        </Field>
      ) : (
        <Field
          className={styles.field}
          label={t('promote.which')}
          required
          {...(isTargetBusy ? { validationMessage: t('promote.busy') } : {})}
        >
          <Select value={targetId} onChange={(_, { value }) => setTargetId(value)}>
            {targets.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {change.state === 'failed' && <ChangeFailure failure={change.failure} />}
      <Button
        type="submit"
        appearance="primary"
        className={styles.submit}
        disabledFocusable={isRunning}
        icon={isRunning ? <Spinner size="tiny" /> : <ArrowCircleUpRegular />}
      >
        {t('promote.do')}
      </Button>
      <PromotionDiff detail={detail} targetId={kind === 'existing' ? targetId : null} />
    </form>
  );
}
