import type { ConnectionDetail, Revision } from '@ehr-connector/shared/contract/configuration.ts';
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowUndoRegular } from '@fluentui/react-icons';
import { ContentDiff } from '../../connections/content-diff.tsx';
import type { I18n } from '../../i18n/i18n.ts';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Moment, useMomentWords } from '../../parts/moment.tsx';
import { personName } from '../../parts/person-name.ts';
import { previousApproved } from './previous-approved.ts';

const useStyles = makeStyles({
  details: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    paddingBlock: tokens.spacingVerticalM,
  },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  restore: { justifySelf: 'start' },
});

/** Who, what, when and why of one revision, and how it ended. */
export function RevisionDetails(props: {
  detail: ConnectionDetail;
  revision: Revision;
  onRestore: () => Promise<() => void>;
  onReload: () => void;
}) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const moment = useMomentWords();
  const { detail, revision } = props;
  const before = previousApproved(detail.history, revision);
  const by = (id: string | null, at: string | null) =>
    at === null ? null : t('history.byAt', { who: personName(i18n, detail.people, id), at: moment(at) });
  const canRestore =
    revision.state === 'approved' && !revision.isLive && detail.allowed.includes('edit-draft');
  return (
    <div className={styles.details}>
      <Facts
        facts={[
          [t('history.began'), originWords(i18n, revision)],
          [t('history.createdBy'), by(revision.createdBy, revision.createdAt)],
          [t('history.proposedBy'), by(revision.proposedBy, revision.proposedAt)],
          [t('history.note'), revision.note || t('approval.noNote')],
          [t('history.decidedBy'), by(revision.decidedBy, revision.decidedAt)],
          [t('history.reason'), revision.reason],
          [
            t('history.expiredAt'),
            revision.state === 'expired' && revision.expiresAt ? (
              <Moment key="at" at={revision.expiresAt} />
            ) : null,
          ],
        ]}
      />
      {canRestore && (
        <div className={styles.restore}>
          <Confirm
            trigger={
              <Button icon={<ArrowUndoRegular />}>{t('history.restore', { number: revision.number })}</Button>
            }
            title={t('history.restore.title', { number: revision.number })}
            action={t('history.restore.action')}
            onConfirm={props.onRestore}
            onReload={props.onReload}
          >
            <Text>{t(detail.open ? 'history.restore.open' : 'history.restore.text')}</Text>
          </Confirm>
        </div>
      )}
      <h4 className={styles.heading}>
        {before ? t('history.changesFrom', { number: before.number }) : t('history.content')}
      </h4>
      <ContentDiff
        before={before}
        after={revision}
        people={detail.people}
        sides={{
          before: before ? t('history.revision', { number: before.number }) : '',
          after: t('history.revision', { number: revision.number }),
        }}
      />
    </div>
  );
}

function originWords({ t }: I18n, { origin }: Revision): string {
  switch (origin.kind) {
    case 'new':
    case 'share':
      return t(`history.origin.${origin.kind}`);
    case 'edit':
    case 'rollback':
    case 'promotion':
      return t(`history.origin.${origin.kind}`, { number: origin.of });
  }
}
