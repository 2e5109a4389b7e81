import { Connections } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Button,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Spinner,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import {
  ArrowDownloadRegular,
  ArrowLeftRegular,
  DocumentSearchRegular,
  ShieldCheckmarkRegular,
} from '@fluentui/react-icons';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { StatePage } from '../notices/state-page.tsx';
import { ChangeFailure } from '../parts/change-failure.tsx';
import { downloadBlob } from '../parts/download.ts';
import { useMomentWords } from '../parts/moment.tsx';
import { useChange } from '../parts/use-change.ts';
import { FailurePage } from '../session/failure-page.tsx';
import { useSession } from '../session/session-context.ts';
import { useLoaded } from '../session/use-loaded.ts';
import { FeatureLoading } from '../shell/feature-loading.tsx';
import { hashOf } from '../shell/route.ts';
import { AuditEntries } from './audit/audit-entries.tsx';
import { AuditFilters } from './audit/audit-filters.tsx';
import { type AuditFilter, useAudit } from './audit/use-audit.ts';

const EVERYTHING: AuditFilter = { action: '', subject: '' };

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalL },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'start',
    gap: tokens.spacingHorizontalM,
  },
  titles: { display: 'grid', gap: tokens.spacingVerticalXS, maxWidth: '48rem' },
  back: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    justifySelf: 'start',
  },
  heading: { ...typographyStyles.title3, margin: 0, outlineStyle: 'none' },
  quiet: { color: tokens.colorNeutralForeground2 },
  more: { justifySelf: 'start' },
});

/** Who did what in the configuration and around it: all of it, append only. */
export function AuditLogPage() {
  const styles = useStyles();
  const { t } = useI18n();
  const { api, host } = useSession();
  const [filter, setFilter] = useState(EVERYTHING);
  const { loaded, reload, more, loadingMore, isLoadingMore } = useAudit(filter);
  const known = useLoaded(
    useCallback((signal: AbortSignal) => api.get('/api/connections', Connections, signal), [api]),
  );
  const exporting = useChange();
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => headingRef.current?.focus({ preventScroll: true }), []);
  const connections = known.loaded.state === 'ready' ? known.loaded.value : null;
  const download = () =>
    exporting.run(async () => downloadBlob('audit-log.ndjson', await api.file('/api/audit/export')));
  if (loaded.state === 'failed') {
    return (
      <FailurePage
        failure={loaded.failure}
        hostKind={host.kind}
        forbidden="audit.forbidden"
        onRetry={reload}
      />
    );
  }
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <div className={styles.titles}>
          <Link href={hashOf({ feature: 'connections' })} className={styles.back}>
            <ArrowLeftRegular aria-hidden="true" />
            {t('connection.back')}
          </Link>
          <h1 ref={headingRef} tabIndex={-1} className={styles.heading}>
            {t('audit.title')}
          </h1>
          <Text className={styles.quiet}>{t('audit.intro')}</Text>
        </div>
        {connections?.allowed.includes('export-audit') && (
          <Button
            icon={exporting.isRunning ? <Spinner size="tiny" /> : <ArrowDownloadRegular />}
            disabledFocusable={exporting.isRunning}
            onClick={() => void download()}
          >
            {t('audit.export')}
          </Button>
        )}
      </div>
      {exporting.change.state === 'failed' && (
        <ChangeFailure failure={exporting.change.failure} onRetry={() => void download()} />
      )}
      <AuditFilters filter={filter} connections={connections?.connections ?? []} onChange={setFilter} />
      {loaded.state === 'loading' ? (
        <FeatureLoading />
      ) : (
        <>
          <Checkpoint last={loaded.value.lastCheckpoint} />
          {loaded.value.entries.length === 0 ? (
            <StatePage
              level="h2"
              icon={<DocumentSearchRegular />}
              title={t('audit.none.title')}
              text={t(filter.action || filter.subject ? 'audit.none.filtered' : 'audit.none.text')}
            />
          ) : (
            <AuditEntries page={loaded.value} />
          )}
          {loadingMore.state === 'failed' && (
            <ChangeFailure failure={loadingMore.failure} onRetry={() => void more()} />
          )}
          {loaded.value.nextBefore !== null && (
            <Button
              className={styles.more}
              disabledFocusable={isLoadingMore}
              {...(isLoadingMore ? { icon: <Spinner size="tiny" /> } : {})}
              onClick={() => void more()}
            >
              {t('audit.more')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

/** Up to where the log is sealed by a signature whose key is not in the database. */
function Checkpoint({ last }: { last: { number: number; at: string } | null }) {
  const { t } = useI18n();
  const moment = useMomentWords();
  return (
    <MessageBar intent="info" layout="multiline" icon={<ShieldCheckmarkRegular />}>
      <MessageBarBody>
        {last ? t('audit.checkpoint', { number: last.number, at: moment(last.at) }) : t('audit.noCheckpoint')}
      </MessageBarBody>
    </MessageBar>
  );
}
