import { sql } from 'kysely';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionStore } from '../../domain/connections/connection-store.ts';
import type { OrganizationStore } from '../../domain/organizations/organization.ts';
import type { Scope } from './scope.ts';

export function connectionStore(scope: Scope): ConnectionStore {
  return {
    async get(id) {
      const row = await live(scope).where('connections.id', '=', id).executeTakeFirst();
      return row === undefined ? null : toConnection(row);
    },
    async all() {
      return (await live(scope).orderBy('connections.name').execute()).map(toConnection);
    },
  };
}

export function organizationStore({ trx }: Scope): OrganizationStore {
  return {
    async current() {
      const row = await trx
        .selectFrom('organizations')
        .select(['organization_id', 'name', 'entra_tenant_id', 'data_region'])
        .executeTakeFirstOrThrow();
      return {
        id: row.organization_id,
        name: row.name,
        entraTenantId: row.entra_tenant_id,
        dataRegion: row.data_region,
      };
    },
    async enter({ name, entraTenantId, dataRegion }) {
      const { rows } = await sql<{ id: string | null }>`
        select enter_organization(${entraTenantId}, ${name}, ${dataRegion}) as id`.execute(trx);
      return (rows[0]?.id ?? null) !== null;
    },
  };
}

/** Connections with the revision that serves; one that was never approved is none. */
const live = ({ trx }: Scope) =>
  trx
    .selectFrom('connections')
    .innerJoin('connection_revisions', (join) =>
      join
        .onRef('connection_revisions.organization_id', '=', 'connections.organization_id')
        .onRef('connection_revisions.connection_id', '=', 'connections.id')
        .onRef('connection_revisions.number', '=', 'connections.live_revision'),
    )
    .select([
      'connections.organization_id',
      'connections.id',
      'connections.name',
      'connections.environment',
      'connections.ehr',
      'connections.is_disabled',
      'connections.shared_from',
      'connections.settings',
      'connection_revisions.number',
      'connection_revisions.content',
    ]);

type LiveRow = Awaited<ReturnType<ReturnType<typeof live>['execute']>>[number];

function toConnection({ content, ...row }: LiveRow): Connection {
  const { authority } = content;
  if (authority === null) throw new Error(`connection ${row.id} was approved without an authority`);
  return {
    ...content,
    authority,
    organizationId: row.organization_id,
    id: row.id,
    name: row.name,
    environment: row.environment,
    ehr: row.ehr,
    state: row.is_disabled ? 'disabled' : 'approved',
    revision: row.number,
    sharedFrom: row.shared_from,
    settings: row.settings,
  };
}
