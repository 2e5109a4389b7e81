import type { Board, BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import { reconnectDelay } from '../live/reconnect-delay.ts';
import type { After } from '../live/timers.ts';
import { failureOf } from '../session/api.ts';
import { Failure } from '../session/failure.ts';
import { readBoardEvents } from './board-events.ts';
import type { BoardView } from './board-view.ts';
import type { DayRange } from './day.ts';
import { type ShownVisits, withBoard, withVisit } from './shown-visits.ts';

/** The board is fetched when the stream is open, so that no change falls between; a slow stream does not hold it up. */
const STREAM_HEAD_START_MS = 1_000;
/** A stream that lasted this long was sound: the next trouble starts counting anew. */
const SOUND_STREAM_MS = 10_000;

export interface BoardFeedDeps {
  readonly range: DayRange;
  readonly load: (signal: AbortSignal) => Promise<Board>;
  readonly openEvents: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
  /** The device's time in milliseconds. */
  readonly clock: () => number;
  readonly after: After;
  readonly random: () => number;
  readonly network: { isOnline: () => boolean; subscribe: (changed: () => void) => () => void };
}

/** A visit changed while the user was looking. `before` is undefined for a visit that is new on the board. */
export type VisitChanged = (before: BoardVisit | undefined, after: BoardVisit) => void;

/** One day's board, kept up to date while it runs. */
export interface BoardFeed {
  view(): BoardView;
  subscribe(changed: () => void): () => void;
  /** Calls back for what events bring, not for what a fetched board does. */
  subscribeChanges(changed: VisitChanged): () => void;
  /** @returns stops; the feed keeps what it knows and may be started again. */
  start(): () => void;
  /** Tries again now instead of when the next attempt is due. */
  retry(): void;
}

export function createBoardFeed(deps: BoardFeedDeps): BoardFeed {
  const listeners = new Set<() => void>();
  const changeListeners = new Set<VisitChanged>();
  const heardAt = new Map<string, number>();
  let heardCount = 0;
  let lastHeard: number | null = null;
  let wake: () => void = () => undefined;
  let view: BoardView = {
    content: { state: 'loading' },
    link: 'connecting',
    knownAt: null,
    clockOffsetMs: 0,
  };

  const show = (change: Partial<BoardView>): void => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };
  const shown = (): ShownVisits => (view.content.state === 'ready' ? view.content.visits : new Map());
  const early: BoardVisit[] = []; // events that came before there was a board to change

  const hear = (visit: BoardVisit): void => {
    heardAt.set(visit.id, ++heardCount);
    if (view.content.state !== 'ready') {
      early.push(visit);
      return;
    }
    const before = view.content.visits;
    const visits = withVisit(before, visit, deps.range, deps.clock() + view.clockOffsetMs);
    if (visits === before) return;
    show({ content: { ...view.content, visits } });
    for (const changed of changeListeners) changed(before.get(visit.id), visit);
  };

  const load = async (signal: AbortSignal): Promise<void> => {
    const mark = heardCount;
    const asked = deps.clock();
    const board = await deps.load(signal);
    const answered = deps.clock();
    const clockOffsetMs = Date.parse(board.asOf) - (asked + answered) / 2;
    let visits = withBoard(shown(), board.visits, (id) => (heardAt.get(id) ?? 0) > mark);
    for (const visit of early.splice(0)) {
      visits = withVisit(visits, visit, deps.range, answered + clockOffsetMs);
    }
    lastHeard = answered;
    const knownAt = answered + clockOffsetMs;
    show({ content: { state: 'ready', scope: board.scope, visits }, knownAt, clockOffsetMs });
  };

  /** One stream from opening to loss. Rejects only when there is no use in another attempt. */
  const attempt = async (stop: AbortSignal): Promise<void> => {
    const given = new AbortController();
    const signal = AbortSignal.any([stop, given.signal]);
    const failed = (error: unknown): void => {
      if (signal.aborted) return;
      given.abort();
      const failure = failureOf(error);
      if (isFinal(failure) || view.content.state !== 'ready') show({ content: { state: 'failed', failure } });
    };
    if (!deps.network.isOnline()) return failed(new Failure('offline'));
    const stopListening = deps.network.subscribe(() => {
      if (!deps.network.isOnline()) given.abort();
    });
    const takeBack = deps.after(STREAM_HEAD_START_MS, () => void load(signal).catch(failed));
    try {
      await readBoardEvents(
        { open: deps.openEvents, after: deps.after },
        {
          opened: () => {
            takeBack();
            load(signal).then(() => show({ link: 'live' }), failed);
          },
          heard: () => {
            lastHeard = deps.clock();
          },
          visit: hear,
        },
        signal,
      );
    } catch (error) {
      takeBack();
      const failure = failureOf(error);
      if (isFinal(failure)) failed(failure);
      // Where the stream does not get through, the attempts at least bring the board.
      else if (!signal.aborted) await load(signal).catch(failed);
    } finally {
      takeBack();
      stopListening();
      given.abort();
    }
  };

  const pause = (ms: number, stop: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const ends: (() => void)[] = [];
      wake = () => {
        for (const end of ends) end();
        resolve();
      };
      ends.push(deps.network.subscribe(() => (deps.network.isOnline() ? wake() : showLoss())));
      if (deps.network.isOnline() && Number.isFinite(ms)) ends.push(deps.after(ms, () => wake()));
      stop.addEventListener('abort', () => wake(), { once: true });
    });

  const showLoss = (): void => {
    const knownAt = lastHeard === null ? null : lastHeard + view.clockOffsetMs;
    show({ link: deps.network.isOnline() ? 'lost' : 'offline', knownAt });
  };

  const run = async (stop: AbortSignal): Promise<void> => {
    for (let failures = 1; !stop.aborted; failures += 1) {
      const began = deps.clock();
      await attempt(stop);
      if (stop.aborted) return;
      showLoss();
      if (deps.clock() - began >= SOUND_STREAM_MS) failures = 1;
      const isOver = view.content.state === 'failed' && isFinal(view.content.failure);
      // Nothing but the user can change a final refusal: wait for `retry`.
      await pause(isOver ? Number.POSITIVE_INFINITY : reconnectDelay(failures, deps.random()), stop);
    }
  };

  return {
    view: () => view,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    subscribeChanges: (changed) => {
      changeListeners.add(changed);
      return () => changeListeners.delete(changed);
    },
    start: () => {
      const stop = new AbortController();
      void run(stop.signal);
      return () => stop.abort();
    },
    retry: () => {
      if (view.content.state === 'failed') show({ content: { state: 'loading' } });
      wake();
    },
  };
}

/** The service knows its answer will stay the same. */
function isFinal(failure: Failure): boolean {
  return failure.kind === 'signed-out' || failure.kind === 'forbidden';
}
