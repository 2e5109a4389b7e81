import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Clock } from '../../domain/kernel/clock.ts';
import type { OrganizationFinder, Organizations } from '../../domain/organizations/organization.ts';
import type { ExpiringSubscriptions } from '../../domain/visits/call-subscription.ts';
import type { DueFolds } from '../../domain/visits/visit-store.ts';
import type { Tables } from './tables.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const WHOLE_NUMBER = /^\d{1,18}$/;

/** Finds organisations through the functions that may look across them. Malformed ids are found nowhere. */
export function organizationFinder(db: Kysely<Tables>): OrganizationFinder {
  const find = async (call: RawBuilder<{ id: string | null }>) =>
    (await call.execute(db)).rows[0]?.id ?? null;
  return {
    ofConnection: (id) => find(sql`select organization_of_connection(${id}) as id`),
    ofVisit: async (id) =>
      UUID.test(id) ? await find(sql`select organization_of_visit(${id}::uuid) as id`) : null,
    ofTenant: (id) => find(sql`select organization_of_tenant(${id}) as id`),
    ofStaffSession: (digest) => find(sql`select organization_of_staff_session(${digest}) as id`),
    ofCallSubscription: (id) => find(sql`select organization_of_call_subscription(${id}) as id`),
    ofOutboxEntry: async (id) =>
      WHOLE_NUMBER.test(id)
        ? await find(sql`select organization_of_outbox_entry(${id}::bigint) as id`)
        : null,
  };
}

export function allOrganizations(db: Kysely<Tables>): Organizations {
  return {
    async ids() {
      const { rows } = await sql<{ id: string }>`select id from organization_ids() as id`.execute(db);
      return rows.map(({ id }) => id);
    },
  };
}

export function dueFolds(db: Kysely<Tables>, clock: Clock): DueFolds {
  return {
    async due(limit) {
      const { rows } = await sql<{ organization_id: string; visit_id: string }>`
        select organization_id, visit_id from folds_due(${clock.now()}, ${limit})`.execute(db);
      return rows.map((row) => ({ organizationId: row.organization_id, visitId: row.visit_id }));
    },
    async nextDueAt() {
      const { rows } = await sql<{ at: Date | null }>`select folds_next_due() as at`.execute(db);
      return rows[0]?.at ?? null;
    },
  };
}

export function expiringSubscriptions(db: Kysely<Tables>): ExpiringSubscriptions {
  return {
    async expiring(before, limit) {
      const { rows } = await sql<{ organization_id: string; visit_id: string }>`
        select organization_id, visit_id from call_subscriptions_expiring(${before}, ${limit})`.execute(db);
      return rows.map((row) => ({ organizationId: row.organization_id, visitId: row.visit_id }));
    },
  };
}
