import { randomUUID } from 'node:crypto';
import { urlFor, withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createCheckpointing } from '../../domain/audit/checkpoint.ts';
import { addMs, DAY_MS, HOUR_MS } from '../../domain/kernel/clock.ts';
import { checkpointSigner, checkpointVerifier, newCheckpointKey } from '../node/checkpoint-keys.ts';
import { auditHash } from './audit-hash.ts';
import { pruneAuditLogs } from './audit-pruning.ts';
import { verifyAuditLogs } from './audit-verification.ts';
import { createTestWorld, type TestOrganization, type TestWorld } from './database.test-support.ts';

const newKey = async () =>
  JSON.parse(Buffer.from((await newCheckpointKey()).signing, 'base64url').toString());
const ours = await newKey();
const theirs = await newKey();
const verifier = checkpointVerifier([ours]);

let world: TestWorld;
let organization: TestOrganization;
/** What the service's log has. */
const log: string[] = [];
const misfits: (readonly [string, number])[] = [];
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  log.length = 0;
  misfits.length = 0;
  organization = await world.organization();
  await append(4);
  await signAll();
  await append(3);
});

/** Entries 1 to 6 under a checkpoint, 7 to 9 after it. */
async function append(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const details = { reason: `why ${n}`, revision: String(n) };
    await organization.in(({ audit }) =>
      audit.record({
        at: world.clock.now(),
        actor: 'entra:ada',
        action: 'settings-changed',
        subject: 's',
        details,
      }),
    );
  }
}
const signAll = (key = ours) =>
  createCheckpointing({
    store: world.database.auditCheckpoints,
    signer: checkpointSigner(key),
    clock: world.clock,
    onSigned: ({ organizationId }, jws) => {
      if (organizationId === organization.id) log.push(jws);
    },
    onMisfit: (id, number) => misfits.push([id, number]),
    onUnvouched: () => undefined,
  }).signAll();

async function flaws(options: { readonly log?: readonly string[]; readonly keptSince?: Date } = {}) {
  const verified = await verifyAuditLogs({
    ownerUrl: world.ownerDatabaseUrl,
    verifier,
    loggedCheckpoints: options.log ?? [],
    keptSince: options.keptSince ?? addMs(world.clock.now(), -DAY_MS),
  });
  return verified.flatMap(({ organizationId, flaws }) =>
    organizationId === organization.id || organizationId === null
      ? flaws.map(({ kind, from, through }) => `${kind} ${from}-${through}`)
      : [],
  );
}

/** A superuser, for whom neither rights nor triggers hold. */
async function tamper(work: (superuser: pg.Client) => Promise<unknown>): Promise<void> {
  const database = new URL(world.ownerDatabaseUrl).pathname.slice(1);
  await withClient(urlFor(inject('testServer').adminUrl, { database }), async (superuser) => {
    await superuser.query('set session_replication_role = replica');
    await work(superuser);
  });
}
const change = (sql: string) =>
  tamper((superuser) => superuser.query(sql.replaceAll('$own', `organization_id = '${organization.id}'`)));

/** Hashes everything from an entry on anew, so that it fits, as somebody can who knows all but the key. */
async function rewriteFrom(number: number): Promise<void> {
  await tamper(async (superuser) => {
    const { rows } = await superuser.query(
      `select number::int, at, actor, action, subject, details, hash from audit_entries
       where organization_id = $1 order by number`,
      [organization.id],
    );
    let previousHash: string | null = null;
    for (const row of rows) {
      if (row.number >= number) {
        row.hash = auditHash({
          ...row,
          organizationId: organization.id,
          at: row.at.toISOString(),
          previousHash,
        });
        await superuser.query(
          'update audit_entries set previous_hash = $3, hash = $4 where organization_id = $1 and number = $2',
          [organization.id, row.number, previousHash, row.hash],
        );
      }
      previousHash = row.hash;
    }
    await superuser.query('update audit_heads set number = $2, hash = $3 where organization_id = $1', [
      organization.id,
      rows.at(-1)?.number,
      previousHash,
    ]);
  });
}

it('finds nothing wrong with an honest log, whether a log of the service is at hand or not', async () => {
  expect(await flaws()).toEqual([]);
  expect(log).toHaveLength(1);
  await signAll();
  expect(log).toHaveLength(2);
  expect(await flaws({ log })).toEqual([]);
  expect(misfits).toEqual([]);
});

