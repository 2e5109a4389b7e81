import type { AuditReader } from '../../domain/audit/audit-log.ts';
import type { Scope } from './scope.ts';

const LARGEST_PAGE = 100;

export function auditReader({ trx }: Scope): AuditReader {
  return {
    async page({ before, limit, action, subject }) {
      let entries = trx
        .selectFrom('audit_entries')
        .select(['number', 'at', 'actor', 'action', 'subject', 'details', 'hash'])
        .orderBy('number', 'desc')
        .limit(Math.min(limit, LARGEST_PAGE));
      if (before !== null) entries = entries.where('number', '<', before);
      if (action !== undefined)
        entries = entries.where(({ eb, ref }) => eb(ref('action').$castTo<string>(), '=', action));
      if (subject !== undefined) entries = entries.where('subject', '=', subject);
      return await entries.execute();
    },

    async lastCheckpoint() {
      const row = await trx
        .selectFrom('audit_checkpoints')
        .select(['number', 'at'])
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },
  };
}
