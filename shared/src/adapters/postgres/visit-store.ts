import { type Selectable, sql } from 'kysely';
import type { Visit } from '../../domain/visits/visit.ts';
import type { VisitStore } from '../../domain/visits/visit-store.ts';
import { readPresences } from './json-values.ts';
import { notify, type Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export function visitStore(scope: Scope): VisitStore {
  const { trx, organizationId, clock, randomness, sealer } = scope;
  const joinUrlContext = (visitId: string) => `visits.join_url:${visitId}`;
  const one = (visitId: string) => trx.selectFrom('visits').selectAll().where('id', '=', visitId);
  const change = (visitId: string) => trx.updateTable('visits').where('id', '=', visitId);

  async function touch(visitId: string): Promise<void> {
    const row = await change(visitId)
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .returning('version')
      .executeTakeFirst();
    if (row !== undefined) await notify(trx, 'visits', `${organizationId}:${visitId}:${row.version}`);
  }

  return {
    touch,

    async open({ connectionId, session, departmentId }, organizer) {
      const schedule = {
        kind: session.kind,
        scheduled_start: session.start,
        scheduled_end: session.end,
        department_id: departmentId,
        appointment_id: session.appointmentId,
        encounter_id: session.encounterId,
        practitioners: [...session.practitioners],
      };
      const row = await trx
        .insertInto('visits')
        .values({
          ...schedule,
          organization_id: organizationId,
          id: randomness.uuid(),
          connection_id: connectionId,
          session_key: session.key,
          organizer,
          created_at: clock.now(),
          ended_at: null,
          meeting_id: null,
          thread_id: null,
          join_url: null,
          secured_at: null,
          bot_installed_at: null,
          next_fold_at: null,
        })
        // The update also locks the row, until this launch has entered.
        .onConflict((conflict) =>
          conflict.columns(['organization_id', 'connection_id', 'kind', 'session_key']).doUpdateSet((eb) => ({
            ...schedule,
            // A patient's token may see less of the chart than a clinician's: what is known is not forgotten.
            scheduled_start: eb.fn.coalesce('excluded.scheduled_start', 'visits.scheduled_start'),
            scheduled_end: eb.fn.coalesce('excluded.scheduled_end', 'visits.scheduled_end'),
            department_id: eb.fn.coalesce('excluded.department_id', 'visits.department_id'),
            appointment_id: eb.fn.coalesce('excluded.appointment_id', 'visits.appointment_id'),
            encounter_id: eb.fn.coalesce('excluded.encounter_id', 'visits.encounter_id'),
            practitioners: sql<
              string[]
            >`case when cardinality(excluded.practitioners) > 0 then excluded.practitioners else visits.practitioners end`,
          })),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      return toVisit(row);
    },

    async get(visitId) {
      const row = await one(visitId).executeTakeFirst();
      return row === undefined ? null : toVisit(row);
    },

    async lock(visitId) {
      const row = await one(visitId).forNoKeyUpdate().executeTakeFirst();
      return row === undefined ? null : toVisit(row);
    },

    async ofThread(threadId) {
      const row = await trx
        .selectFrom('visits')
        .selectAll()
        .where('thread_id', '=', threadId)
        .executeTakeFirst();
      return row === undefined ? null : toVisit(row);
    },

    async between(from, to) {
      const at = sql<Date>`coalesce(scheduled_start, created_at)`;
      const rows = await trx
        .selectFrom('visits')
        .selectAll()
        .where(at, '>=', from)
        .where(at, '<', to)
        .orderBy(at)
        .execute();
      return rows.map(toVisit);
    },

    async saveRoom(visitId, room) {
      const columns = {
        ...(room.meetingId !== undefined && { meeting_id: room.meetingId }),
        ...(room.threadId !== undefined && { thread_id: room.threadId }),
        ...(room.securedAt !== undefined && { secured_at: room.securedAt }),
        ...(room.presenters !== undefined && { presenters: [...room.presenters] }),
        ...(room.botInstalledAt !== undefined && { bot_installed_at: room.botInstalledAt }),
      };
      if (Object.keys(columns).length > 0) await change(visitId).set(columns).execute();
    },

    async saveJoinUrl(visitId, joinUrl) {
      await change(visitId)
        .set({ join_url: sealer.seal(joinUrl, joinUrlContext(visitId)) })
        .execute();
    },

    async joinUrl(visitId) {
      const row = await trx
        .selectFrom('visits')
        .select('join_url')
        .where('id', '=', visitId)
        .executeTakeFirst();
      return row?.join_url ? sealer.open(row.join_url, joinUrlContext(visitId)) : null;
    },

    async end(visitId, at) {
      await change(visitId).set({ ended_at: at, next_fold_at: null }).execute();
    },

    async reopen(visitId) {
      const floors = sql<string>`coalesce((
        select jsonb_object_agg(last.source, last.at)
        from (select source, max(at) as at from signals
              where visit_id = ${visitId} and source in ('bot', 'graph') group by source) last), '{}')`;
      const row = await change(visitId)
        .set((eb) => ({
          segment: eb('segment', '+', 1),
          segment_floors: floors,
          ended_at: null,
          presences: '[]',
          join_offered: false,
        }))
        .returningAll()
        .executeTakeFirstOrThrow();
      return toVisit(row);
    },

    async foldedNumber(visitId) {
      const row = await trx
        .selectFrom('visits')
        .select('folded_number')
        .where('id', '=', visitId)
        .executeTakeFirst();
      return row?.folded_number ?? 0;
    },

    async saveFold(visitId, fold) {
      await change(visitId)
        .set({
          presences: JSON.stringify(fold.presences),
          join_offered: fold.joinOffered,
          folded_number: fold.foldedNumber,
          next_fold_at: fold.nextFoldAt,
        })
        .execute();
      if (fold.visible) await touch(visitId);
    },

    async presencesOf(visitIds) {
      if (visitIds.length === 0) return new Map();
      const rows = await trx
        .selectFrom('visits')
        .select(['id', 'presences'])
        .where('id', 'in', [...visitIds])
        .execute();
      return new Map(rows.map(({ id, presences }) => [id, readPresences(presences)]));
    },

    async folded(visitId) {
      const row = await trx
        .selectFrom('visits')
        .select(['presences', 'join_offered'])
        .where('id', '=', visitId)
        .executeTakeFirst();
      return { presences: readPresences(row?.presences ?? []), joinOffered: row?.join_offered ?? false };
    },
  };
}

function toVisit(row: Selectable<Tables['visits']>): Visit {
  return {
    organizationId: row.organization_id,
    id: row.id,
    connectionId: row.connection_id,
    sessionKey: row.session_key,
    kind: row.kind,
    scheduledStart: row.scheduled_start,
    scheduledEnd: row.scheduled_end,
    departmentId: row.department_id,
    appointmentId: row.appointment_id,
    encounterId: row.encounter_id,
    practitioners: row.practitioners,
    segment: row.segment,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    room: {
      organizer: row.organizer,
      meetingId: row.meeting_id,
      threadId: row.thread_id,
      securedAt: row.secured_at,
      presenters: row.presenters,
      botInstalledAt: row.bot_installed_at,
    },
    version: row.version,
  };
}