it('signs once for each state of a log, and by one of several replicas', async () => {
  await Promise.all([signAll(), signAll(), signAll()]);
  expect(log).toHaveLength(2);
  await signAll();
  expect(log).toHaveLength(2);
});

it('verifies with keys that were used before, if they are known', async () => {
  await signAll(theirs);
  expect(await flaws()).toEqual(['checkpoint-forged 9-9']);
  const { x, kty, crv } = theirs;
  const verified = await verifyAuditLogs({
    ownerUrl: world.ownerDatabaseUrl,
    verifier: checkpointVerifier([ours, { x, kty, crv }]),
    loggedCheckpoints: log,
    keptSince: world.clock.now(),
  });
  const own = verified.find(({ organizationId }) => organizationId === organization.id);
  expect(own).toEqual({
    organizationId: organization.id,
    entries: 9,
    checkpoints: 2,
    flaws: [],
    unvouched: [],
  });
});

describe('somebody with all rights is found out', () => {
  it.each([
    ['details', `details = jsonb_set(details, '{reason}', '"another"')`],
    ['the actor', `actor = 'entra:lee'`],
    ['the subject', `subject = 'another'`],
    ['the action', `action = 'signed-in'`],
    ['the time, by the smallest step', `at = at + interval '1 microsecond'`],
  ])('who changes %s', async (_what, set) => {
    await change(`update audit_entries set ${set} where $own and number = 8`);
    expect(await flaws()).toEqual(['changed 8-8']);
  });

  it('who adds a detail', async () => {
    await change(`update audit_entries set details = details || '{"more": "1"}' where $own and number = 3`);
    expect(await flaws()).toEqual(['changed 3-3']);
  });

  it('who swaps two entries', async () => {
    await change('update audit_entries set number = 100 where $own and number = 7');
    await change('update audit_entries set number = 7 where $own and number = 8');
    await change('update audit_entries set number = 8 where $own and number = 100');
    expect(await flaws()).toEqual([
      'unlinked 7-7',
      'changed 7-7',
      'unlinked 8-8',
      'changed 8-8',
      'unlinked 9-9',
    ]);
  });

  it('who removes an entry in between', async () => {
    await change('delete from audit_entries where $own and number in (3, 4)');
    expect(await flaws()).toEqual(['removed 3-4']);
  });

  it('who removes an entry and closes the gap', async () => {
    await change('delete from audit_entries where $own and number = 4');
    await change('update audit_entries set number = number - 1 where $own and number > 4');
    expect(await flaws()).toEqual(
      expect.arrayContaining(['unlinked 4-4', 'changed 4-4', 'rewritten 6-6', 'truncated 9-9']),
    );
  });

  it('who puts an entry in between', async () => {
    await change('update audit_entries set number = number + 100 where $own and number > 7');
    await change('update audit_entries set number = number - 99 where $own and number > 100');
    await change(`insert into audit_entries select organization_id, 8, at, actor, action, subject, details, previous_hash, hash
      from audit_entries where $own and number = 7`);
    expect(await flaws()).toEqual(
      expect.arrayContaining(['unlinked 8-8', 'changed 8-8', 'head-differs 10-10']),
    );
  });

  it('who writes a second entry of a number', async () => {
    await change('alter table audit_entries drop constraint audit_entries_pkey');
    await change('insert into audit_entries select * from audit_entries where $own and number = 5');
    expect(await flaws()).toContain('forked 5-5');
    await change(
      `delete from audit_entries where ctid = (select max(ctid) from audit_entries where $own and number = 5)`,
    );
    await change(
      'alter table audit_entries add constraint audit_entries_pkey primary key (organization_id, number)',
    );
  });

  it('who removes the newest entries', async () => {
    await change('delete from audit_entries where $own and number > 7');
    expect(await flaws()).toEqual(['truncated 8-9']);
  });

  it('who removes the newest entries and sets the head back, by the checkpoint', async () => {
    await change('delete from audit_entries where $own and number > 4');
    await rewriteFrom(5);
    expect(await flaws()).toEqual(['truncated 5-6']);
    await signAll();
    expect(misfits).toContainEqual([organization.id, 6]);
  });

  it('who removes the checkpoints too, by the log', async () => {
    await signAll();
    await change('delete from audit_entries where $own and number > 4');
    await rewriteFrom(5);
    await change('delete from audit_checkpoints where $own');
    expect(await flaws()).toEqual([]);
    expect(await flaws({ log })).toEqual([
      'truncated 5-9',
      'checkpoint-removed 6-6',
      'checkpoint-removed 9-9',
    ]);
  });

  it('who removes everything of an organisation, by the log', async () => {
    for (const table of ['audit_checkpoints', 'audit_entries', 'audit_heads'])
      await change(`delete from ${table} where $own`);
    expect(await flaws({ log })).toEqual(['truncated 1-6', 'checkpoint-removed 6-6']);
  });

  it('who rewrites the whole chain from an entry on, but cannot sign', async () => {
    await change(`update audit_entries set actor = 'entra:lee' where $own and number = 4`);
    await rewriteFrom(4);
    expect(await flaws()).toEqual(['rewritten 6-6']);
    await signAll();
    expect(misfits).toContainEqual([organization.id, 6]);
  });

  it('who rewrites the chain and the checkpoint, but cannot sign', async () => {
    await change(`update audit_entries set actor = 'entra:lee' where $own and number = 4`);
    await rewriteFrom(4);
    await change(
      `update audit_checkpoints set hash = (select hash from audit_entries where $own and number = 6) where $own`,
    );
    expect(await flaws()).toEqual(['checkpoint-forged 6-6']);
    expect(await flaws({ log })).toContain('rewritten 6-6');
  });

  it('who signs with a key of their own', async () => {
    await signAll(theirs);
    expect(await flaws({ log })).toEqual(['checkpoint-forged 9-9', 'checkpoint-forged 9-9']);
  });

  it('who shows a checkpoint of another organisation, or none at all', async () => {
    const elsewhere = { organizationId: randomUUID(), number: 9, hash: 'hash', at: world.clock.now() };
    const jws = await checkpointSigner(ours).sign(elsewhere);
    await change(`insert into audit_checkpoints values ('${organization.id}', 9, 'hash', now(), '${jws}')`);
    expect(await flaws()).toEqual(['checkpoint-forged 9-9']);
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await flaws({ log: [`${unsigned}.e30.`] })).toContain('checkpoint-forged 0-0');
  });

  it('who removes the oldest entries', async () => {
    await change('delete from audit_entries where $own and number < 5');
    expect(await flaws()).toEqual(['removed 1-4']);
  });

  it('who removes the oldest entries up to a checkpoint, before their time', async () => {
    await change('delete from audit_entries where $own and number < 6');
    expect(await flaws()).toEqual(['removed-early 1-5']);
  });
});

