import type { ConnectionDetail, Revision } from '@ehr-connector/shared/contract/configuration.ts';
import { ContentDiff } from '../../connections/content-diff.tsx';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Facts } from '../../parts/facts.tsx';
import { Moment } from '../../parts/moment.tsx';
import { personName } from '../../parts/person-name.ts';
import { Part } from '../../parts/section.tsx';
import { useSession } from '../../session/session-context.ts';

/** Whose organisation asks, who proposes what, why, and until when it can be decided. */
export function ProposalFacts({ detail, proposal }: { detail: ConnectionDetail; proposal: Revision }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { me } = useSession();
  return (
    <Facts
      facts={[
        [t('approval.organization'), me.organization.name],
        [t('approval.approver'), personName(i18n, detail.people, proposal.content.approver)],
        [t('approval.proposedBy'), personName(i18n, detail.people, proposal.proposedBy)],
        [t('approval.proposedAt'), proposal.proposedAt ? <Moment key="at" at={proposal.proposedAt} /> : null],
        [t('approval.until'), proposal.expiresAt ? <Moment key="until" at={proposal.expiresAt} /> : null],
        [t('approval.note'), proposal.note || t('approval.noNote')],
      ]}
    />
  );
}

/** What is proposed beside what serves. */
export function ProposalDiff({ detail, proposal }: { detail: ConnectionDetail; proposal: Revision }) {
  const { t } = useI18n();
  const { live } = detail;
  return (
    <Part
      title={t('approval.changes')}
      intro={live ? t('approval.changesIntro', { number: live.number }) : t('approval.changesIntroFirst')}
    >
      <ContentDiff before={live} after={proposal} people={detail.people} />
    </Part>
  );
}
