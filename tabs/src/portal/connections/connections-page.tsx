import { Connections } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { listNews } from '../following/connection-news.ts';
import { FollowingBar } from '../following/news-bar.tsx';
import { useFollowed } from '../following/use-followed.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { FailurePage } from '../session/failure-page.tsx';
import { useSession } from '../session/session-context.ts';
import { useLoaded } from '../session/use-loaded.ts';
import { hashOf } from '../shell/route.ts';
import { Announcer } from '../visits/announcer.tsx';
import { ConnectionsSkeleton } from './connections-skeleton.tsx';
import { AddConnection } from './list/add-connection.tsx';
import { ConnectionList } from './list/connection-list.tsx';
import { ExportConfiguration } from './list/export-configuration.tsx';
import { FirstConnection } from './list/first-connection.tsx';
import { Invitations } from './list/invitations.tsx';
import { createPhotos, PhotosProvider } from './people/photos.ts';
import { removedName } from './removed.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXL },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
  },
  titles: { display: 'grid', gap: tokens.spacingVerticalXXS },
  heading: { ...typographyStyles.title3, margin: 0, outlineStyle: 'none' },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** Every connection of the organisation, and the way to another one. */
export function ConnectionsPage() {
  const { api, host } = useSession();
  const photos = useMemo(() => createPhotos(api), [api]);
  const i18n = useI18n();
  const { loaded, reload, replace } = useLoaded(
    useCallback((signal: AbortSignal) => api.get('/api/connections', Connections, signal), [api]),
  );
  const { following, retry, said } = useFollowed({
    connectionId: null,
    shown: loaded.state === 'ready' ? loaded.value : null,
    show: replace,
    ask: (signal) => api.getSettled('/api/connections', Connections, signal),
    // Where one adds the first connection is gone when there is one.
    disturbs: () => true,
    news: (before, after) => listNews(i18n, before, after),
  });
  switch (loaded.state) {
    case 'loading':
      return <ConnectionsSkeleton label="connections.loading" />;
    case 'failed':
      return (
        <FailurePage
          failure={loaded.failure}
          hostKind={host.kind}
          forbidden="connections.forbidden"
          onRetry={reload}
        />
      );
    case 'ready':
      return (
        <PhotosProvider value={photos}>
          <ListedConnections value={loaded.value} reload={reload}>
            <FollowingBar
              following={following}
              onRetry={() => {
                retry();
                reload();
              }}
            />
          </ListedConnections>
          <Announcer said={said} />
        </PhotosProvider>
      );
  }
}

function ListedConnections(props: { value: Connections; reload: () => void; children: ReactNode }) {
  const styles = useStyles();
  const { t } = useI18n();
  const { me } = useSession();
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => headingRef.current?.focus({ preventScroll: true }), []);
  const { reload } = props;
  const { connections, invitations, allowed } = props.value;
  const [removed] = useState(removedName);
  const mayAdd = allowed.includes('add-connection');
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <div className={styles.titles}>
          <h1 ref={headingRef} tabIndex={-1} className={styles.heading}>
            {t('connections.title')}
          </h1>
          <Text className={styles.quiet}>{t('connections.of', { organization: me.organization.name })}</Text>
        </div>
        {connections.length > 0 && (
          <div className={styles.actions}>
            {allowed.includes('read-audit') && (
              <Button as="a" href={hashOf({ feature: 'audit' })} icon={<HistoryRegular />}>
                {t('connections.audit')}
              </Button>
            )}
            {allowed.includes('export-configuration') && <ExportConfiguration />}
            {mayAdd && <AddConnection />}
          </div>
        )}
      </div>
      {props.children}
      {removed !== null && (
        <MessageBar intent="success" role="status" layout="multiline">
          <MessageBarBody>{t('news.list.removed', { name: removed })}</MessageBarBody>
        </MessageBar>
      )}
      {invitations.length > 0 && <Invitations invitations={invitations} mayAccept={mayAdd} reload={reload} />}
      {connections.length === 0 ? (
        <FirstConnection mayAdd={mayAdd} />
      ) : (
        <ConnectionList connections={connections} />
      )}
    </div>
  );
}
