import { randomUUID } from 'node:crypto';
import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../../tests/database/test-database.ts';
import { HOUR_MS } from '../../domain/kernel/clock.ts';
import { nodeRandomness } from '../node/randomness.ts';
import { createTestWorld, type TestOrganization, type TestWorld } from './database.test-support.ts';
import { createDatabase } from './database.ts';
import { migrate } from './migrate.ts';

let world: TestWorld;
let ours: TestOrganization;
let theirs: TestOrganization;
beforeAll(async () => {
  world = await createTestWorld();
  ours = await world.organization();
  theirs = await world.organization();
  for (const organization of [ours, theirs]) await fillEveryTable(organization);
});
afterAll(() => world.close());

/** Of no organisation: the migrator's books, and the service's own certificates for notifications from Graph. */
const WITHOUT_WALL = ['kysely_migration', 'kysely_migration_lock', 'notification_certificates'];
/** Closed: each looks across organisations, and answers with ids and times only; one makes an organisation where there is none. */
const DEFINER_FUNCTIONS = [
  'call_subscriptions_expiring(before timestamp with time zone, most integer) → TABLE(organization_id uuid, visit_id uuid)',
  'connection_shares_with(wanted text) → TABLE(organization_id uuid, share_id uuid)',
  'enter_organization(tenant text, called text, region text) → uuid',
  'folds_due(at timestamp with time zone, most integer) → TABLE(organization_id uuid, visit_id uuid)',
  'folds_next_due() → timestamp with time zone',
  'organization_ids() → SETOF uuid',
  'organization_of_call_subscription(wanted text) → uuid',
  'organization_of_connection(wanted text) → uuid',
  'organization_of_outbox_entry(wanted bigint) → uuid',
  'organization_of_staff_session(wanted text) → uuid',
  'organization_of_tenant(wanted text) → uuid',
  'organization_of_visit(wanted uuid) → uuid',
  'outbox_due_heads(at timestamp with time zone, most integer) → TABLE(organization_id uuid, id bigint)',
  'outbox_next_due() → timestamp with time zone',
];

const query = (url: string, sql: string, values: unknown[] = []) =>
  withClient(url, async (client) => (await client.query<Record<string, unknown>>(sql, values)).rows);

const tableNames = async () =>
  (await query(world.ownerDatabaseUrl, `select tablename from pg_tables where schemaname = 'public'`)).map(
    ({ tablename }) => String(tablename),
  );
const walledTables = async () => (await tableNames()).filter((name) => !WITHOUT_WALL.includes(name));

it('has a wall around every table, but for those listed here', async () => {
  const walled = await query(
    world.ownerDatabaseUrl,
    `select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
       and p.polcmd = '*' and pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid)
       and pg_get_expr(p.polqual, p.polrelid) like '(organization_id = %app.organization%'`,
  );
  expect(walled.map(({ relname }) => relname).toSorted()).toEqual((await walledTables()).toSorted());
});

it('shows and changes rows of one organisation only, in every table', async () => {
  for (const table of await walledTables()) {
    const all = await query(world.ownerDatabaseUrl, `select organization_id from ${table}`);
    const own = all.filter(({ organization_id }) => organization_id === ours.id).length;
    expect([table, own > 0, own < all.length]).toEqual([table, true, true]);
    await withClient(world.databaseUrl, async (client) => {
      const count = async (sql: string) => (await client.query(sql)).rowCount;
      // No setting at all, and the empty one that a connection is left with after its first transaction.
      expect(await count(`select from ${table}`)).toBe(0);
      await client.query(`begin; set local app.organization = '${ours.id}'`);
      expect([table, await count(`select from ${table}`)]).toEqual([table, own]);
      const writable = !['audit_checkpoints', 'audit_entries', 'audit_heads', 'organizations'].includes(
        table,
      );
      if (writable) {
        const foreign = `organization_id = '${theirs.id}'`;
        expect(await count(`update ${table} set organization_id = organization_id where ${foreign}`)).toBe(0);
        expect(await count(`delete from ${table} where ${foreign}`)).toBe(0);
        await expect(client.query(`update ${table} set ${foreign}`)).rejects.toThrow('row-level security');
      }
      await client.query('rollback');
      expect((await client.query(`select current_setting('app.organization', true) as o`)).rows).toEqual([
        { o: '' },
      ]);
      expect([table, await count(`select from ${table}`)]).toEqual([table, 0]);
    });
  }
});

