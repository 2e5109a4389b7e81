import { sql, type Transaction } from 'kysely';
import type { Clock, Randomness } from '../../domain/kernel/clock.ts';
import type { KeyPairs } from './key-pairs.ts';
import type { Sealer } from './sealer.ts';
import type { Tables } from './tables.ts';

/** What a store works with: one transaction, walled in to one organisation. */
export interface Scope {
  readonly trx: Transaction<Tables>;
  readonly organizationId: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly sealer: Sealer;
  readonly keyPairs: KeyPairs;
}

/** Channels replicas wake each other on; notifications go out at commit, equal ones of a transaction once. */
export type Channel = 'outbox' | 'folds' | 'visits' | 'configuration';

export async function notify(trx: Transaction<Tables>, channel: Channel, payload = ''): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(trx);
}
