import { refused } from '../kernel/delivery.ts';
import type { Deliver } from '../outbox/delivering.ts';
import type { InTransaction } from '../stores.ts';
import type { EhrWriteback } from './ehr-writeback.ts';

/** Tells the EHR one fact of the ledger. */
export function createFactDelivery(deps: {
  readonly inTransaction: InTransaction;
  readonly ehr: EhrWriteback;
}): Deliver<'fact'> {
  return async ({ organizationId, effect: { fact } }, signal) => {
    const known = await deps.inTransaction(organizationId, async (stores) => {
      const visit = await stores.visits.get(fact.visitId);
      const connection = visit && (await stores.connections.get(visit.connectionId));
      const identity = await stores.participants.ehrIdentity(fact.participantId);
      return visit && connection && identity ? { visit, connection, identity } : null;
    });
    if (known === null) return { delivery: refused('who is meant is no longer known') };
    const { visit, connection, identity } = known;
    const context = {
      sessionKey: visit.sessionKey,
      sessionKind: visit.kind,
      userReference: identity.userReference,
      patientId: identity.patientId,
      appointmentId: visit.appointmentId,
      encounterId: visit.encounterId,
    };
    return { delivery: await deps.ehr.tell({ connection, fact, context, signal }) };
  };
}
