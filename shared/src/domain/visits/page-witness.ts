import type { StoredSignal } from './signal.ts';

/** What the patient's pages together say. `number` is that of the newest word, in the order of storing. */
export type PageWitness = { readonly handedOverAt: Date | null } & (
  | { readonly state: 'never' }
  | {
      readonly state: 'open';
      readonly openSince: Date;
      /** Of the word with which the unbroken stretch began. */
      readonly openNumber: number;
      readonly lastHeard: Date;
      readonly number: number;
    }
  /** Every page said that it goes away. */
  | { readonly state: 'closed'; readonly lastHeard: Date; readonly number: number }
  /** A page stopped speaking without a word: a sleeping phone, a lost network. */
  | { readonly state: 'silent'; readonly lastHeard: Date; readonly number: number }
);

interface Page {
  readonly from: Date;
  readonly fromNumber: number;
  readonly lastHeard: Date;
  readonly closed: boolean;
  readonly number: number;
}

/** Folds the signals of one participant's pages; page times are those of the service, which heard them. */
export function pageWitness(signals: readonly StoredSignal[], silentAfterMs: number, now: Date): PageWitness {
  const pageSignals = signals.filter(({ source }) => source === 'page');
  const handedOverAt = latest(pageSignals.filter(({ kind }) => kind === 'handed-over').map(({ at }) => at));
  const pages = [
    ...Map.groupBy(
      pageSignals.filter(({ kind }) => kind !== 'handed-over'),
      ({ endpoint }) => endpoint,
    ).values(),
  ].map((ofPage) => onePage(ofPage, silentAfterMs));
  const lastHeard = latest(pages.map((page) => page.lastHeard));
  if (lastHeard === null) return { state: 'never', handedOverAt };
  const open = pages.filter(
    (page) => !page.closed && now.getTime() - page.lastHeard.getTime() < silentAfterMs,
  );
  const openHeard = latest(open.map((page) => page.lastHeard));
  const number = Math.max(...pages.map((page) => page.number));
  if (openHeard !== null) {
    const begun = stretchStart(pages, open, silentAfterMs);
    return {
      state: 'open',
      openSince: begun.from,
      openNumber: begun.fromNumber,
      lastHeard: openHeard,
      number,
      handedOverAt,
    };
  }
  const lost = pages.some(
    (page) => !page.closed && page.lastHeard.getTime() + silentAfterMs >= lastHeard.getTime(),
  );
  return { state: lost ? 'silent' : 'closed', lastHeard, number, handedOverAt };
}

/** One page's latest unbroken stretch: gaps shorter than the silence limit are bridged. */
function onePage(signals: readonly StoredSignal[], silentAfterMs: number): Page {
  const ordered = signals.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  let from: Date | null = null;
  let fromNumber = 0;
  let lastHeard = new Date(0);
  let closedAt: Date | null = null;
  for (const { kind, at, until, number } of ordered) {
    if (kind === 'closing') {
      closedAt = at;
    } else if (from === null || at.getTime() - lastHeard.getTime() >= silentAfterMs) {
      from = at;
      fromNumber = number;
    }
    if (until > lastHeard) lastHeard = until;
  }
  return {
    from: from ?? lastHeard,
    fromNumber,
    lastHeard,
    // A page restored from the browser's cache speaks again after it said that it goes away.
    closed: closedAt !== null && closedAt >= lastHeard,
    number: Math.max(...signals.map(({ number }) => number)),
  };
}

/** A relaunch or a second tab goes on with the stretch that another page began. */
function stretchStart(pages: readonly Page[], open: readonly Page[], silentAfterMs: number): Page {
  const newestFirst = pages.toSorted((a, b) => b.lastHeard.getTime() - a.lastHeard.getTime());
  return [...open, ...newestFirst].reduce((start, page) => {
    const touches = page.lastHeard.getTime() + silentAfterMs >= start.from.getTime();
    return touches && page.from < start.from ? page : start;
  });
}

function latest(dates: readonly Date[]): Date | null {
  return dates.reduce<Date | null>((best, date) => (best === null || date > best ? date : best), null);
}
