import type { AuditLog } from '../../domain/audit/audit-log.ts';
import type { Scope } from './scope.ts';

export function auditLog({ trx, organizationId }: Scope): AuditLog {
  return {
    async record(entry) {
      await trx
        .insertInto('audit_entries')
        .values({ organization_id: organizationId, ...entry })
        .execute();
    },
  };
}
