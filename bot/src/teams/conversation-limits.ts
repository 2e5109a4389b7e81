import { type Clock, SECOND_MS } from '@ehr-connector/shared/domain/kernel/clock.ts';

/**
 * What one bot may send into one conversation: requests, and the window in milliseconds.
 *
 * @see {@link https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit}
 */
const WINDOWS = [
  [7, SECOND_MS],
  [60, 30 * SECOND_MS],
] as const;
const LONGEST_MS = 30 * SECOND_MS;
const MAX_CONVERSATIONS = 5_000;

/** Keeps this replica within Teams' limits; what several replicas send together is held by Teams' own 429. */
export interface ConversationLimits {
  /** @returns milliseconds to wait; `null` when the request may be sent now, and is counted. */
  waitMs(conversationId: string): number | null;
}

export function createConversationLimits(deps: { readonly clock: Clock }): ConversationLimits {
  const sentAt = new Map<string, readonly number[]>();
  return {
    waitMs(conversationId) {
      const now = deps.clock.now().getTime();
      const recent = (sentAt.get(conversationId) ?? []).filter((at) => at > now - LONGEST_MS);
      for (const [limit, windowMs] of WINDOWS) {
        const oldest = recent.at(-limit);
        if (oldest !== undefined && oldest > now - windowMs) return oldest + windowMs - now;
      }
      // The least recently used conversation is first.
      sentAt.delete(conversationId);
      sentAt.set(conversationId, [...recent, now]);
      const [first] = sentAt.keys();
      if (sentAt.size > MAX_CONVERSATIONS && first !== undefined) sentAt.delete(first);
      return null;
    },
  };
}
