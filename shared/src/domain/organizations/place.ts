/** A chat or team that the app was added to, where the bot may therefore speak. Learnt from the bot's own events. */
export interface Place {
  readonly conversationId: string;
  readonly kind: 'chat' | 'team';
  readonly serviceUrl: string;
  /** The Microsoft 365 group behind a team. */
  readonly entraGroupId: string | null;
  /** Of a team, as Teams named it last; `null` for chats. */
  readonly name: string | null;
}

export interface PlaceStore {
  all(): Promise<readonly Place[]>;
  ofGroup(entraGroupId: string): Promise<Place | null>;
  add(place: Place): Promise<void>;
  remove(conversationId: string): Promise<void>;
}
