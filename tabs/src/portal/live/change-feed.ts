import { failureOf } from '../session/api.ts';
import type { Failure } from '../session/failure.ts';
import { type EventSourceDeps, readEvents } from './read-events.ts';
import { reconnectDelay } from './reconnect-delay.ts';

/** A stream that lasted this long was sound: the next trouble starts counting anew. */
const SOUND_STREAM_MS = 10_000;
/** What changes by the clock alone tells nobody: a proof that runs out, a key that begins to sign. */
const LOOK_ANYWAY_MS = 60_000;

/**
 * How well what is shown follows what others do:
 *
 * - `live` – the last look succeeded
 * - `behind` – it did not, and is tried again
 * - `refused` – it may not be seen any more; only the user can do something about that
 */
export type Following = 'live' | 'behind' | 'refused';

interface ChangeFeedDeps extends EventSourceDeps {
  /** Whether an event is a reason to look. */
  readonly concerns: (name: string | undefined, data: string) => boolean;
  readonly clock: () => number;
  readonly random: () => number;
  readonly network: { isOnline: () => boolean; subscribe: (changed: () => void) => () => void };
  readonly attention: {
    isThere: () => boolean;
    subscribe: (changed: (isThere: boolean) => void) => () => void;
  };
}

/** Looks at how things are now. Rejects when that could not be found out. */
type Look = (signal: AbortSignal) => Promise<void>;

/** Looks anew whenever somebody changed something, for as long as anybody is there to see it. */
export interface ChangeFeed {
  following(): Following;
  subscribe(changed: () => void): () => void;
  /** @returns stops. */
  start(look: Look): () => void;
  /** Tries again now. */
  retry(): void;
}

export function createChangeFeed(deps: ChangeFeedDeps): ChangeFeed {
  const listeners = new Set<() => void>();
  let following: Following = 'live';
  let wake: () => void = () => undefined;
  const set = (next: Following): void => {
    if (following === next) return;
    following = next;
    for (const listener of listeners) listener();
  };

  /** One stream from opening to loss, with the looks that it gives reason for. */
  const attempt = async (lookNow: Look, signal: AbortSignal, lose: () => void): Promise<void> => {
    const look = oneAtATime(
      async () => {
        await lookNow(signal);
        if (!signal.aborted) set('live');
      },
      (error) => {
        if (signal.aborted) return;
        set(isFinal(failureOf(error)) ? 'refused' : 'behind');
        lose();
      },
    );
    let isOpened = false;
    let stopClock: () => void = () => undefined;
    const lookAnyway = (): void => {
      if (signal.aborted) return;
      look();
      stopClock = deps.after(LOOK_ANYWAY_MS, lookAnyway);
    };
    try {
      const opened = () => {
        isOpened = true;
        lookAnyway();
      };
      const event = (name: string | undefined, data: string) => {
        if (deps.concerns(name, data)) look();
      };
      await readEvents(deps, { opened, heard: () => undefined, event }, signal);
    } catch {
      // Refused, or broken: what comes of it is told by the look below, or by the next attempt.
    } finally {
      stopClock();
    }
    // Where no stream gets through, the attempts at least bring how things are, or why that is not told.
    if (!isOpened && !signal.aborted) await look.settled();
  };

  const run = async (look: Look, stop: AbortSignal): Promise<void> => {
    let isThere = deps.attention.isThere();
    let lose: () => void = () => undefined;
    const turn = (): void => {
      const isOnline = deps.network.isOnline();
      if (!isOnline) set('behind');
      if (isOnline && isThere) wake();
      else lose();
    };
    const subscriptions = [
      deps.network.subscribe(turn),
      deps.attention.subscribe((now) => {
        isThere = now;
        turn();
      }),
    ];
    for (let failures = 1; !stop.aborted; failures += 1) {
      const isWorthIt = deps.network.isOnline() && isThere && following !== 'refused';
      const began = deps.clock();
      if (isWorthIt) {
        const given = new AbortController();
        lose = () => given.abort();
        await attempt(look, AbortSignal.any([stop, given.signal]), lose);
      }
      if (stop.aborted) break;
      if (deps.clock() - began >= SOUND_STREAM_MS) failures = 1;
      const mayTry = deps.network.isOnline() && isThere && following !== 'refused';
      await new Promise<void>((resolve) => {
        const takeBack = mayTry
          ? deps.after(reconnectDelay(failures, deps.random()), () => wake())
          : () => undefined;
        wake = () => {
          takeBack();
          resolve();
        };
        stop.addEventListener('abort', () => wake(), { once: true });
      });
    }
    for (const unsubscribe of subscriptions) unsubscribe();
  };

  return {
    following: () => following,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    start: (look) => {
      const stop = new AbortController();
      void run(look, stop.signal);
      return () => stop.abort();
    },
    retry: () => {
      if (following === 'refused') set('behind');
      wake();
    },
  };
}

/** Runs at each call, one run at a time, and at most once more for all calls that came meanwhile. */
function oneAtATime(work: () => Promise<void>, failed: (error: unknown) => void) {
  let isRunning = false;
  let isAgain = false;
  let running = Promise.resolve();
  const run = async (): Promise<void> => {
    isRunning = true;
    try {
      do {
        isAgain = false;
        await work();
      } while (isAgain);
    } catch (error) {
      failed(error);
    } finally {
      isRunning = false;
    }
  };
  const call = (): void => {
    if (isRunning) isAgain = true;
    else running = run();
  };
  const settled = (): Promise<void> => {
    call();
    return running;
  };
  return Object.assign(call, { settled });
}

/** The service knows its answer will stay the same. */
function isFinal({ kind, code }: Failure): boolean {
  return kind === 'signed-out' || kind === 'forbidden' || code === 'connection-unknown';
}
