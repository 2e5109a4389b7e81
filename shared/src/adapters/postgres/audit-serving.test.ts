import { urlFor, withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { createCheckpointing } from '../../domain/audit/checkpoint.ts';
import { benchOf, type ConfiguringBench } from '../../domain/connections/configuring.test-support.ts';
import { createSharing } from '../../domain/connections/sharing.ts';
import { HOUR_MS } from '../../domain/kernel/clock.ts';
import { checkpointSigner, checkpointVerifier, newCheckpointKey } from '../node/checkpoint-keys.ts';
import { nodeRandomness } from '../node/randomness.ts';
import { pruneAuditLogs } from './audit-pruning.ts';
import { verifyAuditLogs } from './audit-verification.ts';
import { contentDigest } from './content-digest.ts';
import { createTestWorld, type TestWorld } from './database.test-support.ts';
import * as recordedApprovals from './migrations/0008-recorded-approvals.ts';
import { provision } from './provisioning.ts';

const key = JSON.parse(Buffer.from((await newCheckpointKey()).signing, 'base64url').toString());
const verifier = checkpointVerifier([key]);

let world: TestWorld;
let bench: ConfiguringBench;
/** Revisions 1 (approved), 2 (rejected) and 3 (approved, serves). */
let id: string;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  bench = benchOf(world, await world.organization());
  id = await bench.add();
  await bench.approve(id);
  const { number, digest } = await bench.propose(id, { clientId: 'rejected' });
  await bench.configuring.reject(bench.approver, id, number, digest, 'not ours');
  await bench.approve(id, { clientId: 'client-3' });
  expect(await found()).toEqual({ flaws: [], unvouched: [] });
});

/** What verification finds in the organisation. */
async function found({ organization } = bench) {
  const verified = await verifyAuditLogs({
    ownerUrl: world.ownerDatabaseUrl,
    verifier,
    loggedCheckpoints: [],
    keptSince: world.clock.now(),
  });
  const own = verified.find(({ organizationId }) => organizationId === organization.id);
  return { flaws: own?.flaws.map(({ kind }) => kind), unvouched: own?.unvouched };
}

/** What the service says of the organisation when it signs the next checkpoints. */
async function noticed() {
  const unvouched: unknown[] = [];
  await createCheckpointing({
    store: world.database.auditCheckpoints,
    signer: checkpointSigner(key),
    clock: world.clock,
    onSigned: () => undefined,
    onMisfit: () => expect.unreachable(),
    onUnvouched: (organizationId, flaw) => {
      if (organizationId === bench.organization.id) unvouched.push(flaw);
    },
  }).signAll();
  return unvouched;
}

/** A superuser, for whom neither rights nor triggers hold. */
async function tamper(sql: string, values: readonly unknown[] = []): Promise<void> {
  const database = new URL(world.ownerDatabaseUrl).pathname.slice(1);
  await withClient(urlFor(inject('testServer').adminUrl, { database }), async (superuser: pg.Client) => {
    await superuser.query('set session_replication_role = replica');
    await superuser.query(sql, [...values]);
  });
}
const content = (clientId: string) => `content = jsonb_set(content, '{clientId}', '"${clientId}"')`;
const live = 'connection_id = $1 and number = 3';

it.each([
  ['the content', `update connection_revisions set ${content('forged')} where ${live}`, 'altered', '3'],
  [
    'the content, by the smallest part',
    `update connection_revisions set content = jsonb_set(content, '{organizers,1}', '"x"') where ${live}`,
    'altered',
    '3',
  ],
  ['the digest', `update connection_revisions set digest = 'another' where ${live}`, 'altered', '3'],
  ['the state', `update connection_revisions set state = 'draft' where ${live}`, 'altered', '3'],
  [
    'which serves, to an earlier one',
    'update connections set live_revision = 1 where id = $1',
    'unapproved',
    '1',
  ],
  [
    'a rejected revision to an approved one',
    `with approved as (update connection_revisions set state = 'approved' where connection_id = $1 and number = 2)
     update connections set live_revision = 2 where id = $1`,
    'unapproved',
    '2',
  ],
  ['that any serves', 'update connections set live_revision = null where id = $1', 'missing', '3'],
  ['which connections there are', 'delete from connections where id = $1', 'missing', '3'],
] as const)('somebody with all rights is found out who changes %s', async (_what, sql, kind, revision) => {
  await tamper(sql, [id]);
  const unvouched = [{ kind, connectionId: id, revision }];
  expect(await found()).toEqual({ flaws: [], unvouched });
  expect(await noticed()).toEqual(unvouched);
});

