import type { Clock, Randomness } from '../kernel/clock.ts';
import type { InTransaction } from '../stores.ts';
import { type Adding, createAdding } from './adding.ts';
import { createDeciding, type Deciding } from './deciding.ts';
import { createDrafting, type Drafting } from './drafting.ts';
import { createOperating, type Operating } from './operating.ts';
import { createProposing, type Proposing } from './proposing.ts';

/**
 * Connections as administrators and approvers change them.
 *
 * Each change asks whether the member may, holds the connection, and is audited in its own transaction; of two who race,
 * one wins and the other is told.
 *
 * @throws {DomainError} `connection-unknown` also for one of another organisation; `not-allowed`.
 */
export interface Configuring extends Adding, Drafting, Proposing, Deciding, Operating {}

export function createConfiguring(deps: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): Configuring {
  return {
    ...createAdding(deps),
    ...createDrafting(deps),
    ...createProposing(deps),
    ...createDeciding(deps),
    ...createOperating(deps),
  };
}
