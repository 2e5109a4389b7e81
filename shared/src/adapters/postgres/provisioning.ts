import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Clock, Randomness } from '../../domain/kernel/clock.ts';
import type { Organization } from '../../domain/organizations/organization.ts';
import { addConnectionKey, credentialsContext } from './connection-keys.ts';
import type { Sealer } from './sealer.ts';
import type { Tables } from './tables.ts';

/** An organisation and its approved connections, as an operator hands them in. */
export interface ConfigurationFile {
  readonly organization: Organization;
  readonly connections: readonly ProvisionedConnection[];
}

export interface ProvisionedConnection extends Omit<Connection, 'organizationId' | 'state'> {
  readonly basicCredentials?: { readonly user: string; readonly password: string } | undefined;
  /** EHR users whose Microsoft accounts are known ahead. */
  readonly links?: readonly { readonly ehrUser: string; readonly entraObjectId: string }[] | undefined;
}

interface Deps {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly sealer: Sealer;
}

/**
 * Makes the organisation and its connections be as the file says. Safe to repeat: keys and links that are there stay.
 *
 * @param deps.ownerUrl organisations are made by the owner of the schema, not by the service.
 */
export async function provision(
  deps: Deps & { readonly ownerUrl: string },
  file: ConfigurationFile,
): Promise<void> {
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: deps.ownerUrl, max: 1 }) }),
  });
  try {
    await db.transaction().execute(async (trx) => {
      await saveOrganization(trx, file.organization);
      for (const connection of file.connections)
        await saveConnection(trx, deps, file.organization.id, connection);
      await trx
        .insertInto('audit_entries')
        .values({
          organization_id: file.organization.id,
          at: deps.clock.now(),
          actor: 'service',
          action: 'organisation-provisioned',
          subject: file.organization.id,
        })
        .execute();
    });
  } finally {
    await db.destroy();
  }
}

async function saveOrganization(
  trx: Transaction<Tables>,
  { id, name, entraTenantId, dataRegion }: Organization,
) {
  const columns = { name, entra_tenant_id: entraTenantId, data_region: dataRegion };
  await trx
    .insertInto('organizations')
    .values({ organization_id: id, ...columns })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(columns))
    .execute();
}

async function saveConnection(
  trx: Transaction<Tables>,
  deps: Deps,
  organizationId: string,
  connection: ProvisionedConnection,
) {
  const columns = {
    name: connection.name,
    environment: connection.environment,
    ehr: connection.ehr,
    state: 'approved' as const,
    fhir_base_url: connection.fhirBaseUrl,
    client_id: connection.clientId,
    authority: JSON.stringify(connection.authority),
    signing_algorithm: connection.signingAlgorithm,
    session_key_source: connection.sessionKeySource,
    organizers: [...connection.organizers],
    writeback: JSON.stringify(connection.writeback),
    settings: JSON.stringify(connection.settings),
    basic_credentials:
      connection.basicCredentials === undefined
        ? null
        : deps.sealer.seal(JSON.stringify(connection.basicCredentials), credentialsContext(connection.id)),
  };
  await trx
    .insertInto('connections')
    .values({ organization_id: organizationId, id: connection.id, ...columns })
    .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doUpdateSet(columns))
    .execute();
  const keys = await trx
    .selectFrom('connection_keys')
    .select('algorithm')
    .where('connection_id', '=', connection.id)
    .execute();
  if (!keys.some(({ algorithm }) => algorithm === connection.signingAlgorithm)) {
    await addConnectionKey(trx, deps, { organizationId, id: connection.id }, connection.signingAlgorithm);
  }
  for (const { ehrUser, entraObjectId } of connection.links ?? []) {
    await trx
      .insertInto('clinician_links')
      .values({
        organization_id: organizationId,
        id: deps.randomness.uuid(),
        connection_id: connection.id,
        ehr_user: ehrUser,
        entra_object_id: entraObjectId,
        linked_at: deps.clock.now(),
        revoked_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
