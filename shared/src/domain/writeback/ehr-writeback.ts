import type { Connection } from '../connections/connection.ts';
import type { Delivery } from '../kernel/delivery.ts';
import type { Fact, FactContext } from './fact.ts';

/** Tells the EHR. One adapter for each kind of {@link Connection.writeback}. */
export interface EhrWriteback {
  /**
   * Tells one fact. Safe to call again with the same fact: whatever became of an earlier try, the EHR ends up having
   * been told once. Failures come back as a {@link Delivery}; only bugs are thrown.
   */
  tell(request: {
    readonly connection: Connection;
    readonly fact: Fact;
    readonly context: FactContext;
    readonly signal: AbortSignal;
  }): Promise<Delivery>;
}
