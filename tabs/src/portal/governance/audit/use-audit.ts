import { AuditPage } from '@ehr-connector/shared/contract/audit.ts';
import { useCallback } from 'react';
import { useChange } from '../../parts/use-change.ts';
import { useSession } from '../../session/session-context.ts';
import { useLoaded } from '../../session/use-loaded.ts';

/** What of the log is looked at; empty for everything. */
export interface AuditFilter {
  readonly action: string;
  readonly subject: string;
}

const addressOf = ({ action, subject }: AuditFilter, before: number | null): string => {
  const query = new URLSearchParams();
  if (action !== '') query.set('action', action);
  if (subject !== '') query.set('subject', subject);
  if (before !== null) query.set('before', String(before));
  return `/api/audit${query.size > 0 ? `?${query}` : ''}`;
};

/** The audit log, newest first, as much of it as was asked for. */
export function useAudit(filter: AuditFilter) {
  const { api } = useSession();
  const { action, subject } = filter;
  const { loaded, reload, replace } = useLoaded(
    useCallback(
      (signal: AbortSignal) => api.get(addressOf({ action, subject }, null), AuditPage, signal),
      [api, action, subject],
    ),
  );
  const { change, isRunning, run } = useChange();
  const more = () =>
    run(async () => {
      if (loaded.state !== 'ready' || loaded.value.nextBefore === null) return;
      const older = await api.get(addressOf(filter, loaded.value.nextBefore), AuditPage);
      replace({
        ...older,
        lastCheckpoint: loaded.value.lastCheckpoint,
        entries: [...loaded.value.entries, ...older.entries],
        people: { ...loaded.value.people, ...older.people },
      });
    });
  return { loaded, reload, more, loadingMore: change, isLoadingMore: isRunning };
}
