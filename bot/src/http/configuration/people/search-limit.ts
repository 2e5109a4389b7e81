import type { Clock } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { createTokenBuckets } from '../../token-buckets.ts';

export interface SearchLimit {
  /** @throws {DomainError} `asked-too-often`. */
  take(entraObjectId: string): void;
}

/** Looking into the directory: as fast as somebody types, not as fast as a program reads all of it. */
export function createSearchLimit({ clock }: { readonly clock: Clock }): SearchLimit {
  const buckets = createTokenBuckets({ clock, burst: 20, perSecond: 10 });
  return {
    take(entraObjectId) {
      if (!buckets.take(entraObjectId))
        throw new DomainError('asked-too-often', 'the directory is asked too often by one person');
    },
  };
}
