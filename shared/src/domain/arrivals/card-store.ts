import type { Arrival } from './arrival.ts';

/** Whom a card is shown to. */
export type CardRecipient =
  | { readonly kind: 'person'; readonly entraObjectId: string }
  | { readonly kind: 'fallback-person'; readonly entraObjectId: string }
  | { readonly kind: 'fallback-conversation'; readonly conversationId: string; readonly serviceUrl: string }
  /** Nobody is configured: stays parked and visible until somebody is. */
  | { readonly kind: 'nobody' };

/** One arrival's card in one chat. */
export interface ArrivalCard {
  readonly id: string;
  readonly arrivalId: string;
  readonly visitId: string;
  readonly recipient: CardRecipient;
  /** Where it stands once posted, for updating it in place. */
  readonly posted: PostedCard | null;
}

export interface PostedCard {
  readonly conversationId: string;
  readonly serviceUrl: string;
  readonly activityId: string;
}

export interface ArrivalStore {
  begin(arrival: Omit<Arrival, 'id'>): Promise<Arrival>;
  save(arrival: Arrival): Promise<void>;
  ofSegment(visitId: string, segment: number): Promise<readonly Arrival[]>;
  addCard(arrivalId: string, visitId: string, recipient: CardRecipient): Promise<ArrivalCard>;
  card(cardId: string): Promise<{ readonly card: ArrivalCard; readonly arrival: Arrival } | null>;
  cardsOf(arrivalId: string): Promise<readonly ArrivalCard[]>;
  cardsOfVisit(visitId: string, segment: number): Promise<readonly ArrivalCard[]>;
  /** Of all segments of many visits. */
  ofVisits(
    visitIds: readonly string[],
  ): Promise<{ readonly arrivals: readonly Arrival[]; readonly cards: readonly ArrivalCard[] }>;
  savePosted(cardId: string, posted: PostedCard): Promise<void>;
}
