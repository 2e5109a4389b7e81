import type { Deliver } from '../outbox/delivering.ts';
import type { StaffDirectory } from '../staff/staff.ts';
import type { InTransaction } from '../stores.ts';
import type { StaffNotices } from './staff-notices.ts';

/** Tells an administrator or approver what happened to a connection. */
export function createNoticeDelivery(deps: {
  readonly inTransaction: InTransaction;
  readonly directory: StaffDirectory;
  readonly teller: StaffNotices;
}): Deliver<'notice'> {
  return async ({ organizationId, effect }, signal) => {
    const { entraObjectId, connectionId, notice } = effect;
    const { entraTenantId, language } = await deps.inTransaction(organizationId, async (stores) => ({
      ...(await stores.organizations.current()),
      language: await stores.staffLanguages.of(entraObjectId),
    }));
    const by = 'by' in notice ? notice.by : null;
    const names = by === null ? null : await deps.directory.names(entraTenantId, [by]);
    const delivery = await deps.teller.tell({
      tenantId: entraTenantId,
      entraObjectId,
      connectionId,
      notice,
      byName: (by !== null && names?.get(by)) || null,
      language,
      signal,
    });
    return { delivery };
  };
}
