import { randomUUID } from 'node:crypto';
import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../../tests/database/test-database.ts';
import { checkpointVerifier } from '../node/checkpoint-keys.ts';
import { verifyAuditLogs } from './audit-verification.ts';
import { migrate } from './migrate.ts';
import * as visits from './migrations/0001-visits.ts';
import * as certificates from './migrations/0002-notification-certificates.ts';
import * as outboxHeads from './migrations/0003-outbox-heads.ts';
import * as configuration from './migrations/0004-configuration.ts';

const BEFORE = {
  '0001-visits': visits,
  '0002-notification-certificates': certificates,
  '0003-outbox-heads': outboxHeads,
  '0004-configuration': configuration,
};

async function migrateAsBefore(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => BEFORE } });
  const { error } = await migrator.migrateToLatest();
  await db.destroy();
  if (error !== undefined) throw error;
}

it('chains what was recorded before, of each organisation for itself', async () => {
  const organizations = [randomUUID(), randomUUID(), randomUUID()];
  const [first, second] = organizations;
  const database = await createTestDatabase({
    prepare: async (ownerUrl, serviceRole) => {
      await migrateAsBefore(ownerUrl);
      await withClient(ownerUrl, async (owner) => {
        for (const id of organizations)
          await owner.query(`insert into organizations values ($1, 'Example', $2, 'eu')`, [id, id]);
        // One number for all organisations, as it was: of each alone it has gaps.
        await owner.query(
          `insert into audit_entries (organization_id, at, actor, action, subject)
           select case when n % 3 = 0 then $1::uuid else $2::uuid end, now(), 'service', 'signed-in', n::text
           from generate_series(1, 3500) n`,
          [first, second],
        );
      });
      await migrate({ ownerUrl, serviceRole });
    },
  });
  const verified = await verifyAuditLogs({
    ownerUrl: database.ownerDatabaseUrl,
    verifier: checkpointVerifier([]),
    loggedCheckpoints: [],
    keptSince: new Date(),
  });
  const sound = { checkpoints: 0, flaws: [], unvouched: [] };
  expect(new Map(verified.map((log) => [log.organizationId, log]))).toEqual(
    new Map([
      [first, { organizationId: first, entries: 1_166, ...sound }],
      [second, { organizationId: second, entries: 2_334, ...sound }],
      [organizations[2], { organizationId: organizations[2], entries: 0, ...sound }],
    ]),
  );
  const subjects = await withClient(database.ownerDatabaseUrl, async (owner) => {
    const sql = 'select subject from audit_entries where organization_id = $1 order by number limit 3';
    return (await owner.query<{ subject: string }>(sql, [first])).rows.map(({ subject }) => subject);
  });
  expect(subjects).toEqual(['3', '6', '9']);
  await database.drop();
});
