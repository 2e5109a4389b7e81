import { Connections } from '@ehr-connector/shared/contract/configuration.ts';
import { useCallback } from 'react';
import { FailurePage } from '../session/failure-page.tsx';
import { useSession } from '../session/session-context.ts';
import { useLoaded } from '../session/use-loaded.ts';
import { FeatureLoading } from '../shell/feature-loading.tsx';
import { hashOf } from '../shell/route.ts';

/** Every connection of the organisation. */
export function ConnectionsPage() {
  const { api, host } = useSession();
  const { loaded, reload } = useLoaded(
    useCallback((signal: AbortSignal) => api.get('/api/connections', Connections, signal), [api]),
  );
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
        <ul>
          {loaded.value.connections.map(({ id, name }) => (
            <li key={id}>
              <a href={hashOf({ feature: 'connections', path: [id] })}>{name}</a>
            </li>
          ))}
        </ul>
      );
  }
}
