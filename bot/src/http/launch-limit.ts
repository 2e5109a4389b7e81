import type { Clock } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';

/** Launches a connection may begin: bursts of a morning's start pass, a flood does not. */
const BURST = 300;
const PER_SECOND = 50;
/** Ids that name no connection share what is remembered here; beyond it the oldest is forgotten. */
const MOST_REMEMBERED = 10_000;

export interface LaunchLimit {
  /** @throws {DomainError} `launch-rate-limited`. */
  take(connectionId: string): void;
}

/** A token bucket for each connection, not for each address: a hospital is one address. Per replica. */
export function createLaunchLimit(deps: { readonly clock: Clock }): LaunchLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(connectionId) {
      const now = deps.clock.now().getTime();
      const bucket = buckets.get(connectionId) ?? { tokens: BURST, at: now };
      const tokens = Math.min(BURST, bucket.tokens + ((now - bucket.at) / 1_000) * PER_SECOND);
      if (tokens < 1)
        throw new DomainError('launch-rate-limited', 'too many launches of one connection at once');
      buckets.delete(connectionId);
      buckets.set(connectionId, { tokens: tokens - 1, at: now });
      if (buckets.size > MOST_REMEMBERED) buckets.delete(buckets.keys().next().value ?? '');
    },
  };
}
