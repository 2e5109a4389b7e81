import { type Kysely, sql, type Transaction } from 'kysely';
import { addMs, DAY_MS } from '../../domain/kernel/clock.ts';
import { LAUNCH_LASTS_MS } from '../../domain/launch/launch.ts';
import { allOrganizations } from './definer-functions.ts';
import type { Tables } from './tables.ts';

/** Forgets, in every organisation, what is no longer needed. Safe to repeat, and from several replicas at once. */
export interface Retention {
  /** Deletes visits that ended before `at`, with everything that hangs on them. */
  deleteVisitsEndedBefore(at: Date): Promise<void>;
  /** Deletes launches, sign-ins, sessions and codes that can no longer be used, and what only the past asked for. */
  deleteExpired(now: Date): Promise<void>;
}

/** A transaction deletes so many visits at most: nobody who writes waits long for it. */
const VISITS_AT_ONCE = 200;
/** Half a year shows how a connection has been. */
const REHEARSALS_KEPT_MS = 183 * DAY_MS;
/** Long enough that what is told once is not told again. */
const NOTICES_KEPT_MS = 30 * DAY_MS;
/** Who was not seen to administer for so long is no longer told what happens. */
const ADMINS_KEPT_MS = 365 * DAY_MS;

export function retention(db: Kysely<Tables>): Retention {
  const organizations = allOrganizations(db);

  async function inEachOrganization(work: (trx: Transaction<Tables>) => Promise<void>): Promise<void> {
    for (const id of await organizations.ids()) await within(id, work);
  }

  const within = <T>(organizationId: string, work: (trx: Transaction<Tables>) => Promise<T>) =>
    db.transaction().execute(async (trx) => {
      await sql`select set_config('app.organization', ${organizationId}, true)`.execute(trx);
      return await work(trx);
    });

  async function deleteSome(organizationId: string, at: Date): Promise<bigint> {
    const { numDeletedRows } = await within(organizationId, (trx) =>
      trx
        .deleteFrom('visits')
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('visits')
            .select('id')
            .where('ended_at', '<', at)
            .orderBy('ended_at')
            .limit(VISITS_AT_ONCE)
            .forUpdate()
            .skipLocked(),
        )
        .executeTakeFirstOrThrow(),
    );
    return numDeletedRows;
  }

  return {
    async deleteVisitsEndedBefore(at) {
      for (const id of await organizations.ids()) {
        while ((await deleteSome(id, at)) === BigInt(VISITS_AT_ONCE));
      }
    },

    deleteExpired: (now) =>
      inEachOrganization(async (trx) => {
        const abandoned = addMs(now, -LAUNCH_LASTS_MS);
        await trx.deleteFrom('approval_sign_ins').where('created_at', '<', abandoned).execute();
        await trx
          .deleteFrom('rehearsals')
          .where('rehearsed_at', '<', addMs(now, -REHEARSALS_KEPT_MS))
          .execute();
        await trx
          .deleteFrom('outbox')
          .where('visit_id', 'is', null)
          .where('state', '=', 'sent')
          .where('sent_at', '<', addMs(now, -NOTICES_KEPT_MS))
          .execute();
        await trx.deleteFrom('config_admins').where('seen_at', '<', addMs(now, -ADMINS_KEPT_MS)).execute();
        await trx.deleteFrom('launches').where('created_at', '<', abandoned).execute();
        await trx.deleteFrom('patient_handovers').where('expires_at', '<', now).execute();
        for (const table of ['patient_sessions', 'staff_sessions'] as const) {
          await trx
            .deleteFrom(table)
            .where((eb) => eb.or([eb('idle_until', '<', now), eb('ends_at', '<', now)]))
            .execute();
        }
      }),
  };
}
