import { addMs, earliest } from '../../domain/kernel/clock.ts';
import type { PatientSession, PatientSessions, StaffSessions } from '../../domain/staff/session-store.ts';
import type { Scope } from './scope.ts';

export function patientSessions({ trx, organizationId }: Scope): PatientSessions {
  const columns = (session: PatientSession) => ({
    organization_id: organizationId,
    visit_id: session.visitId,
    participant_id: session.participantId,
    idle_until: session.idleUntil,
    ends_at: session.endsAt,
  });
  return {
    async open(secretDigest, session) {
      await trx
        .insertInto('patient_sessions')
        .values({ ...columns(session), secret_digest: secretDigest })
        .execute();
    },

    async use(visitId, secretDigest, now, idleMs) {
      const row = await trx
        .selectFrom('patient_sessions')
        .selectAll()
        .where('visit_id', '=', visitId)
        .where('secret_digest', '=', secretDigest)
        .where('idle_until', '>', now)
        .where('ends_at', '>', now)
        .executeTakeFirst();
      if (row === undefined) return null;
      const { idleUntil, isWorthWriting } = prolonged(row, now, idleMs);
      if (isWorthWriting) {
        await trx
          .updateTable('patient_sessions')
          .set({ idle_until: idleUntil })
          .where('visit_id', '=', visitId)
          .where('secret_digest', '=', secretDigest)
          .execute();
      }
      return { organizationId, visitId, participantId: row.participant_id, idleUntil, endsAt: row.ends_at };
    },

    async close(visitId, secretDigest) {
      await trx
        .deleteFrom('patient_sessions')
        .where('visit_id', '=', visitId)
        .where('secret_digest', '=', secretDigest)
        .execute();
    },

    async offerHandover(codeDigest, session, expiresAt) {
      await trx
        .insertInto('patient_handovers')
        .values({ ...columns(session), code_digest: codeDigest, expires_at: expiresAt })
        .execute();
    },

    async takeHandover(visitId, codeDigest, now) {
      const row = await trx
        .deleteFrom('patient_handovers')
        .where('visit_id', '=', visitId)
        .where('code_digest', '=', codeDigest)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined || row.expires_at <= now || row.ends_at <= now) return null;
      return {
        organizationId,
        visitId,
        participantId: row.participant_id,
        idleUntil: row.idle_until,
        endsAt: row.ends_at,
      };
    },
  };
}

export function staffSessions({ trx, organizationId }: Scope): StaffSessions {
  return {
    async open(secretDigest, session) {
      await trx
        .insertInto('staff_sessions')
        .values({
          organization_id: organizationId,
          secret_digest: secretDigest,
          entra_object_id: session.entraObjectId,
          roles: [...session.roles],
          idle_until: session.idleUntil,
          ends_at: session.endsAt,
        })
        .execute();
    },

    async use(secretDigest, now, idleMs) {
      const row = await trx
        .selectFrom('staff_sessions')
        .selectAll()
        .where('secret_digest', '=', secretDigest)
        .where('idle_until', '>', now)
        .where('ends_at', '>', now)
        .executeTakeFirst();
      if (row === undefined) return null;
      const { idleUntil, isWorthWriting } = prolonged(row, now, idleMs);
      if (isWorthWriting) {
        await trx
          .updateTable('staff_sessions')
          .set({ idle_until: idleUntil })
          .where('secret_digest', '=', secretDigest)
          .execute();
      }
      return {
        organizationId,
        entraObjectId: row.entra_object_id,
        roles: row.roles,
        idleUntil,
        endsAt: row.ends_at,
      };
    },

    async close(secretDigest) {
      await trx.deleteFrom('staff_sessions').where('secret_digest', '=', secretDigest).execute();
    },
  };
}

/** How long a session goes on that is used now. */
function prolonged(row: { readonly idle_until: Date; readonly ends_at: Date }, now: Date, idleMs: number) {
  const idleUntil = earliest([addMs(now, idleMs), row.ends_at]) ?? row.ends_at;
  // A page asks every few seconds; prolonging by a tenth of the idle time at least spares nearly all writes.
  const isWorthWriting = idleUntil.getTime() - row.idle_until.getTime() > idleMs / 10;
  return { idleUntil, isWorthWriting };
}
