import type { Clock } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { createTokenBuckets } from '../../token-buckets.ts';

const MOST_AT_ONCE = 2;
const MOST_AN_HOUR = 20;

/** Whose turn it is to probe or rehearse: so that nobody searches other people's networks with us. */
export interface CheckTurns {
  /**
   * Takes a turn; it lasts until it is given back.
   *
   * @returns how to give it back; twice is as good as once.
   * @throws {DomainError} `asked-too-often` beyond 2 at once or 20 an hour of one organisation. Per replica.
   */
  take(organizationId: string): () => void;
}

export function createCheckTurns({ clock }: { readonly clock: Clock }): CheckTurns {
  const underWay = new Map<string, number>();
  const buckets = createTokenBuckets({ clock, burst: MOST_AN_HOUR, perSecond: MOST_AN_HOUR / 3_600 });
  return {
    take(organizationId) {
      const count = underWay.get(organizationId) ?? 0;
      if (count >= MOST_AT_ONCE || !buckets.take(organizationId))
        throw new DomainError('asked-too-often', 'too many probes or rehearsals of one organisation');
      underWay.set(organizationId, count + 1);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        const left = (underWay.get(organizationId) ?? 1) - 1;
        if (left === 0) underWay.delete(organizationId);
        else underWay.set(organizationId, left);
      };
    },
  };
}
