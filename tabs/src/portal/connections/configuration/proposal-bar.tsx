import { ConnectionDetail, type Revision } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Button,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { useMomentWords } from '../../parts/moment.tsx';
import { personName } from '../../parts/person-name.ts';
import { useSession } from '../../session/session-context.ts';
import { hashOf } from '../../shell/route.ts';

const useStyles = makeStyles({
  bar: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** A proposal is under way: whom it waits for, until when, and how to take it back. */
export function ProposalBar(props: {
  detail: ConnectionDetail;
  proposal: Revision;
  changed: (detail: ConnectionDetail) => void;
  reload: () => void;
}) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const moment = useMomentWords();
  const { api } = useSession();
  const { detail, proposal } = props;
  const withdraw = async () => {
    const path = `/api/connections/${encodeURIComponent(detail.id)}/revisions/${proposal.number}/withdraw`;
    const fresh = await api.change('POST', path, { version: proposal.version }, ConnectionDetail);
    return () => props.changed(fresh);
  };
  return (
    <div className={styles.bar}>
      <MessageBar intent="info" layout="multiline" role="status">
        <MessageBarBody>
          <MessageBarTitle>{t('proposal.title', { number: proposal.number })}</MessageBarTitle>{' '}
          {t('proposal.waits', {
            name: personName(i18n, detail.people, proposal.content.approver),
            until: proposal.expiresAt ? moment(proposal.expiresAt) : '',
          })}{' '}
          {t('proposal.frozen')}{' '}
          <Link href={hashOf({ feature: 'connections', path: [detail.id, 'approval'] })} inline>
            {t('proposal.open')}
          </Link>
        </MessageBarBody>
      </MessageBar>
      {detail.allowed.includes('edit-draft') && (
        <div className={styles.buttons}>
          <Confirm
            trigger={<Button>{t('proposal.withdraw')}</Button>}
            title={t('proposal.withdraw.title')}
            action={t('proposal.withdraw')}
            onConfirm={withdraw}
            onReload={props.reload}
          >
            {t('proposal.withdraw.text')}
          </Confirm>
        </div>
      )}
    </div>
  );
}
