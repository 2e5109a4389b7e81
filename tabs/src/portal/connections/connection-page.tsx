import { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { Suspense, useCallback } from 'react';
import { FailurePage } from '../session/failure-page.tsx';
import { useSession } from '../session/session-context.ts';
import { useLoaded } from '../session/use-loaded.ts';
import { ErrorBoundary } from '../shell/error-boundary.tsx';
import { FeatureLoading } from '../shell/feature-loading.tsx';
import { ConnectionHead } from './connection-head.tsx';
import { SECTIONS } from './sections.tsx';

/** Everything of one connection, a section at a time. */
export function ConnectionPage(props: { id: string; section: string | null }) {
  const { api, host } = useSession();
  const { loaded, reload, replace } = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.get(`/api/connections/${encodeURIComponent(props.id)}`, ConnectionDetail, signal),
      [api, props.id],
    ),
  );
  const section = SECTIONS.find(({ name }) => name === props.section) ?? SECTIONS[0];
  switch (loaded.state) {
    case 'loading':
      return <FeatureLoading />;
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
        <>
          <ConnectionHead detail={loaded.value} current={section.name} />
          <ErrorBoundary key={section.name}>
            <Suspense fallback={<FeatureLoading />}>
              <section.Page detail={loaded.value} changed={replace} reload={reload} />
            </Suspense>
          </ErrorBoundary>
        </>
      );
  }
}
