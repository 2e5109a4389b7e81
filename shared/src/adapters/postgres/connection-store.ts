import type { Selectable } from 'kysely';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionStore } from '../../domain/connections/connection-store.ts';
import type { OrganizationStore } from '../../domain/organizations/organization.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export function connectionStore({ trx }: Scope): ConnectionStore {
  return {
    async get(id) {
      const row = await trx.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toConnection(row);
    },
    async all() {
      return (await trx.selectFrom('connections').selectAll().orderBy('name').execute()).map(toConnection);
    },
  };
}

export function organizationStore({ trx }: Scope): OrganizationStore {
  return {
    async current() {
      const row = await trx.selectFrom('organizations').selectAll().executeTakeFirstOrThrow();
      return {
        id: row.organization_id,
        name: row.name,
        entraTenantId: row.entra_tenant_id,
        dataRegion: row.data_region,
      };
    },
  };
}

function toConnection(row: Selectable<Tables['connections']>): Connection {
  return {
    organizationId: row.organization_id,
    id: row.id,
    name: row.name,
    environment: row.environment,
    ehr: row.ehr,
    state: row.state,
    fhirBaseUrl: row.fhir_base_url,
    clientId: row.client_id,
    authority: row.authority,
    signingAlgorithm: row.signing_algorithm,
    sessionKeySource: row.session_key_source,
    organizers: row.organizers,
    writeback: row.writeback,
    settings: row.settings,
  };
}
