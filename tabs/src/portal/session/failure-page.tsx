import { Button } from '@fluentui/react-components';
import {
  BranchForkRegular,
  ErrorCircleRegular,
  LockClosedRegular,
  PersonRegular,
  PlugDisconnectedRegular,
  ShieldProhibitedRegular,
  WifiOffRegular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { Host } from '../host/host.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import type { PlainKey } from '../i18n/messages.ts';
import { StatePage } from '../notices/state-page.tsx';
import type { Failure, FailureKind } from './failure.ts';
import { signInPath } from './session.ts';

const LOOK: Record<FailureKind, { icon: ReactElement; title: PlainKey; text: PlainKey }> = {
  offline: { icon: <WifiOffRegular />, title: 'failure.offline.title', text: 'failure.offline.text' },
  'signed-out': { icon: <PersonRegular />, title: 'failure.signedOut.title', text: 'failure.signedOut.text' },
  forbidden: {
    icon: <ShieldProhibitedRegular />,
    title: 'failure.forbidden.title',
    text: 'failure.forbidden.text',
  },
  conflict: {
    icon: <BranchForkRegular />,
    title: 'failure.conflict.title',
    text: 'failure.conflict.text',
  },
  'host-silent': {
    icon: <PlugDisconnectedRegular />,
    title: 'failure.hostSilent.title',
    text: 'failure.hostSilent.text',
  },
  'host-sign-in': {
    icon: <LockClosedRegular />,
    title: 'failure.hostSignIn.title',
    text: 'failure.hostSignIn.text',
  },
  failed: { icon: <ErrorCircleRegular />, title: 'failure.failed.title', text: 'failure.failed.text' },
};

const REFUSED_IN_TEAMS = {
  icon: <LockClosedRegular />,
  title: 'failure.signedOutInTeams.title',
  text: 'failure.signedOutInTeams.text',
} as const;

/** What happened, whom to ask, and the way on. */
export function FailurePage(props: {
  failure: Failure;
  /** Where the portal runs; null while that is not known. */
  hostKind: Host['kind'] | null;
  /** Who may see the page, where that is not who sees visits. */
  forbidden?: PlainKey;
  /** What it means that the service knows no such thing, where that can be told from other failures. */
  missing?: PlainKey;
  onRetry: () => void;
}) {
  const { t } = useI18n();
  const { failure, hostKind } = props;
  const isRefusedInTeams = failure.kind === 'signed-out' && hostKind === 'teams';
  const look = isRefusedInTeams ? REFUSED_IN_TEAMS : LOOK[failure.kind];
  const text = meaningOf(failure, props);
  const canSignIn = hostKind === 'browser';
  const signIn = (text: string, appearance: 'primary' | 'secondary') => (
    <Button as="a" href={signInPath(window.location)} appearance={appearance}>
      {text}
    </Button>
  );
  return (
    <StatePage
      icon={look.icon}
      title={t(look.title)}
      text={t(text ?? look.text)}
      isAlert={failure.kind !== 'signed-out'}
      {...(failure.reference && (failure.kind !== 'signed-out' || isRefusedInTeams)
        ? { reference: t('failure.reference', { reference: failure.reference }) }
        : {})}
      actions={
        failure.kind === 'signed-out' && canSignIn ? (
          signIn(t('failure.signIn'), 'primary')
        ) : (
          <>
            <Button appearance="primary" onClick={props.onRetry}>
              {t('failure.retry')}
            </Button>
            {failure.kind === 'forbidden' && canSignIn && signIn(t('failure.otherAccount'), 'secondary')}
          </>
        )
      }
    />
  );
}

/** Words that tell more than those of the failure's kind; undefined where there are none. */
function meaningOf(
  { code, kind }: Failure,
  words: { readonly forbidden?: PlainKey; readonly missing?: PlainKey },
): PlainKey | undefined {
  if (code === 'other-organisation') return 'failure.otherOrganisation.text';
  if (code === 'connection-unknown' && words.missing !== undefined) return words.missing;
  return kind === 'forbidden' ? words.forbidden : undefined;
}
