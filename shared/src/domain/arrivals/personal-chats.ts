import type { Undelivered } from '../kernel/delivery.ts';

/** The chats that the bot has with one person each. */
export interface PersonalChats {
  /**
   * Makes sure that the person has the app, and so a chat with the bot. Safe to repeat.
   *
   * @returns the chat; otherwise how the attempt ended: `refused` when this person cannot have one.
   */
  open(request: {
    readonly tenantId: string;
    readonly entraObjectId: string;
    readonly signal: AbortSignal;
  }): Promise<{ readonly conversationId: string } | Undelivered>;
}
