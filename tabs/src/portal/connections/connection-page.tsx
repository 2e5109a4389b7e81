import { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef } from 'react';
import { FailurePage } from '../session/failure-page.tsx';
import { useSession } from '../session/session-context.ts';
import { useLoaded } from '../session/use-loaded.ts';
import { ErrorBoundary } from '../shell/error-boundary.tsx';
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

/** Everything of one connection, a section at a time. */
export function ConnectionPage(props: { id: string; section: string | null }) {
  const styles = useStyles();
  const { api, host } = useSession();
  const photos = useMemo(() => createPhotos(api), [api]);
  const { loaded, reload, replace } = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.get(`/api/connections/${encodeURIComponent(props.id)}`, ConnectionDetail, signal),
      [api, props.id],
    ),
  );
  const section = SECTIONS.find(({ name }) => name === props.section) ?? SECTIONS[0];
  const arrivedAt = useRef(section.name);
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
        <PhotosProvider value={photos}>
          <KnownPeopleProvider value={loaded.value.people}>
            <div className={styles.page}>
              <ConnectionHead detail={loaded.value} />
              <div className={styles.body}>
                <SectionNav id={props.id} current={section} />
                <ErrorBoundary key={section.name}>
                  <Suspense fallback={<ConnectionsSkeleton label="app.loading" />}>
                    <Arrival isFocused={section.name !== arrivedAt.current}>
                      <section.Page detail={loaded.value} changed={replace} reload={reload} />
                    </Arrival>
                  </Suspense>
                </ErrorBoundary>
              </div>
            </div>
          </KnownPeopleProvider>
        </PhotosProvider>
      );
  }
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
