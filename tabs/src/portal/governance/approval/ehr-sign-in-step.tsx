import type { ConnectionDetail, Revision } from '@ehr-connector/shared/contract/configuration.ts';
import { Button, Spinner, Text } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Facts } from '../../parts/facts.tsx';
import { useMomentWords } from '../../parts/moment.tsx';
import { useSession } from '../../session/session-context.ts';
import { Step } from './step.tsx';
import { useOtherWindow } from './use-other-window.ts';

/** The first step of an approval: in a window of its own, the approver proves to the EHR who they are. */
export function EhrSignInStep(props: { detail: ConnectionDetail; proposal: Revision }) {
  const { t } = useI18n();
  const moment = useMomentWords();
  const { host } = useSession();
  const { detail, proposal } = props;
  const { isAway, isBack, leave } = useOtherWindow();
  const signedInAt = proposal.ehrSignInAt;
  const open = () => {
    leave();
    const path = `/approval/${encodeURIComponent(detail.id)}/${proposal.number}`;
    void host.openLink(new URL(path, window.location.origin));
  };
  return (
    <Step number={1} title={t('approval.signIn.title')} isDone={signedInAt !== null}>
      <Text>{t('approval.signIn.text')}</Text>
      <Facts
        facts={[
          [t('content.fhirBaseUrl'), proposal.content.fhirBaseUrl],
          [t('approval.signIn.at'), proposal.authority?.authorizationEndpoint ?? null],
        ]}
      />
      {signedInAt === null && <Text weight="semibold">{t('approval.signIn.unknown')}</Text>}
      {signedInAt !== null && (
        <Text role="status" weight="semibold">
          {t('approval.signIn.done', {
            at: moment(signedInAt),
            issuer: proposal.ehrSignInIssuer ?? proposal.content.fhirBaseUrl,
          })}
        </Text>
      )}
      <Button
        appearance={signedInAt === null ? 'primary' : 'secondary'}
        icon={<OpenRegular />}
        onClick={open}
      >
        {t(
          signedInAt !== null
            ? 'approval.signIn.again'
            : isBack
              ? 'approval.signIn.retry'
              : 'approval.signIn.open',
        )}
      </Button>
      {signedInAt === null && (isAway || isBack) && (
        <>
          <div role="status">
            {isAway ? (
              <Spinner size="tiny" labelPosition="after" label={t('approval.signIn.waiting')} />
            ) : (
              <Text weight="semibold">{t('approval.signIn.back')}</Text>
            )}
          </div>
          <Text>{t('approval.signIn.refused')}</Text>
        </>
      )}
    </Step>
  );
}
