/** Hears of visits that changed, on any replica. */
export interface VisitChanges {
  /** @returns how to stop hearing. */
  on(heard: (change: VisitChange) => void): () => void;
  /** Called when changes may have been missed. */
  onMissed(handler: () => void): () => void;
}

export interface VisitChange {
  readonly organizationId: string;
  readonly visitId: string;
  readonly version: number;
}

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
