import { ConnectionDetail, type Revision } from '@ehr-connector/shared/contract/configuration.ts';
import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, DismissRegular } from '@fluentui/react-icons';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useSession } from '../../session/session-context.ts';
import { Step } from './step.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** The second step: approve, or reject with a reason. Both name the digest of exactly what is shown. */
export function DecideStep(props: {
  detail: ConnectionDetail;
  proposal: Revision;
  decided: (detail: ConnectionDetail, decision: 'approved' | 'rejected') => void;
  reload: () => void;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const { api } = useSession();
  const { change, isRunning, run } = useChange();
  const { detail, proposal } = props;
  const isProven = proposal.ehrSignInAt !== null;
  const path = `/api/connections/${encodeURIComponent(detail.id)}/revisions/${proposal.number}`;
  const approve = () =>
    run(async () => {
      const approval = { digest: proposal.digest };
      props.decided(await api.change('POST', `${path}/approve`, approval, ConnectionDetail), 'approved');
    });
  const reject = async (reason: string) => {
    const rejection = { digest: proposal.digest, reason };
    const fresh = await api.change('POST', `${path}/reject`, rejection, ConnectionDetail);
    return () => props.decided(fresh, 'rejected');
  };
  return (
    <Step number={2} title={t('approval.decide.title')} isDone={false}>
      <Text>{isProven ? t('approval.decide.text') : t('approval.decide.signInFirst')}</Text>
      <div className={styles.buttons}>
        <Button
          appearance={isProven ? 'primary' : 'secondary'}
          icon={isRunning ? <Spinner size="tiny" /> : <CheckmarkRegular />}
          disabledFocusable={!isProven || isRunning}
          onClick={() => void approve()}
        >
          {isRunning ? t('approval.decide.approving') : t('approval.decide.approve')}
        </Button>
        <Confirm
          trigger={<Button icon={<DismissRegular />}>{t('approval.decide.reject')}</Button>}
          title={t('approval.reject.title')}
          action={t('approval.reject.action')}
          reason={{ label: t('approval.reject.reason'), isRequired: true }}
          onConfirm={reject}
          onReload={props.reload}
        >
          {t('approval.reject.text')}
        </Confirm>
      </div>
      {change.state === 'failed' && (
        <ChangeFailure failure={change.failure} onReload={props.reload} onRetry={() => void approve()} />
      )}
      <Text size={200} className={styles.quiet}>
        {t('approval.decide.digest', { number: proposal.number, digest: proposal.digest })}
      </Text>
    </Step>
  );
}
