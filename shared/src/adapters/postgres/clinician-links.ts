import type { Selectable } from 'kysely';
import { DomainError } from '../../domain/kernel/domain-error.ts';
import type { ClinicianLink, ClinicianLinks } from '../../domain/staff/staff.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export function clinicianLinks({ trx, organizationId, randomness }: Scope): ClinicianLinks {
  const active = () => trx.selectFrom('clinician_links').selectAll().where('revoked_at', 'is', null);
  return {
    async ofEhrUser(connectionId, ehrUser) {
      const row = await active()
        .where('connection_id', '=', connectionId)
        .where('ehr_user', '=', ehrUser)
        .executeTakeFirst();
      return row === undefined ? null : toLink(row);
    },

    async ofEhrUsers(ehrUsers) {
      if (ehrUsers.length === 0) return [];
      return (
        await active()
          .where('ehr_user', 'in', [...ehrUsers])
          .execute()
      ).map(toLink);
    },

    async ofAccount(entraObjectId) {
      return (await active().where('entra_object_id', '=', entraObjectId).orderBy('linked_at').execute()).map(
        toLink,
      );
    },

    async ofConnection(connectionId, limit) {
      const links = active()
        .where('connection_id', '=', connectionId)
        .orderBy('linked_at')
        .orderBy('ehr_user');
      return (await (limit === undefined ? links : links.limit(limit)).execute()).map(toLink);
    },

    async link(link) {
      const row = await trx
        .insertInto('clinician_links')
        .values({
          organization_id: organizationId,
          id: randomness.uuid(),
          connection_id: link.connectionId,
          ehr_user: link.ehrUser,
          entra_object_id: link.entraObjectId,
          linked_at: link.linkedAt,
          revoked_at: null,
        })
        // Either of the two unique indexes: whoever of the two is linked already.
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (row !== undefined) return toLink(row);
      const existing = await this.ofEhrUser(link.connectionId, link.ehrUser);
      if (existing?.entraObjectId === link.entraObjectId) return existing;
      throw new DomainError(
        'link-other-account',
        'the EHR user or the Microsoft account is linked to another',
      );
    },

    async revoke(id, at) {
      const { numUpdatedRows } = await trx
        .updateTable('clinician_links')
        .set({ revoked_at: at })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

function toLink(row: Selectable<Tables['clinician_links']>): ClinicianLink {
  return {
    id: row.id,
    connectionId: row.connection_id,
    ehrUser: row.ehr_user,
    entraObjectId: row.entra_object_id,
    linkedAt: row.linked_at,
  };
}
