import { useEffectEvent, useState } from 'react';
import type { Following } from '../live/change-feed.ts';
import type { GuardPlace } from '../shell/leave-guard.ts';
import { useAnnouncements } from '../visits/announcer.tsx';
import { useChangeFeed } from './use-change-feed.ts';
import { useHands } from './use-hands.ts';

const KEPT = 3;

interface FollowSettings<T> {
  /** What is shown; null while there is nothing yet. */
  readonly shown: T | null;
  readonly show: (fresh: T) => void;
  readonly ask: (signal: AbortSignal) => Promise<T>;
  /** null for all connections, and the list of them. */
  readonly connectionId: string | null;
  /** Whether somebody who has the hands on the page would be disturbed by it. */
  readonly disturbs: (shown: T, fresh: T) => boolean;
  /** What happened, a sentence for each thing. */
  readonly news: (before: T, after: T) => readonly string[];
}

export interface Followed<T> {
  readonly following: Following;
  readonly retry: () => void;
  /** As far as it is known, also what is not shown yet; null while there is nothing. */
  readonly newest: T | null;
  /** Something waits to be shown until nobody has the hands on the page. */
  readonly isHeld: boolean;
  /** Shows it all the same, because the user wants it. */
  readonly release: () => void;
  /** What happened lately, until it is dismissed. */
  readonly notes: readonly string[];
  readonly dismiss: () => void;
  readonly said: ReturnType<typeof useAnnouncements>['said'];
  readonly guard: GuardPlace;
}

/** What others do, brought onto the page as it happens, but never under somebody's hands. */
export function useFollowed<T>(settings: FollowSettings<T>): Followed<T> {
  const { shown, show } = settings;
  const [waiting, setWaiting] = useState<{ readonly behind: T; readonly fresh: T } | null>(null);
  const [notes, setNotes] = useState<readonly string[]>([]);
  const { said, say } = useAnnouncements();
  // What the service has answered since, on whatever way, is newer than what waits.
  const held = waiting !== null && waiting.behind === shown ? waiting.fresh : null;
  const hold = (fresh: T | null) =>
    setWaiting(fresh === null || shown === null ? null : { behind: shown, fresh });

  const release = useEffectEvent(() => {
    if (held === null) return;
    hold(null);
    show(held);
  });
  const { isBusy, guard } = useHands(() => release());
  // By then, what is shown may be another.
  const hear = useEffectEvent((fresh: T) => {
    const newest = held ?? shown;
    if (shown === null || newest === null || isSame(fresh, newest)) return;
    const sentences = settings.news(newest, fresh);
    say(sentences);
    if (sentences.length > 0) setNotes((before) => [...before, ...sentences].slice(-KEPT));
    if (settings.disturbs(shown, fresh) && isBusy()) hold(fresh);
    else {
      hold(null);
      if (!isSame(fresh, shown)) show(fresh);
    }
  });
  const { following, retry } = useChangeFeed({
    connectionId: settings.connectionId,
    isActive: shown !== null,
    look: async (signal) => {
      const fresh = await settings.ask(signal);
      if (!signal.aborted) hear(fresh);
    },
  });
  return {
    following,
    retry,
    newest: held ?? shown,
    isHeld: held !== null,
    release: (): void => {
      if (held !== null) show(held);
      hold(null);
    },
    notes,
    dismiss: () => setNotes([]),
    said,
    guard,
  };
}

/** Both came from the service, which writes the members of one thing in one order. */
const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
