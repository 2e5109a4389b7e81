import { ConfigurationEvent } from '@ehr-connector/shared/contract/configuration.ts';
import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from 'react';
import { browserAttention } from '../live/browser-attention.ts';
import { browserNetwork } from '../live/browser-network.ts';
import { createChangeFeed, type Following } from '../live/change-feed.ts';
import { afterReally } from '../live/timers.ts';
import { useSession } from '../session/session-context.ts';

/**
 * Looks anew at the configuration whenever somebody changed it.
 *
 * @param settings.connectionId null for all connections and the list of them.
 * @param settings.look rejects when it could not be found out how things are.
 */
export function useChangeFeed(settings: {
  connectionId: string | null;
  isActive: boolean;
  look: (signal: AbortSignal) => Promise<void>;
}): { readonly following: Following; readonly retry: () => void } {
  const { api } = useSession();
  const { connectionId, isActive } = settings;
  const look = useEffectEvent(settings.look);
  const feed = useMemo(
    () =>
      createChangeFeed({
        open: (signal) => api.openEvents('/api/configuration/events', signal),
        concerns: (name, data) => {
          if (name !== 'changed') return false;
          const changed = ConfigurationEvent.parse(JSON.parse(data)).connectionId;
          return connectionId === null || changed === null || changed === connectionId;
        },
        clock: Date.now,
        after: afterReally,
        random: Math.random,
        network: browserNetwork(window),
        attention: browserAttention(window),
      }),
    [api, connectionId],
  );
  useEffect(() => {
    return isActive ? feed.start((signal) => look(signal)) : undefined;
  }, [feed, isActive]);
  return { following: useSyncExternalStore(feed.subscribe, feed.following), retry: feed.retry };
}