it('refuses to insert for another organisation, in every table', async () => {
  for (const table of await walledTables()) {
    if (table === 'organizations') continue; // made by the owner only
    await withClient(world.databaseUrl, async (client) => {
      await client.query(`begin; set local app.organization = '${ours.id}'`);
      const columns = (
        await client.query<{ name: string }>(
          `select column_name as name from information_schema.columns
           where table_schema = 'public' and table_name = $1 and identity_generation is null and is_generated = 'NEVER'`,
          [table],
        )
      ).rows.map(({ name }) => name);
      const values = columns.map((name) => (name === 'organization_id' ? `'${theirs.id}'::uuid` : name));
      const copy = `insert into ${table} (${columns.join()}) select ${values.join()} from ${table} limit 1`;
      await expect(client.query(copy)).rejects.toThrow('row-level security');
    });
  }
});

it('lets the service neither undo what was audited nor make organisations nor touch the books', async () => {
  for (const sql of [
    'delete from audit_entries',
    `update audit_entries set actor = 'nobody'`,
    'truncate audit_entries',
    'delete from audit_checkpoints',
    `update audit_checkpoints set hash = 'another'`,
    'delete from audit_heads',
    `insert into organizations values (gen_random_uuid(), 'x', 'x', 'x')`,
    `delete from kysely_migration`,
    `update organizations set name = 'x'`,
    'create table mine ()',
    'alter table visits disable row level security',
  ]) {
    await expect(query(world.databaseUrl, sql), sql).rejects.toThrow(/permission denied|must be owner/);
  }
});

describe('the one way for the service to make an organisation', () => {
  const id = randomUUID();
  const enter = (tenant: string, name: string, organizationId = id) =>
    world.database.inTransaction(organizationId, ({ organizations }) =>
      organizations.enter({ name, entraTenantId: tenant, dataRegion: 'eu' }),
    );

  it('makes the one of the transaction, once, and leaves those that are there as they are', async () => {
    expect(await enter('tenant-of-its-own', 'Lakeside')).toBe(true);
    expect(await enter('tenant-of-its-own', 'Renamed')).toBe(false);
    expect(await enter('tenant-of-its-own', 'Twice', randomUUID())).toBe(false);
    expect(await enter('another-tenant', 'Another', id)).toBe(false);
    expect(await enter(ours.tenantId, 'Taken over', randomUUID())).toBe(false);
    const named = await query(
      world.ownerDatabaseUrl,
      'select organization_id, name, entra_tenant_id from organizations where entra_tenant_id = any($1)',
      [['tenant-of-its-own', 'another-tenant', ours.tenantId]],
    );
    expect(named).toHaveLength(2);
    expect(named).toContainEqual({
      organization_id: id,
      name: 'Lakeside',
      entra_tenant_id: 'tenant-of-its-own',
    });
    expect(named).toContainEqual({
      organization_id: ours.id,
      name: 'Example Health',
      entra_tenant_id: ours.tenantId,
    });
  });

  it('makes none outside a transaction of an organisation', async () => {
    const call = `select enter_organization('tenant-of-nobody', 'Nobody', 'eu')`;
    await expect(query(world.databaseUrl, call)).rejects.toThrow('null value in column "organization_id"');
  });
});

it('has a closed list of functions that look across organisations', async () => {
  const functions = await query(
    world.ownerDatabaseUrl,
    `select format('%s(%s) → %s', proname, pg_get_function_arguments(oid), pg_get_function_result(oid)) as signature,
       has_function_privilege('public', oid, 'execute') as open, array_to_string(proconfig, '') as config
     from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`,
  );
  expect(functions.map(({ signature }) => signature)).toEqual(DEFINER_FUNCTIONS);
  expect(functions.filter(({ open, config }) => open || config !== 'search_path=""')).toEqual([]);
});

it('refuses a role that could pass the walls', async () => {
  await expect(world.database.refuseUnsafeRole()).resolves.toBeUndefined();
  const refuses = async (url: string) => {
    const deps = { clock: world.clock, randomness: nodeRandomness, sealer: world.sealer };
    const database = createDatabase({ ...deps, url, poolSize: 1, onIdleError: () => undefined });
    try {
      await expect(database.refuseUnsafeRole()).rejects.toThrow('could pass the walls');
    } finally {
      await database.close();
    }
  };
  await refuses(world.ownerDatabaseUrl);
  const empty = await createTestDatabase({ prepare: async () => undefined });
  await refuses(empty.databaseUrl);
  await empty.drop();
});

