import { type Answer, isPassing, type Refusal } from './api/answer.ts';
import { retryDelayMs } from './api/retry-delay.ts';
import { createSignals } from './api/signals.ts';
import type { Timers } from './api/timers.ts';
import type { VisitApi } from './api/visit-api.ts';
import { createVisitFeed, type OpenVisitStream } from './api/visit-feed.ts';
import { initialPageState, isOver, type PageState, screenOf } from './screen.ts';

/** One open page's dealings with the service: what it knows, what it says, and what it does when cut off. */
export interface VisitSession {
  page(): PageState;
  /** @param code brings the visit here from another browser; null where the launch itself made the cookie. */
  open(code: string | null): Promise<void>;
  /** The person has pressed the link into the meeting. */
  joined(): void;
  /** The person looks at the page again. */
  returned(): void;
  /** The network came or went: the page finds out which. */
  networkChanged(): void;
  /** The page is put away and may come back, without the network or its timers in between. */
  paused(): void;
  /** The page is gone for good. */
  closed(): void;
  retry(): void;
  /** Ends the session on this device; false when the service could not be told. */
  leave(): Promise<boolean>;
  makeHandoverCode: VisitApi['handoverCode'];
}

export function createVisitSession(deps: {
  api: VisitApi;
  openStream: OpenVisitStream;
  timers: Timers;
  random: () => number;
  /** A UUID, new at every load. */
  pageId: string;
  isOnline: () => boolean;
  onChange: () => void;
}): VisitSession {
  let page = initialPageState;

  const feed = createVisitFeed({
    ...deps,
    onVisit: (visit) => become({ visit, refusal: null, connection: { kind: 'fine' } }),
    onRefused: refused,
  });
  const signals = createSignals({
    ...deps,
    onAnswer(why) {
      // What a lasting refusal means for the page, the feed finds out.
      if (why !== null && !isPassing(why)) feed.refresh();
    },
  });

  function become(change: Partial<PageState>): void {
    const wasOver = isOver(screenOf(page));
    page = { ...page, ...change };
    const isNowOver = isOver(screenOf(page));
    if (isNowOver && !wasOver) signals.stop();
    if (wasOver && !isNowOver) signals.start();
    deps.onChange();
  }

  function refused(why: Refusal): void {
    const isUnheardOf = page.visit === null && why.kind === 'problem';
    if (isUnheardOf || !isPassing(why)) become({ refusal: why, connection: { kind: 'fine' } });
    else cutOff();
  }

  function cutOff(): void {
    const since = page.connection.kind === 'fine' ? deps.timers.now() : page.connection.since;
    become({ connection: { kind: deps.isOnline() ? 'unreachable' : 'offline', since } });
  }

  async function redeem(code: string, failures: number): Promise<void> {
    const answer: Answer<void> = await deps.api.redeem(code);
    if (answer.kind === 'refused' && isPassing(answer.why)) {
      cutOff();
      await new Promise<void>((done) => deps.timers.after(retryDelayMs(failures, deps.random()), done));
      return redeem(code, failures + 1);
    }
    // A spent code does no harm where an earlier launch left a cookie: whether it did, the feed finds out.
    if (answer.kind === 'refused') become({ isHandoverSpent: true });
  }

  const hasBeenInTeams = (): boolean =>
    page.joinedAt !== null ||
    ['handed-over', 'lobby', 'in-meeting', 'left'].includes(page.visit?.state ?? '');

  function resume(): void {
    if (page.hasSignedOff) return;
    feed.refresh();
    if (!isOver(screenOf(page))) signals.start();
  }

  return {
    page: () => page,
    async open(code) {
      if (code !== null) await redeem(code, 1);
      resume();
    },
    joined() {
      if (page.visit !== null) become({ joinedAt: { state: page.visit.state, since: page.visit.since } });
    },
    returned() {
      resume();
      if (hasBeenInTeams()) signals.back();
    },
    networkChanged: resume,
    paused() {
      signals.stop();
      feed.stop();
    },
    closed() {
      signals.close();
      feed.stop();
    },
    retry() {
      become({ refusal: null });
      feed.refresh();
    },
    async leave() {
      const answer = await deps.api.leave();
      if (answer.kind === 'refused' && !isSessionGone(answer.why)) return false;
      feed.stop();
      become({ hasSignedOff: true });
      return true;
    },
    makeHandoverCode: deps.api.handoverCode,
  };
}

/** Nothing is left to be ended. */
function isSessionGone(why: Refusal): boolean {
  return why.kind === 'problem' && (why.code === 'visit-session-expired' || why.code === 'visit-not-found');
}
