import { sent } from '../../domain/kernel/delivery.ts';
import type { EhrWriteback } from '../../domain/writeback/ehr-writeback.ts';

/** For an EHR that is told nothing; the ledger still shows each fact, and that nobody was to be told. */
export function noWriteback(): EhrWriteback {
  return { tell: async () => sent('not-configured') };
}