/** Lets a fourth revision serve that stands in no log. */
async function serveUnrecorded(): Promise<void> {
  const forged = { ...(await bench.live(id))?.content, clientId: 'forged' };
  await tamper(`update connection_revisions set number = 4, content = $2, digest = $3 where ${live}`, [
    id,
    JSON.stringify(forged),
    contentDigest(forged),
  ]);
  await tamper('update connections set live_revision = 4 where id = $1', [id]);
}

it('finds a new revision with its right digest that nobody approved', async () => {
  await serveUnrecorded();
  expect(await found()).toEqual({
    flaws: [],
    unvouched: [{ kind: 'unapproved', connectionId: id, revision: '4' }],
  });
});

it('takes no approval that another organisation’s log holds', async () => {
  const other = benchOf(world, await world.organization());
  const theirs = await other.add();
  await other.approve(theirs);
  await other.approve(theirs);
  const { digest } = await other.approve(theirs, { clientId: 'forged' });
  await tamper(`update connection_revisions set ${content('forged')}, digest = '${digest}' where ${live}`, [
    id,
  ]);
  const altered = { kind: 'altered', connectionId: id, revision: '3' };
  expect(await found()).toEqual({ flaws: [], unvouched: [altered] });

  const copy = `insert into audit_entries
    select $1, (select max(number) + 1 from audit_entries where organization_id = $1), at, actor, action, subject, details,
      previous_hash, hash from audit_entries where subject = $2 and details ->> 'digest' = $3 and action = 'revision-approved'`;
  await tamper(copy, [bench.organization.id, theirs, digest]);
  const flaws = ['unlinked', 'changed', 'head-differs'];
  const missing = { kind: 'missing', connectionId: theirs, revision: '3' };
  expect(await found()).toEqual({ flaws, unvouched: [altered, missing] });
  // Made to be about our connection, it would vouch, but is no longer what its hash says.
  await tamper('update audit_entries set subject = $3 where organization_id = $1 and subject = $2', [
    bench.organization.id,
    theirs,
    id,
  ]);
  expect(await found()).toEqual({ flaws, unvouched: [] });
});

it('finds a connection that serves though it was disabled', async () => {
  await bench.configuring.disable(bench.admin, id, 'under attack');
  expect(await found()).toEqual({ flaws: [], unvouched: [] });
  await tamper('update connections set is_disabled = false where id = $1', [id]);
  const unvouched = [{ kind: 'enabled', connectionId: id, revision: '3' }];
  expect(await found()).toEqual({ flaws: [], unvouched });
  expect(await noticed()).toEqual(unvouched);
});

