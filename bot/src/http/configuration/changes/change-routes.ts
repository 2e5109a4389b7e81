import type { ConfigurationEvent } from '@ehr-connector/shared/contract/configuration.ts';
import type { Metrics } from '../../../work/metrics.ts';
import { openEventStream } from '../../event-stream.ts';
import type { Routes } from '../../server.ts';
import type { Asking } from '../asking.ts';
import type { ConfigurationChanges } from './configuration-changes.ts';

/** Tells that something changed, never what: whoever hears it asks anew, and is shown what they may see by then. */
export function changeRoutes(
  routes: Routes,
  deps: {
    readonly asking: Asking;
    readonly configurationChanges: ConfigurationChanges;
    readonly metrics: Metrics;
  },
): void {
  const { asking, configurationChanges, metrics } = deps;

  routes.stream('/api/configuration/events', async (request, res) => {
    const { member } = await asking.ofOrganization(request, 'view-configuration');
    const stream = openEventStream(res);
    metrics.streams.inc({ kind: 'configuration' });
    const tell = (connectionId: string | null) => {
      const event: ConfigurationEvent = { connectionId };
      stream.send('changed', event);
    };
    const stop = [
      configurationChanges.on(({ organizationId, connectionId }) => {
        if (organizationId === member.organizationId) tell(connectionId);
      }),
      configurationChanges.onMissed(() => tell(null)),
    ];
    await stream.gone;
    for (const off of stop) off();
    metrics.streams.dec({ kind: 'configuration' });
  });
}
