import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { LastDecision } from '../connections/last-decision.tsx';
import type { SectionProps } from '../connections/section.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { personName } from '../parts/person-name.ts';
import { SectionBody } from '../parts/section.tsx';
import { hashOf } from '../shell/route.ts';
import { type ApprovalState, approvalState } from './approval/approval-state.ts';
import { DecideStep } from './approval/decide-step.tsx';
import { EhrSignInStep } from './approval/ehr-sign-in-step.tsx';
import { ProposalDiff, ProposalFacts } from './approval/proposal-facts.tsx';

const useStyles = makeStyles({
  steps: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  focusable: { outlineStyle: 'none' },
});

type Decision = 'approved' | 'rejected';

/** Who is asked to approve what; for the approver, the place where it is done. */
export function ApprovalSection({ detail, changed, reload }: SectionProps) {
  const styles = useStyles();
  const { t } = useI18n();
  const [decision, setDecision] = useState<Decision | null>(null);
  const approval = approvalState(detail, new Date());
  const decided = (fresh: ConnectionDetail, made: Decision) => {
    setDecision(made);
    changed(fresh);
  };
  // What was decided is old news as soon as there is something to decide again.
  if (decision !== null && approval.state === 'deciding') setDecision(null);
  return (
    <SectionBody title={t('approval.title')} intro={t('approval.intro')}>
      {decision !== null && <Decided decision={decision} connectionId={detail.id} />}
      <Standing approval={approval} detail={detail} isJustDecided={decision !== null} />
      {approval.state === 'deciding' && (
        <>
          <ProposalDiff detail={detail} proposal={approval.proposal} />
          <ol className={styles.steps}>
            <EhrSignInStep detail={detail} proposal={approval.proposal} />
            <DecideStep detail={detail} proposal={approval.proposal} decided={decided} reload={reload} />
          </ol>
        </>
      )}
      {(approval.state === 'awaited' || approval.state === 'expired') && (
        <ProposalDiff detail={detail} proposal={approval.proposal} />
      )}
    </SectionBody>
  );
}

function Decided({ decision, connectionId }: { decision: Decision; connectionId: string }) {
  const styles = useStyles();
  const { t } = useI18n();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []); // the button that had the focus is gone
  return (
    <div ref={ref} tabIndex={-1} className={styles.focusable}>
      <MessageBar intent={decision === 'approved' ? 'success' : 'info'} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t(`approval.decided.${decision}.title`)}</MessageBarTitle>{' '}
          {t(`approval.decided.${decision}.text`)}
        </MessageBarBody>
        {decision === 'approved' && (
          <MessageBarActions>
            <Button as="a" href={hashOf({ feature: 'connections', path: [connectionId, 'records'] })}>
              {t('approval.decided.approved.go')}
            </Button>
          </MessageBarActions>
        )}
      </MessageBar>
    </div>
  );
}

function Standing(props: { approval: ApprovalState; detail: ConnectionDetail; isJustDecided: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { approval, detail } = props;
  switch (approval.state) {
    case 'none':
      return (
        <>
          <Text>{detail.live ? t('approval.none') : t('approval.noneEver')}</Text>
          {approval.last && !props.isJustDecided && <LastDecision detail={detail} revision={approval.last} />}
        </>
      );
    case 'draft':
      return (
        <>
          <Text>{t('approval.draft', { number: approval.draft.number })}</Text>
          {approval.last && <LastDecision detail={detail} revision={approval.last} />}
        </>
      );
    case 'expired':
      return (
        <>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{t('approval.expired.title')}</MessageBarTitle> {t('approval.expired.text')}
            </MessageBarBody>
          </MessageBar>
          <ProposalFacts detail={detail} proposal={approval.proposal} />
        </>
      );
    case 'awaited':
    case 'deciding': {
      const approver = personName(i18n, detail.people, approval.proposal.content.approver);
      return (
        <>
          <Text>
            {approval.state === 'deciding'
              ? t('approval.deciding')
              : t(detail.live ? 'approval.awaited' : 'approval.awaitedFirst', { approver })}
          </Text>
          <ProposalFacts detail={detail} proposal={approval.proposal} />
        </>
      );
    }
  }
}
