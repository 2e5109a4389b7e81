import { Places } from '@ehr-connector/shared/contract/people.ts';
import { useCallback } from 'react';
import { useSession } from '../../session/session-context.ts';
import { useLoaded } from '../../session/use-loaded.ts';

/** The chats and teams that the app was added to. */
export function usePlaces() {
  const { api } = useSession();
  return useLoaded(useCallback((signal: AbortSignal) => api.get('/api/places', Places, signal), [api]));
}
