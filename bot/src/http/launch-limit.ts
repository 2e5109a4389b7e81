import type { Clock } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { createTokenBuckets } from './token-buckets.ts';

export interface LaunchLimit {
  /** @throws {DomainError} `launch-rate-limited`. */
  take(connectionId: string): void;
}

/**
 * Launches a connection may begin: bursts of a morning's start pass, a flood does not. For each connection, not for
 * each address: a hospital is one address.
 */
export function createLaunchLimit({ clock }: { readonly clock: Clock }): LaunchLimit {
  const buckets = createTokenBuckets({ clock, burst: 300, perSecond: 50 });
  return {
    take(connectionId) {
      if (!buckets.take(connectionId))
        throw new DomainError('launch-rate-limited', 'too many launches of one connection at once');
    },
  };
}
