import { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { makeStyles, tokens } from '@fluentui/react-components';
import { useCallback } from 'react';
import { ContentDiff } from '../../connections/content-diff.tsx';
import { useI18n } from '../../i18n/i18n-context.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { useSession } from '../../session/session-context.ts';
import { useLoaded } from '../../session/use-loaded.ts';
import { FeatureLoading } from '../../shell/feature-loading.tsx';
import { promotedContent } from './promoted-content.ts';

const ANEW: readonly PlainKey[] = [
  'promote.anew.address',
  'promote.anew.client',
  'promote.anew.writeback',
  'promote.anew.credentials',
  'promote.anew.approval',
];
const KEPT: readonly PlainKey[] = ['promote.kept.own', 'promote.kept.credentials', 'promote.anew.approval'];

const useStyles = makeStyles({
  diff: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  list: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    paddingInlineStart: '1.5em',
    maxWidth: '48rem',
  },
});

/** What a promotion would carry over, and what has to be given anew. */
export function PromotionDiff(props: { detail: ConnectionDetail; targetId: string | null }) {
  const styles = useStyles();
  const { t } = useI18n();
  const { detail, targetId } = props;
  const list = (title: PlainKey, items: readonly PlainKey[]) => (
    <>
      <h4 className={styles.heading}>{t(title)}</h4>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item}>{t(item)}</li>
        ))}
      </ul>
    </>
  );
  if (!detail.live) return null;
  return (
    <div className={styles.diff}>
      {list(targetId === null ? 'promote.anew' : 'promote.kept', targetId === null ? ANEW : KEPT)}
      <h4 className={styles.heading}>{t('promote.carried')}</h4>
      {targetId === null ? (
        <ContentDiff
          before={null}
          after={{
            content: promotedContent(detail.live.content, null),
            authority: null,
            credentialsSetIn: null,
          }}
          people={detail.people}
          sides={{ before: '', after: t('promote.after') }}
        />
      ) : (
        <ExistingDiff key={targetId} detail={detail} targetId={targetId} />
      )}
    </div>
  );
}

function ExistingDiff({ detail, targetId }: { detail: ConnectionDetail; targetId: string }) {
  const { t } = useI18n();
  const { api } = useSession();
  const { loaded, reload } = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.get(`/api/connections/${encodeURIComponent(targetId)}`, ConnectionDetail, signal),
      [api, targetId],
    ),
  );
  if (loaded.state === 'loading') return <FeatureLoading />;
  if (loaded.state === 'failed') return <ChangeFailure failure={loaded.failure} onRetry={reload} />;
  const target = loaded.value;
  const own = target.live ?? target.history[0] ?? null;
  if (!detail.live) return null;
  return (
    <ContentDiff
      before={own}
      after={{
        content: promotedContent(detail.live.content, own?.content ?? null),
        // Of the environment, as the address is.
        authority: own?.authority ?? null,
        credentialsSetIn: own?.credentialsSetIn ?? null,
      }}
      people={{ ...target.people, ...detail.people }}
      sides={{ before: target.name, after: t('promote.after') }}
    />
  );
}
