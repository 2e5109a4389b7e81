import type { ConnectionDetail, Revision } from '@ehr-connector/shared/contract/configuration.ts';
import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';
import { useMomentWords } from '../parts/moment.tsx';
import { personName } from '../parts/person-name.ts';

const INTENT = { approved: 'success', rejected: 'warning', expired: 'warning', withdrawn: 'info' } as const;

/** How the last proposal ended, and why. */
export function LastDecision({ detail, revision }: { detail: ConnectionDetail; revision: Revision }) {
  const i18n = useI18n();
  const moment = useMomentWords();
  const { state, number } = revision;
  if (state === 'draft' || state === 'proposed') return null;
  // A proposal that was withdrawn keeps the day on which it would have expired.
  const endedAt = state === 'expired' ? revision.expiresAt : revision.decidedAt;
  const at = moment(endedAt ?? revision.changedAt);
  const who = personName(i18n, detail.people, revision.decidedBy ?? revision.changedBy);
  return (
    <MessageBar intent={INTENT[state]} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{i18n.t(`approval.last.${state}.title`, { number })}</MessageBarTitle>{' '}
        {i18n.t(`approval.last.${state}.text`, { who, at })}
        {revision.reason && ` ${i18n.t('approval.last.reason', { reason: revision.reason })}`}
      </MessageBarBody>
    </MessageBar>
  );
}
