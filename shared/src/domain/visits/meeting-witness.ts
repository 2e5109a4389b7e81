import type { StoredSignal } from './signal.ts';

/** What the meeting's roster says of one participant. */
export type MeetingWitness = { readonly seen: boolean } & (
  | { readonly state: 'silent' }
  | { readonly state: 'in-meeting' | 'lobby'; readonly since: Date }
  | { readonly state: 'gone'; readonly since: Date; readonly number: number }
);

/** When a source saw the call end, and the number of that signal. */
export type CallEnd = Pick<StoredSignal, 'at' | 'number'>;

/** At equal times of one roster entry, the later step of a stay counts. */
const STEP: Partial<Record<StoredSignal['kind'], number>> = { lobby: 0, joined: 1, left: 2 };

/**
 * Folds the roster signals of one participant: Graph's if Graph has spoken of the participant, else the bot's.
 *
 * @param callEnded by source, when the call was last seen to end: it empties that source's roster.
 */
export function meetingWitness(
  signals: readonly StoredSignal[],
  callEnded: ReadonlyMap<string, CallEnd>,
): MeetingWitness {
  const roster = signals.filter(({ kind }) => STEP[kind] !== undefined);
  const seen = roster.some(({ kind }) => kind === 'joined');
  const spoken = believedRoster(signals);
  const [first] = spoken;
  if (first === undefined) return { state: 'silent', seen };
  return { ...oneSource(spoken, callEnded.get(first.source) ?? null), seen };
}

/** Of one participant's signals, those of the one source of the roster that counts: Graph's, else the bot's. */
export function believedRoster(signals: readonly StoredSignal[]): readonly StoredSignal[] {
  const roster = signals.filter(({ kind }) => STEP[kind] !== undefined);
  const ofGraph = roster.filter(({ source }) => source === 'graph');
  return ofGraph.length > 0 ? ofGraph : roster;
}

type OneSource =
  | { readonly state: 'in-meeting' | 'lobby'; readonly since: Date }
  | { readonly state: 'gone'; readonly since: Date; readonly number: number };

function oneSource(signals: readonly StoredSignal[], callEnded: CallEnd | null): OneSource {
  const entries = [...Map.groupBy(signals, ({ endpoint }) => endpoint).values()].map((ofEntry) =>
    lastStep(ofEntry, callEnded),
  );
  for (const [kind, state] of [
    ['joined', 'in-meeting'],
    ['lobby', 'lobby'],
  ] as const) {
    const present = entries.filter((entry) => entry.kind === kind);
    if (present.length > 0)
      return { state, since: new Date(Math.min(...present.map(({ at }) => at.getTime()))) };
  }
  return {
    state: 'gone',
    since: new Date(Math.max(...entries.map(({ at }) => at.getTime()))),
    number: Math.max(...entries.map(({ number }) => number)),
  };
}

function lastStep(signals: readonly StoredSignal[], callEnded: CallEnd | null) {
  const ordered = signals.toSorted(
    (a, b) => a.at.getTime() - b.at.getTime() || (STEP[a.kind] ?? 0) - (STEP[b.kind] ?? 0),
  );
  const last = ordered.at(-1);
  if (last === undefined) throw new RangeError('a roster entry without signals');
  const current =
    ordered.toReversed().find((signal, index, all) => all[index + 1]?.kind !== signal.kind) ?? last;
  if (callEnded !== null && last.kind !== 'left' && callEnded.at >= last.at)
    return { kind: 'left' as const, ...callEnded };
  return { kind: last.kind, at: current.at, number: Math.max(...signals.map(({ number }) => number)) };
}
