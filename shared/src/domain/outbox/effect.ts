import type { CardState } from '../arrivals/arrival.ts';
import type { AddressedNotice } from '../notices/notice.ts';
import type { Fact } from '../writeback/fact.ts';

/** An outside effect, as written in the transaction of the change that caused it. */
export type Effect =
  /** Makes the meeting, secures it, lets the bot in and subscribes to its call. */
  | { readonly kind: 'room'; readonly visitId: string }
  /** Shows a card for the first time, or brings it up to date. */
  | { readonly kind: 'card'; readonly cardId: string; readonly show: CardState }
  /** Tells the EHR a fact. */
  | { readonly kind: 'fact'; readonly fact: Fact }
  /** Tells an administrator or approver something, once. */
  | ({ readonly kind: 'notice' } & AddressedNotice)
  /** Lets those administrators know to whose tenant an EHR is offered, or no longer shared: theirs is another organisation. */
  | ({ readonly kind: 'share' } & ShareNews);

export interface ShareNews {
  readonly shareId: string;
  readonly news: 'offered' | 'ended';
}

/**
 * A row to add to the outbox.
 *
 * Effects of one line take effect in the order of adding, one at a time; a parked effect holds its line.
 */
export interface NewEffect {
  readonly key: string;
  /** `null` for what belongs to no visit. */
  readonly visitId: string | null;
  readonly line: string;
  readonly effect: Effect;
}

export const roomEffect = (visitId: string, generation: string): NewEffect => ({
  key: `room:${visitId}:${generation}`,
  visitId,
  line: `room:${visitId}`,
  effect: { kind: 'room', visitId },
});

/**
 * @param changedAt when a card that stands already came to look otherwise: it may look as it did before, and is drawn
 *   again all the same; `null` for the first drawing.
 */
export const cardEffect = (
  visitId: string,
  cardId: string,
  show: CardState,
  changedAt: Date | null = null,
): NewEffect => ({
  key: `card:${cardId}:${show.state}:${show.since.getTime()}:${show.waitedMinutes}:${changedAt?.getTime() ?? 'first'}`,
  visitId,
  line: `card:${cardId}`,
  effect: { kind: 'card', cardId, show },
});

export const factEffect = (fact: Fact): NewEffect => ({
  key: `fact:${fact.key}`,
  visitId: fact.visitId,
  line: `ehr:${fact.visitId}`,
  effect: { kind: 'fact', fact },
});

/** @param occasion what the notice is about, so that telling it twice tells it once: `approval-requested:<connection>:3`. */
export const noticeEffect = (occasion: string, to: AddressedNotice): NewEffect => ({
  key: `notice:${occasion}:${to.entraObjectId}`,
  visitId: null,
  line: `notice:${occasion}:${to.entraObjectId}`,
  effect: { kind: 'notice', ...to },
});

export const shareEffect = ({ shareId, news }: ShareNews): NewEffect => ({
  key: `share:${shareId}:${news}`,
  visitId: null,
  line: `share:${shareId}`,
  effect: { kind: 'share', shareId, news },
});
