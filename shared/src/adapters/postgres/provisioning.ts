import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import type { AuditAction, AuditEntry } from '../../domain/audit/audit-log.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { RevisionContent } from '../../domain/connections/revision.ts';
import { synchroniseShares } from '../../domain/connections/share-synchronising.ts';
import { contentOf } from '../../domain/connections/trusted-content.ts';
import type { Clock, Randomness } from '../../domain/kernel/clock.ts';
import type { Organization } from '../../domain/organizations/organization.ts';
import { appendAudit } from './audit-log.ts';
import { configurationStore } from './configuration-store.ts';
import { credentialsContext } from './connection-keys.ts';
import { contentDigest } from './content-digest.ts';
import { makeKeyPair } from './key-pairs.ts';
import { outboxStore } from './outbox-store.ts';
import { ownerPool } from './owner-pool.ts';
import type { Scope } from './scope.ts';
import type { Sealer } from './sealer.ts';
import { shareStore } from './share-store.ts';
import type { Tables } from './tables.ts';

/** An organisation and its approved connections, as an operator hands them in. */
export interface ConfigurationFile {
  readonly organization: Organization;
  readonly connections: readonly ProvisionedConnection[];
}

export interface ProvisionedConnection
  extends Omit<Connection, 'organizationId' | 'state' | 'revision' | 'sharedFrom'> {
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
 * Makes the organisation and its connections be as the file says. Safe to repeat: keys and links that are there stay, links that were ended stay so, and
 * a connection gets a new approved revision only when what trust rests on is another.
 *
 * @param deps.ownerUrl organisations are made by the owner of the schema, not by the service.
 */
export async function provision(
  deps: Deps & { readonly ownerUrl: string },
  file: ConfigurationFile,
): Promise<void> {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: ownerPool(deps.ownerUrl, 1) }) });
  try {
    await db.transaction().execute(async (trx) => {
      await saveOrganization(trx, file.organization);
      for (const connection of file.connections)
        await saveConnection(trx, deps, file.organization.id, connection);
      const scope = scopeOf(trx, deps, file.organization.id);
      await record(scope, 'organisation-provisioned', scope.organizationId);
    });
  } finally {
    await db.destroy();
  }
}

/** Run by hand, and seldom: key pairs are made on the way. */
const scopeOf = (trx: Transaction<Tables>, deps: Deps, organizationId: string): Scope => ({
  ...deps,
  keyPairs: { take: makeKeyPair },
  trx,
  organizationId,
});

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
  const scope = scopeOf(trx, deps, organizationId);
  const configuration = configurationStore(scope);
  const before = await configuration.lock(connection.id);
  const columns = {
    name: connection.name,
    environment: connection.environment,
    ehr: connection.ehr,
    settings: JSON.stringify(connection.settings),
    is_disabled: false,
  };
  await trx
    .insertInto('connections')
    .values({
      organization_id: organizationId,
      id: connection.id,
      ...columns,
      live_revision: null,
      shared_from: null,
      created_at: deps.clock.now(),
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'id']).doUpdateSet((eb) => ({
        ...columns,
        settings_version: eb('connections.settings_version', '+', 1),
      })),
    )
    .execute();
  if (before?.state === 'disabled') await record(scope, 'connection-enabled', connection.id);
  const servedBefore = await serveContent(scope, connection, before?.liveRevision ?? null);
  await configuration.ensureKey(connection.id, connection.signingAlgorithm);
  const shares = { before: servedBefore?.shares ?? [], after: connection.shares };
  const stores = { shares: shareStore(scope), outbox: outboxStore(scope) };
  await synchroniseShares(stores, connection.id, shares, deps.clock.now());
  for (const { ehrUser, entraObjectId } of connection.links ?? []) {
    const ended = await trx
      .selectFrom('clinician_links')
      .select('id')
      .where('organization_id', '=', organizationId)
      .where('connection_id', '=', connection.id)
      .where('ehr_user', '=', ehrUser)
      .where('entra_object_id', '=', entraObjectId)
      .where('revoked_at', 'is not', null)
      .executeTakeFirst();
    if (ended !== undefined) continue; // somebody has said that the two are not one person
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

/**
 * Lets what the file says serve: as a revision of its own, approved by who runs the service, unless it serves already.
 *
 * @returns what served before.
 */
async function serveContent(
  scope: Scope,
  connection: ProvisionedConnection,
  before: number | null,
): Promise<RevisionContent | null> {
  const { trx, organizationId, sealer } = scope;
  const configuration = configurationStore(scope);
  const now = scope.clock.now();
  const content = contentOf(connection);
  const digest = contentDigest(content);
  const live = before === null ? null : await configuration.revision(connection.id, before);
  let number = before;
  // What somebody wrote past us stands beside a digest that is no longer its own.
  if (live === null || live.digest !== digest || contentDigest(live.content) !== digest) {
    number = ((await configuration.revisions(connection.id))[0]?.number ?? 0) + 1;
    await trx
      .insertInto('connection_revisions')
      .values({
        organization_id: organizationId,
        connection_id: connection.id,
        number,
        state: 'approved',
        content: JSON.stringify(content),
        digest,
        origin: JSON.stringify(before === null ? { kind: 'new' } : { kind: 'edit', of: before }),
        note: '',
        registration_state: 'active',
        registration_since: now,
        probe: null,
        basic_credentials: null,
        created_by: 'service',
        created_at: now,
        changed_by: 'service',
        changed_at: now,
        proposed_by: 'service',
        proposed_at: now,
        expires_at: null,
        decided_by: 'service',
        decided_at: now,
        reason: null,
      })
      .execute();
    await configuration.serve(connection.id, number);
    await record(scope, 'revision-approved', connection.id, {
      revision: String(number),
      digest,
      approver: 'none: provisioned by the operator',
    });
  }
  await trx
    .updateTable('connection_revisions')
    .set({
      basic_credentials:
        connection.basicCredentials === undefined
          ? null
          : sealer.seal(JSON.stringify(connection.basicCredentials), credentialsContext(connection.id)),
    })
    .where('connection_id', '=', connection.id)
    .where('number', '=', number)
    .execute();
  return live?.content ?? null;
}

async function record(
  { trx, organizationId, clock }: Scope,
  action: AuditAction,
  subject: string,
  details: AuditEntry['details'] = {},
): Promise<void> {
  await appendAudit(trx, organizationId, { at: clock.now(), actor: 'service', action, subject, details });
}