it('vouches for all that is done as it should be', async () => {
  const { admin, approver, configuring, organization } = bench;
  const other = benchOf(world, await world.organization());
  const probeAndApprove = async () => {
    const { version } = await bench.probe(id);
    const { number, digest } = await configuring.propose(admin, id, version);
    await bench.prove(id);
    await configuring.approve(approver, id, number, digest);
  };
  await configuring.restore(admin, id, 1);
  await probeAndApprove();
  const production = await configuring.promote(admin, id, { kind: 'new', name: 'Production' });
  await bench.approve(production, { fhirBaseUrl: 'https://epic.example/production' });
  const shares = [{ tenantId: other.organization.tenantId, departments: ['1'] }];
  await bench.approve(id, { shares });
  const { inTransaction, shareOffers: offers } = world.database;
  const sharing = createSharing({ inTransaction, offers, clock: world.clock, randomness: nodeRandomness });
  const [invitation] = await sharing.invitations(other.admin);
  const own = await sharing.accept(other.admin, invitation?.shareId ?? '', 'Shared');
  await other.approve(own, { onlyDepartments: ['1'] });
  await sharing.revoke(admin, id, invitation?.shareId ?? '');
  await configuring.remove(admin, await bench.add());
  const oracle = await bench.add('oracle-health');
  await bench.propose(oracle, { approver: null, sessionKeySource: 'smart-encounter' });
  await configuring.disable(admin, id, '');
  await configuring.enable(admin, id, '');
  await configuring.disable(admin, production, '');
  await bench.write(id, { clientId: 'a draft' });
  for (const { organization: each } of [bench, other])
    expect((await each.in(({ connections }) => connections.all())).length).toBeGreaterThan(1);
  expect(await found()).toEqual({ flaws: [], unvouched: [] });
  expect(await found(other)).toEqual({ flaws: [], unvouched: [] });
  expect(await noticed()).toEqual([]);

  // The operator's file says otherwise, and wins.
  const { connection } = organization;
  await configuring.disable(admin, connection.id, '');
  const provisioned = (clientId: string) =>
    provision(
      {
        ownerUrl: world.ownerDatabaseUrl,
        clock: world.clock,
        randomness: nodeRandomness,
        sealer: world.sealer,
      },
      {
        organization: { id: organization.id, name: '', entraTenantId: organization.tenantId, dataRegion: '' },
        connections: [{ ...connection, clientId }],
      },
    );
  await provisioned(connection.clientId);
  await provisioned('next');
  expect((await bench.audited(connection.id)).map(({ action }) => action)).toEqual([
    'revision-approved',
    'connection-disabled',
    'connection-enabled',
    'revision-approved',
  ]);
  expect(await found()).toEqual({ flaws: [], unvouched: [] });
  await tamper(`update connection_revisions set ${content('forged')} where connection_id = $1`, [
    connection.id,
  ]);
  expect((await found()).unvouched).toHaveLength(1);
  await provisioned('next');
  expect(await found()).toEqual({ flaws: [], unvouched: [] });
});

it('goes on vouching when the beginning of the log is removed', async () => {
  await bench.configuring.disable(bench.admin, id, 'closed');
  await noticed();
  world.clock.advance(HOUR_MS);
  const deps = { ownerUrl: world.ownerDatabaseUrl, verifier, clock: world.clock };
  for (const _time of [1, 2]) {
    const before = world.clock.now();
    expect(await pruneAuditLogs(deps, before, [bench.organization.id])).toHaveLength(1);
    expect(await found()).toEqual({ flaws: [], unvouched: [] });
    await noticed();
    world.clock.advance(HOUR_MS);
  }
  const said = await bench.audited(id);
  expect(said.map(({ action, actor }) => `${action} ${actor}`).toSorted()).toEqual([
    'connection-disabled service',
    'revision-approved service',
  ]);
  for (const { details } of said)
    expect(details).toMatchObject({ revision: '3', recorded: expect.stringMatching(/Z by entra:/) });
  await tamper('update connections set is_disabled = false where id = $1', [id]);
  expect((await found()).unvouched).toMatchObject([{ kind: 'enabled' }]);
});

it('vouches for what served before it was recorded, as it stands when the schema is brought up to date', async () => {
  await serveUnrecorded();
  expect((await found()).unvouched).toHaveLength(1);
  const before = await bench.audited(id);
  const pool = new pg.Pool({ connectionString: world.ownerDatabaseUrl, max: 1 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  await db.transaction().execute((trx) => recordedApprovals.up(trx));
  await db.destroy();
  expect(await found()).toEqual({ flaws: [], unvouched: [] });
  const added = (await bench.audited(id)).slice(before.length);
  expect(added).toMatchObject([
    { actor: 'service', action: 'revision-approved', details: { revision: '4' } },
  ]);
});
