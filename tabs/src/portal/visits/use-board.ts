import { Board } from '@ehr-connector/shared/contract/visit-board.ts';
import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from 'react';
import { browserNetwork } from '../live/browser-network.ts';
import { afterReally } from '../live/timers.ts';
import { useSession } from '../session/session-context.ts';
import { createBoardFeed, type VisitChanged } from './board-feed.ts';
import type { BoardView } from './board-view.ts';
import { type Day, rangeOf } from './day.ts';

/** The board of a day, live for as long as the component is there. */
export function useBoard(day: Day, onChange: VisitChanged): BoardView & { retry: () => void } {
  const { api } = useSession();
  const feed = useMemo(() => {
    const range = rangeOf(day);
    const query = new URLSearchParams({ from: range.from.toISOString(), to: range.to.toISOString() });
    return createBoardFeed({
      range,
      load: (signal) => api.get(`/api/visits?${query}`, Board, signal),
      openEvents: (signal) => api.openEvents('/api/visits/events', signal),
      clock: Date.now,
      after: afterReally,
      random: Math.random,
      network: browserNetwork(window),
    });
  }, [api, day]);
  const changed = useEffectEvent(onChange);
  useEffect(() => {
    const unsubscribe = feed.subscribeChanges((before, after) => changed(before, after));
    const stop = feed.start();
    return () => {
      unsubscribe();
      stop();
    };
  }, [feed]);
  return { ...useSyncExternalStore(feed.subscribe, feed.view), retry: feed.retry };
}
