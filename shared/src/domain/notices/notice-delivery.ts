import type { Deliver } from '../outbox/delivering.ts';
import type { InTransaction } from '../stores.ts';
import type { StaffNotices } from './staff-notices.ts';

/** Tells an administrator or approver what happened to a connection. */
export function createNoticeDelivery(deps: {
  readonly inTransaction: InTransaction;
  readonly teller: StaffNotices;
}): Deliver<'notice'> {
  return async ({ organizationId, effect }, signal) => {
    const { entraTenantId } = await deps.inTransaction(organizationId, ({ organizations }) =>
      organizations.current(),
    );
    const { entraObjectId, connectionId, notice } = effect;
    const delivery = await deps.teller.tell({
      tenantId: entraTenantId,
      entraObjectId,
      connectionId,
      notice,
      signal,
    });
    return { delivery };
  };
}
