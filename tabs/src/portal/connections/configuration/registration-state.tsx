import { ConnectionDetail, type Revision } from '@ehr-connector/shared/contract/configuration.ts';
import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import { Button, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { useMomentWords } from '../../parts/moment.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useSession } from '../../session/session-context.ts';
import { CheckLine } from '../checks/check-line.tsx';
import { useProbe } from './use-probe.ts';

type State = Revision['registration']['state'];
const STATES: readonly State[] = ['to-register', 'waiting', 'active'];

const useStyles = makeStyles({
  heading: { margin: 0 },
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS },
  now: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start' },
  line: { margin: 0, padding: 0, width: '100%' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Where one stands with the EHR's client record: remembered, so that one can leave and come back. */
export function RegistrationState(props: {
  detail: ConnectionDetail;
  revision: Revision;
  /** What stands in the form and can be saved, whether it is or not. */
  typed: DraftContent;
  /** Saves what stands in the form first: the service looks at the draft it has. */
  save: () => Promise<Revision | null>;
  /** Called instead of noting that a client is active which has no id yet. */
  onNoClient?: () => void;
  changed: (detail: ConnectionDetail) => void;
  reload: () => void;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const moment = useMomentWords();
  const { api } = useSession();
  const { change, run } = useChange();
  const labelId = useId();
  const hintId = useId();
  const { detail, revision } = props;
  const { state, since } = revision.registration;
  const path = `/api/connections/${encodeURIComponent(detail.id)}`;
  const { checks, run: probe, isOutdated } = useProbe(detail.id, revision, props.typed);
  // Chosen, and not yet answered.
  const [chosen, setChosen] = useState<State | null>(null);
  const put = async (next: State) => {
    setChosen(next);
    await send(next);
    setChosen(null);
  };
  const send = async (next: State) => {
    const saved = await props.save();
    if (!saved) return;
    await run(async () => {
      const body = { version: saved.version, state: next };
      props.changed(await api.change('PUT', `${path}/draft/registration`, body, ConnectionDetail));
    });
  };
  const checkNow = async () => {
    if (checks.state === 'running' || !(await props.save())) return;
    const found = await probe();
    const client = found.find(({ check }) => check === 'client');
    if (client?.outcome === 'fine' && state === 'waiting') await put('active');
    else props.reload();
  };
  const results = checks.state === 'idle' ? (revision.probe?.results ?? []) : checks.results;
  const isOfBefore = checks.state === 'idle' && isOutdated;
  const client = results.find(({ check }) => check === 'client');
  // Who waits for the EHR has nothing to correct yet.
  const isAwaited = state === 'waiting' && client?.finding === 'client-unknown';
  const shown = client && isAwaited ? { ...client, outcome: 'warning' as const } : client;
  return (
    <div className={styles.part}>
      <Text as="h3" weight="semibold" id={labelId} className={styles.heading}>
        {t('registration.state')}
      </Text>
      {revision.state === 'proposed' && (
        <Text id={hintId} className={styles.quiet}>
          {t('registration.stateOfProposal')}
        </Text>
      )}
      <RadioGroup
        aria-labelledby={labelId}
        {...(revision.state === 'proposed' ? { 'aria-describedby': hintId } : {})}
        value={chosen ?? state}
        onChange={(_, { value }) => {
          const next = STATES.find((known) => known === value);
          if (!next || next === state) return;
          if (next === 'active' && props.typed.clientId.trim() === '') props.onNoClient?.();
          else void put(next);
        }}
      >
        {STATES.map((known) => (
          <Radio key={known} value={known} label={t(`registration.state.${known}`)} />
        ))}
      </RadioGroup>
      {change.state === 'failed' && <ChangeFailure failure={change.failure} onReload={props.reload} />}
      {state !== 'to-register' && (
        <div className={styles.now}>
          <Text>
            {t(state === 'waiting' ? 'registration.waitingSince' : 'registration.activeSince', {
              at: moment(since),
            })}{' '}
            {state === 'waiting' &&
              t(detail.ehr === 'epic' ? 'registration.waitingEpic' : 'registration.waitingOther')}
          </Text>
          {/* What is proposed is frozen, and so is what was found of it. */}
          {revision.state === 'draft' && (
            <Button disabledFocusable={checks.state === 'running'} onClick={() => void checkNow()}>
              {t('registration.checkNow')}
            </Button>
          )}
          {checks.state === 'failed' && <ChangeFailure failure={checks.failure} />}
          <div role="status" className={styles.line}>
            {client && isOfBefore && <Text>{t('check.outdated')}</Text>}
            {(client || checks.state === 'running') && (
              <ul className={styles.line}>
                <CheckLine
                  check="client"
                  result={shown}
                  isRunning={checks.state === 'running'}
                  isOutdated={isOfBefore}
                />
              </ul>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
