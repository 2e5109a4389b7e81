import type { Clock } from '@ehr-connector/shared/domain/kernel/clock.ts';

/** Keys that name nothing share what is remembered here; beyond it the oldest is forgotten. */
const MOST_REMEMBERED = 10_000;

export interface TokenBuckets {
  /** @returns false when the key has none left. */
  take(key: string): boolean;
}

/** A bucket of tokens for each key, which fills again as time passes. Per replica. */
export function createTokenBuckets(deps: {
  readonly clock: Clock;
  readonly burst: number;
  readonly perSecond: number;
}): TokenBuckets {
  const { clock, burst, perSecond } = deps;
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(key) {
      const now = clock.now().getTime();
      const bucket = buckets.get(key) ?? { tokens: burst, at: now };
      const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1_000) * perSecond);
      if (tokens < 1) return false;
      buckets.delete(key);
      buckets.set(key, { tokens: tokens - 1, at: now });
      if (buckets.size > MOST_REMEMBERED) buckets.delete(buckets.keys().next().value ?? '');
      return true;
    },
  };
}
