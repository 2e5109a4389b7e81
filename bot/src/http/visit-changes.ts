import type { Changes } from './changes.ts';

export interface VisitChange {
  readonly organizationId: string;
  readonly visitId: string;
  readonly version: number;
}

/** Hears of visits that changed. */
export type VisitChanges = Changes<VisitChange>;

/** The payload that the database notifies with: `organisation:visit:version`. */
export function parseVisitChange(payload: string): VisitChange | null {
  const [organizationId, visitId, version] = payload.split(':');
  if (!organizationId || !visitId || !version) return null;
  return { organizationId, visitId, version: Number(version) };
}

/** Runs `refresh` at once and after each call of the returned function, one at a time, and at most once more. */
export function coalesced(refresh: () => Promise<void>, failed: (error: unknown) => void): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await refresh();
      } while (again);
    } catch (error) {
      failed(error);
    } finally {
      running = false;
    }
  };
  void run();
  return () => void run();
}
