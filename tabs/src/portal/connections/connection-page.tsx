import { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef } from 'react';
import { FollowingBar, NewsBar } from '../following/news-bar.tsx';
import { type FollowedConnection, useFollowedConnection } from '../following/use-followed-connection.ts';
import { FailurePage } from '../session/failure-page.tsx';
import { useSession } from '../session/session-context.ts';
import { useLoaded } from '../session/use-loaded.ts';
import { ErrorBoundary } from '../shell/error-boundary.tsx';
import { LeaveGuardProvider } from '../shell/leave-guard.ts';
import { Announcer } from '../visits/announcer.tsx';
import { ConnectionHead } from './connection-head.tsx';
import { ConnectionsSkeleton } from './connections-skeleton.tsx';
import { KnownPeopleProvider } from './people/known-people.ts';
import { createPhotos, PhotosProvider } from './people/photos.ts';
import { SectionNav } from './section-nav.tsx';
import { SECTIONS } from './sections.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXL },
  body: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXL,
    '@media (min-width: 56rem)': {
      gridTemplateColumns: 'auto minmax(0, 1fr)',
      columnGap: tokens.spacingHorizontalXXXL,
    },
  },
});

/** Everything of one connection, a section at a time, as it is now. */
export function ConnectionPage(props: { id: string; section: string | null }) {
  const { api, host } = useSession();
  const path = `/api/connections/${encodeURIComponent(props.id)}`;
  const { loaded, reload, replace } = useLoaded(
    useCallback((signal: AbortSignal) => api.get(path, ConnectionDetail, signal), [api, path]),
  );
  const followed = useFollowedConnection({
    id: props.id,
    shown: loaded.state === 'ready' ? loaded.value : null,
    show: replace,
  });
  switch (loaded.state) {
    case 'loading':
      return <ConnectionsSkeleton label="connection.loading" />;
    case 'failed':
      return (
        <FailurePage
          failure={loaded.failure}
          hostKind={host.kind}
          forbidden="connections.forbidden"
          missing="connection.missing"
          onRetry={reload}
        />
      );
    case 'ready':
      return (
        <LoadedConnection
          detail={loaded.value}
          section={props.section}
          followed={followed}
          changed={replace}
          reload={reload}
        />
      );
  }
}

function LoadedConnection(props: {
  detail: ConnectionDetail;
  section: string | null;
  followed: FollowedConnection;
  changed: (detail: ConnectionDetail) => void;
  reload: () => void;
}) {
  const styles = useStyles();
  const { api } = useSession();
  const photos = useMemo(() => createPhotos(api), [api]);
  const { detail, followed, changed, reload } = props;
  const section = SECTIONS.find(({ name }) => name === props.section) ?? SECTIONS[0];
  const arrivedAt = useRef(section.name);
  const page = useRef<HTMLDivElement>(null);
  const retry = () => {
    followed.retry();
    reload();
  };
  const dismiss = () => {
    followed.dismiss();
    // The button is gone.
    page.current?.querySelector('h1')?.focus();
  };
  return (
    <PhotosProvider value={photos}>
      <KnownPeopleProvider value={detail.people}>
        <div ref={page} className={styles.page}>
          <ConnectionHead detail={followed.newest ?? detail} />
          <FollowingBar following={followed.following} onRetry={retry} />
          {followed.following !== 'refused' && (
            <NewsBar
              notes={followed.notes}
              isHeld={followed.isHeld}
              onShow={followed.release}
              onDismiss={dismiss}
            />
          )}
          <div className={styles.body}>
            <SectionNav id={detail.id} current={section} />
            <ErrorBoundary key={section.name}>
              <Suspense fallback={<ConnectionsSkeleton label="app.loading" />}>
                <Arrival isFocused={section.name !== arrivedAt.current}>
                  <LeaveGuardProvider value={followed.guard}>
                    <section.Page detail={detail} changed={changed} reload={reload} />
                  </LeaveGuardProvider>
                </Arrival>
              </Suspense>
            </ErrorBoundary>
          </div>
          <Announcer said={followed.said} />
        </div>
      </KnownPeopleProvider>
    </PhotosProvider>
  );
}

/** Moves the focus to the heading of a section that one has come to from another. */
function Arrival(props: { isFocused: boolean; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it appears
  useEffect(() => {
    if (props.isFocused) ref.current?.querySelector('h2')?.focus();
  }, []);
  return <div ref={ref}>{props.children}</div>;
}
