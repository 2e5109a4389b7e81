import { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { useEffect, useRef } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { useSession } from '../session/session-context.ts';
import { connectionNews, disturbsForms } from './connection-news.ts';
import { type Followed, useFollowed } from './use-followed.ts';

export type FollowedConnection = Followed<ConnectionDetail>;

/** One connection, as others change it. */
export function useFollowedConnection(settings: {
  id: string;
  shown: ConnectionDetail | null;
  show: (detail: ConnectionDetail) => void;
}): FollowedConnection {
  const { api, me } = useSession();
  const i18n = useI18n();
  const { id, shown, show } = settings;
  const keepFocus = useSteadyFocus(shown);
  return useFollowed({
    connectionId: id,
    shown,
    show: (detail) => {
      keepFocus();
      show(detail);
    },
    ask: (signal) => api.getSettled(`/api/connections/${encodeURIComponent(id)}`, ConnectionDetail, signal),
    disturbs: disturbsForms,
    news: (before, after) => connectionNews(i18n, me.entraObjectId, before, after),
  });
}

/**
 * Sections move the focus to their heading when what they show becomes another thing, which is right for what one does
 * oneself. What others do leaves it where it is, as long as that is there.
 *
 * @returns to be called right before such a change.
 */
function useSteadyFocus(shown: unknown): () => void {
  const held = useRef<Element | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after what is shown has changed
  useEffect(() => {
    const before = held.current;
    held.current = null;
    if (before instanceof HTMLElement && before.isConnected && before !== document.activeElement)
      before.focus({ preventScroll: true });
  }, [shown]);
  return () => {
    const { activeElement } = document;
    held.current = activeElement === document.body ? null : activeElement;
  };
}
