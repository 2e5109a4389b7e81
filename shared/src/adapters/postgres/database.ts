import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { CheckpointStore } from '../../domain/audit/checkpoint.ts';
import type { ConnectionKeys } from '../../domain/connections/connection-keys.ts';
import type { ShareOffers } from '../../domain/connections/share.ts';
import type { Clock, Randomness } from '../../domain/kernel/clock.ts';
import type { OrganizationFinder, Organizations } from '../../domain/organizations/organization.ts';
import type { OutboxClaims } from '../../domain/outbox/outbox-store.ts';
import type { InTransaction, Stores } from '../../domain/stores.ts';
import type { ExpiringSubscriptions } from '../../domain/visits/call-subscription.ts';
import type { DueFolds } from '../../domain/visits/visit-store.ts';
import { approvalStore } from './approval-store.ts';
import { arrivalStore } from './arrival-store.ts';
import { auditCheckpoints } from './audit-checkpoints.ts';
import { auditLog } from './audit-log.ts';
import { auditReader } from './audit-reader.ts';
import { callSubscriptionStore } from './call-subscription-store.ts';
import { type CertificateTable, certificateTable } from './certificate-store.ts';
import { clinicianLinks } from './clinician-links.ts';
import { configAdmins } from './config-admins.ts';
import { configurationStore } from './configuration-store.ts';
import { connectionKeyStore } from './connection-key-store.ts';
import { postgresConnectionKeys } from './connection-keys.ts';
import { connectionStore, organizationStore } from './connection-store.ts';
import {
  allOrganizations,
  dueFolds,
  expiringSubscriptions,
  organizationFinder,
} from './definer-functions.ts';
import { keyPairsBetweenRuns } from './key-pairs.ts';
import { launchStore } from './launch-store.ts';
import { isSchemaCurrent } from './migrate.ts';
import { outboxClaims } from './outbox-claims.ts';
import { outboxStore } from './outbox-store.ts';
import { participantStore } from './participant-store.ts';
import { placeStore } from './place-store.ts';
import { type Retention, retention } from './retention.ts';
import type { Scope } from './scope.ts';
import type { Sealer } from './sealer.ts';
import { patientSessions, staffSessions } from './session-stores.ts';
import { shareOffers, shareStore } from './share-store.ts';
import { signalStore } from './signal-store.ts';
import { staffLanguages } from './staff-languages.ts';
import type { Tables } from './tables.ts';
import { visitStore } from './visit-store.ts';

export interface Database {
  readonly inTransaction: InTransaction;
  readonly finder: OrganizationFinder;
  readonly organizations: Organizations;
  readonly shareOffers: ShareOffers;
  readonly connectionKeys: ConnectionKeys;
  readonly certificates: CertificateTable;
  readonly outboxClaims: OutboxClaims;
  readonly dueFolds: DueFolds;
  readonly expiringSubscriptions: ExpiringSubscriptions;
  readonly retention: Retention;
  readonly auditCheckpoints: CheckpointStore;
  /** Throws when the role could pass the walls between organisations: a superuser, an owner, or one that bypasses them. */
  refuseUnsafeRole(): Promise<void>;
  /** Reached, and the schema is current. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

// `bigint` columns hold counters; pg gives them as strings by default. Ids of the outbox are read as text in SQL.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

const RETRIED_STATES = new Set(['40001', '40P01']); // serialization_failure, deadlock_detected
const MOST_TRIES = 5;

export function createDatabase(deps: {
  readonly url: string;
  readonly poolSize: number;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly sealer: Sealer;
  readonly onIdleError: (error: Error) => void;
}): Database {
  const pool = new pg.Pool({
    connectionString: deps.url,
    max: deps.poolSize,
    types,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
  });
  pool.on('error', deps.onIdleError);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });

  const inTransaction: InTransaction = async (organizationId, work) => {
    const keyPairs = keyPairsBetweenRuns();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await db.transaction().execute(async (trx) => {
          await sql`select set_config('app.organization', ${organizationId}, true)`.execute(trx);
          return await work(storesOf({ ...deps, trx, organizationId, keyPairs }));
        });
      } catch (error) {
        if (await keyPairs.made(error)) continue;
        if (
          attempt >= MOST_TRIES ||
          !(error instanceof pg.DatabaseError) ||
          !RETRIED_STATES.has(error.code ?? '')
        )
          throw error;
      }
    }
  };

  return {
    inTransaction,
    finder: organizationFinder(db),
    organizations: allOrganizations(db),
    shareOffers: shareOffers(db),
    connectionKeys: postgresConnectionKeys({ ...deps, db }),
    certificates: certificateTable({ ...deps, db }),
    outboxClaims: outboxClaims({ db, clock: deps.clock }),
    dueFolds: dueFolds(db, deps.clock),
    expiringSubscriptions: expiringSubscriptions(db),
    retention: retention(db),
    auditCheckpoints: auditCheckpoints(db),
    refuseUnsafeRole: () => refuseUnsafeRole(db),
    isReady: async () => {
      try {
        return await isSchemaCurrent(db);
      } catch {
        return false; // unreachable and not yet migrated are the same answer to who asks whether we are ready
      }
    },
    close: () => db.destroy(),
  };
}

function storesOf(scope: Scope): Stores {
  return {
    organizations: organizationStore(scope),
    connections: connectionStore(scope),
    configuration: configurationStore(scope),
    approvals: approvalStore(scope),
    shares: shareStore(scope),
    places: placeStore(scope),
    configAdmins: configAdmins(scope),
    staffLanguages: staffLanguages(scope),
    launches: launchStore(scope),
    links: clinicianLinks(scope),
    visits: visitStore(scope),
    participants: participantStore(scope),
    signals: signalStore(scope),
    arrivals: arrivalStore(scope),
    outbox: outboxStore(scope),
    subscriptions: callSubscriptionStore(scope),
    patientSessions: patientSessions(scope),
    staffSessions: staffSessions(scope),
    keys: connectionKeyStore(scope),
    audit: auditLog(scope),
    auditReader: auditReader(scope),
  };
}

async function refuseUnsafeRole(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ unsafe: boolean | null }>`
    select exists (select from pg_roles r where (r.rolsuper or r.rolbypassrls) and pg_has_role(current_user, r.oid, 'member'))
      or (select bool_or(pg_has_role(current_user, c.relowner, 'member') or not c.relrowsecurity) from pg_class c
          where c.relnamespace = to_regnamespace('public') and c.relname in ('organizations', 'visits')) as unsafe
  `.execute(db);
  if (rows[0]?.unsafe !== false) {
    throw new Error(
      'the role of DATABASE_URL could pass the walls between organisations (or the schema is missing)',
    );
  }
}
