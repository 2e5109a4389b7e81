/** Teams' limits for one bot in one conversation: requests, and the window in milliseconds. */
const SEND_WINDOWS: readonly (readonly [number, number])[] = [
  [7, 1000],
  [8, 2000],
  [60, 30_000],
  [1800, 3_600_000],
];

/** Counts what a bot sends into each conversation. */
export interface BotLimits {
  /** Whole seconds to wait, at least 1; `null` when the request is within the limits, and counted. */
  secondsToWait(conversationId: string): number | null;
  clear(): void;
}

/** @see {@link https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit} */
export function createBotLimits(now: () => Date): BotLimits {
  const sent = new Map<string, number[]>();
  return {
    secondsToWait(conversationId) {
      const time = now().getTime();
      const recent = (sent.get(conversationId) ?? []).filter((at) => at > time - 3_600_000);
      sent.set(conversationId, recent);
      for (const [limit, windowMs] of SEND_WINDOWS) {
        const oldest = recent.at(-limit);
        if (oldest !== undefined && oldest > time - windowMs) {
          return Math.max(1, Math.ceil((oldest + windowMs - time) / 1000));
        }
      }
      recent.push(time);
      return null;
    },
    clear: () => sent.clear(),
  };
}
