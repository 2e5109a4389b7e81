import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AuditEntry } from '../../domain/audit/audit-log.ts';
import { addMs, DAY_MS } from '../../domain/kernel/clock.ts';
import { createTestWorld, type TestOrganization, type TestWorld } from './database.test-support.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const entry = (change: Partial<AuditEntry> = {}): AuditEntry => ({
  at: world.clock.now(),
  actor: 'entra:ada',
  action: 'settings-changed',
  subject: 'connection-1',
  ...change,
});
const record = (organization: TestOrganization, change?: Partial<AuditEntry>, since?: Date) =>
  organization.in(({ audit }) => audit.record(entry(change), since));
const all = (organization: TestOrganization) =>
  organization.in(({ auditReader }) => auditReader.page({ before: null, limit: 100 }));

it('is one chain without gaps, however many replicas append at once', async () => {
  const organization = await world.organization();
  const replicas = [world.database, world.replica(), world.replica()];
  const racing = Array.from({ length: 50 }, async (_, n) => {
    const { inTransaction } = replicas[n % replicas.length] ?? world.database;
    await inTransaction(organization.id, ({ audit }) => audit.record(entry({ subject: `subject-${n}` })));
  });
  await Promise.all(racing);
  const entries = (await all(organization)).toReversed();
  expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 52 }, (_, index) => index + 1));
  expect(new Set(entries.map(({ subject }) => subject)).size).toBe(52);
  const links = await withClient(world.ownerDatabaseUrl, async (owner) => {
    const sql = `select previous_hash, hash from audit_entries where organization_id = $1 order by number`;
    return (await owner.query<{ previous_hash: string | null; hash: string }>(sql, [organization.id])).rows;
  });
  expect(links.map((link) => link.previous_hash)).toEqual([
    null,
    ...links.slice(0, -1).map(({ hash }) => hash),
  ]);
});

it('leaves no gap where a change is taken back', async () => {
  const organization = await world.organization();
  const takenBack = organization.in(async ({ audit }) => {
    await audit.record(entry({ subject: 'taken back' }));
    throw new Error('taken back');
  });
  await expect(takenBack).rejects.toThrow('taken back');
  await record(organization, { subject: 'kept' });
  expect((await all(organization)).map(({ number, subject }) => [number, subject])).toEqual([
    [3, 'kept'],
    [2, organization.id],
    [1, organization.connection.id],
  ]);
});

it('records once what is said several times at once, if asked to', async () => {
  const organization = await world.organization();
  const signIn = { action: 'signed-in', subject: organization.id, details: { by: 'tab' } } as const;
  const today = world.clock.now();
  await Promise.all(Array.from({ length: 10 }, () => record(organization, signIn, today)));
  expect(await all(organization)).toHaveLength(3);
  await record(organization, { ...signIn, actor: 'entra:lee' }, today);
  await record(organization, { ...signIn, details: { by: 'browser' } }, today);
  const tomorrow = addMs(today, DAY_MS);
  await record(organization, { ...signIn, at: tomorrow }, tomorrow);
  expect(await all(organization)).toHaveLength(6);
});

it('is read newest first, page by page, by action, actor and subject', async () => {
  const organization = await world.organization();
  for (let n = 1; n <= 6; n += 1) {
    const action = n % 2 === 0 ? 'revision-proposed' : 'revision-approved';
    await record(organization, {
      action,
      actor: `entra:${n % 3}`,
      subject: `s-${n}`,
      details: { n: String(n) },
    });
  }
  const numbers = (query: object) =>
    organization.in(async ({ auditReader }) =>
      (await auditReader.page({ before: null, limit: 3, ...query })).map(({ number }) => number),
    );
  expect(await numbers({})).toEqual([8, 7, 6]);
  expect(await numbers({ before: 6 })).toEqual([5, 4, 3]);
  expect(await numbers({ action: 'revision-proposed' })).toEqual([8, 6, 4]);
  expect(await numbers({ subject: 's-4', action: 'revision-proposed' })).toEqual([6]);
  expect((await all(organization))[0]).toMatchObject({
    at: world.clock.now(),
    details: { n: '6' },
    hash: expect.stringMatching(/^[\w-]{43}$/),
  });
  const other = await world.organization();
  expect(await all(other)).toHaveLength(2);
});

it('keeps words that neither JSON nor the database can hold, without what cannot be held', async () => {
  const organization = await world.organization();
  await record(organization, { details: { reason: 'half a \ud83d and a \0', 'ключ "2"': 'naïve 🫀' } });
  expect((await all(organization))[0]?.details).toEqual({
    reason: 'half a \ufffd and a \ufffd',
    'ключ "2"': 'naïve 🫀',
  });
});

it('lets nobody fork the chain or move its head, not even by mistake of ours', async () => {
  const organization = await world.organization();
  const values = `'${organization.id}', now(), 'service', 'signed-in', 'x', '{}'`;
  const into =
    'insert into audit_entries (organization_id, at, actor, action, subject, details, number, previous_hash, hash)';
  for (const [sql, refusal] of [
    [`${into} values (${values}, 3, 'not the head', 'h')`, 'does not continue'],
    [`${into} select ${values}, 4, hash, 'h' from audit_heads`, 'does not continue'],
    [`${into} values (${values}, 1, null, 'h')`, 'duplicate key'],
    [`update audit_heads set number = 0, hash = null`, 'only moves on'],
    [`update audit_heads set hash = 'another'`, 'only moves on'],
    [`update audit_heads set number = 3, hash = 'h'`, 'only moves on'],
    [`update audit_entries set actor = 'x'`, 'permission denied'],
  ] as const) {
    await withClient(world.databaseUrl, async (service) => {
      await service.query(`begin; set local app.organization = '${organization.id}'`);
      await expect(service.query(sql), sql).rejects.toThrow(refusal);
    });
  }
  for (const sql of [
    `update audit_entries set actor = 'x'`,
    'delete from audit_entries',
    'truncate audit_entries',
    'delete from audit_heads',
    'truncate audit_checkpoints',
  ]) {
    const asOwner = withClient(world.ownerDatabaseUrl, (owner) => owner.query(sql));
    await expect(asOwner, sql).rejects.toThrow('append only');
  }
});