describe('pruning', () => {
  const prune = (before: Date) =>
    pruneAuditLogs({ ownerUrl: world.ownerDatabaseUrl, verifier, clock: world.clock }, before, [
      organization.id,
    ]);

  it('removes what is old up to a checkpoint, which goes on vouching for the rest', async () => {
    world.clock.advance(HOUR_MS);
    const before = world.clock.now();
    expect(await prune(before)).toEqual([{ organizationId: organization.id, removed: 5, keptFrom: 6 }]);
    expect(await flaws({ log, keptSince: before })).toEqual([]);
    expect(await prune(before)).toEqual([]);
    await append(2);
    await signAll();
    expect(misfits).not.toContainEqual([organization.id, expect.anything()]);
    expect(await flaws({ log, keptSince: before })).toEqual([]);
    const [latest] = await organization.in(({ auditReader }) =>
      auditReader.page({ before: null, limit: 1, action: 'audit-pruned' }),
    );
    expect(latest).toMatchObject({ number: 10, details: { through: '5' } });
  });

  it('removes nothing that is too young, and nothing that no checkpoint of ours follows', async () => {
    expect(await prune(world.clock.now())).toEqual([]);
    world.clock.advance(HOUR_MS);
    await change('delete from audit_checkpoints where $own');
    await signAll(theirs);
    world.clock.advance(HOUR_MS);
    expect(await prune(world.clock.now())).toEqual([]);
    expect(await flaws()).toEqual(['checkpoint-forged 9-9']);
  });

  it('still sees what is done to the rest', async () => {
    world.clock.advance(HOUR_MS);
    await prune(world.clock.now());
    await change('delete from audit_entries where $own and number = 6');
    expect(await flaws({ keptSince: world.clock.now() })).toEqual(['removed 1-6']);
  });
});
