import { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { useEffect, useRef } from 'react';
import { useSession } from '../../session/session-context.ts';

const LOOK_AGAIN_MS = 4_000;

/**
 * Keeps what is shown of a connection fresh while something happens in another window: looks when the page is seen or
 * focused again, and every few seconds. A look that fails changes nothing; the next one may not.
 */
export function useFreshDetail(settings: {
  connectionId: string;
  isActive: boolean;
  changed: (detail: ConnectionDetail) => void;
}): void {
  const { api } = useSession();
  const { connectionId, isActive } = settings;
  const changed = useRef(settings.changed);
  changed.current = settings.changed;
  useEffect(() => {
    if (!isActive) return;
    const abort = new AbortController();
    let isLooking = false;
    const look = async () => {
      if (isLooking || document.visibilityState === 'hidden') return;
      isLooking = true;
      const path = `/api/connections/${encodeURIComponent(connectionId)}`;
      const detail = await api.get(path, ConnectionDetail, abort.signal).catch(() => null);
      isLooking = false;
      if (detail && !abort.signal.aborted) changed.current(detail);
    };
    const lookNow = () => void look();
    const timer = window.setInterval(lookNow, LOOK_AGAIN_MS);
    window.addEventListener('focus', lookNow);
    document.addEventListener('visibilitychange', lookNow);
    return () => {
      abort.abort();
      window.clearInterval(timer);
      window.removeEventListener('focus', lookNow);
      document.removeEventListener('visibilitychange', lookNow);
    };
  }, [api, connectionId, isActive]);
}
