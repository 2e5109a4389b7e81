/** Hears of what somebody changed, on any replica. */
export interface Changes<Change> {
  /** @returns how to stop hearing. */
  on(heard: (change: Change) => void): () => void;
  /** Called when changes may have been missed. */
  onMissed(handler: () => void): () => void;
}

/** @param parse reads what the database notifies with; `null` for what is none of ours. */
export function changesOf<Change>(
  live: {
    on(heard: (payload: string) => void): () => void;
    onMissed(handler: () => void): () => void;
  },
  parse: (payload: string) => Change | null,
): Changes<Change> {
  return {
    on: (heard) =>
      live.on((payload) => {
        const change = parse(payload);
        if (change !== null) heard(change);
      }),
    onMissed: live.onMissed,
  };
}