it('migrates an empty database once, from several replicas at once and again', async () => {
  let migrated = 0;
  const empty = await createTestDatabase({
    prepare: async (ownerUrl, serviceRole) => {
      await Promise.all([1, 2, 3].map(() => migrate({ ownerUrl, serviceRole })));
      await migrate({ ownerUrl, serviceRole });
      migrated += 1;
    },
  });
  expect(migrated).toBe(1);
  const [books] = await query(
    empty.databaseUrl,
    'select count(*)::int = count(distinct name)::int as once from kysely_migration',
  );
  expect(books).toEqual({ once: true });
  await empty.drop();
});

it('gives the chores a schema of the service role, which may make none', async () => {
  await expect(query(world.databaseUrl, 'create schema other')).rejects.toThrow('permission denied');
  await query(world.databaseUrl, 'create table graphile_worker.jobs (id int)');
  expect(await query(world.databaseUrl, 'select id, ts, breaking from graphile_worker.migrations')).toEqual(
    [],
  );
});

async function fillEveryTable(organization: TestOrganization): Promise<void> {
  await fillConfiguration(organization);
  const { id, in: within, open, connection } = organization;
  const visit = await open(`csn-${id}`);
  const now = world.clock.now();
  const later = new Date(now.getTime() + HOUR_MS);
  await world.database.auditCheckpoints.save({ organizationId: id, number: 1, hash: 'hash', at: now }, 'jws');
  await within(async (stores) => {
    await stores.launches.begin(`state-${id}`, {
      organizationId: id,
      connectionId: connection.id,
      kind: 'patient',
      sessionId: null,
      departmentId: null,
      browserDigest: 'digest',
      nonce: 'nonce',
      codeVerifier: 'verifier',
      createdAt: now,
    });
    await stores.links.link({
      connectionId: connection.id,
      ehrUser: 'Practitioner/lee',
      entraObjectId: 'lee',
      linkedAt: now,
    });
    await stores.staffSessions.open(`staff-${id}`, {
      organizationId: id,
      entraObjectId: 'lee',
      roles: ['Clinician'],
      idleUntil: later,
      endsAt: later,
    });
    const participant = await stores.participants.join({
      visitId: visit.id,
      role: 'patient',
      identity: 'ehr:1',
      entraObjectId: null,
      ehr: { userReference: 'Patient/1', patientId: '1' },
    });
    await stores.signals.add(
      visit.id,
      [
        {
          key: 'here:1',
          participantId: participant.id,
          source: 'page',
          kind: 'here',
          endpoint: 'page-1',
          at: now,
          until: now,
        },
      ],
      0,
    );
    const session = {
      organizationId: id,
      visitId: visit.id,
      participantId: participant.id,
      idleUntil: later,
      endsAt: later,
    };
    await stores.patientSessions.open('session', session);
    await stores.patientSessions.offerHandover('code', session, later);
    const show = { state: 'waiting', since: now, waitedMinutes: 0 } as const;
    const arrival = await stores.arrivals.begin({
      visitId: visit.id,
      participantId: participant.id,
      segment: 1,
      ordinal: 1,
      at: now,
      goneAt: null,
      card: show,
    });
    const card = await stores.arrivals.addCard(arrival.id, visit.id, { kind: 'nobody' });
    await stores.outbox.add([
      {
        key: `card:${card.id}`,
        visitId: visit.id,
        line: `card:${card.id}`,
        effect: { kind: 'card', cardId: card.id, show },
      },
    ]);
    await stores.subscriptions.save({
      id: `subscription-${id}`,
      visitId: visit.id,
      clientStateDigest: 'digest',
      expiresAt: later,
    });
  });
}

async function fillConfiguration({ id, in: within, connection }: TestOrganization): Promise<void> {
  const now = world.clock.now();
  await within(async ({ approvals, configAdmins, configuration, places, shares, staffLanguages }) => {
    const proof = {
      connectionId: connection.id,
      revision: connection.revision,
      digest: 'digest',
      entraObjectId: 'lee',
    };
    await approvals.begin(`approval-${id}`, {
      ...proof,
      organizationId: id,
      browserDigest: 'digest',
      nonce: 'nonce',
      codeVerifier: 'verifier',
      createdAt: now,
    });
    await approvals.prove({ ...proof, issuer: 'https://ehr.example', userDigest: 'digest', at: now });
    await shares.invite({ connectionId: connection.id, tenantId: id, departments: ['cardiology'] }, now);
    await places.add({
      conversationId: '19:team',
      kind: 'team',
      serviceUrl: 'https://teams.example',
      entraGroupId: 'group',
      name: 'Cardiology',
    });
    await configAdmins.seen('lee', now);
    await staffLanguages.heard('lee', 'es-ES');
    await configuration.addRehearsal({
      connectionId: connection.id,
      at: now,
      by: 'service',
      isGreen: true,
      results: [],
    });
  });
}
