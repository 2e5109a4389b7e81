import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../../tests/database/test-database.ts';
import { checkpointVerifier } from '../node/checkpoint-keys.ts';
import { nodeRandomness } from '../node/randomness.ts';
import { verifyAuditLogs } from './audit-verification.ts';
import { credentialsContext } from './connection-keys.ts';
import { contentDigest } from './content-digest.ts';
import { SEALING_KEY, SETTINGS, TestClock } from './database.test-support.ts';
import { createDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import * as visits from './migrations/0001-visits.ts';
import * as certificates from './migrations/0002-notification-certificates.ts';
import * as outboxHeads from './migrations/0003-outbox-heads.ts';
import { createSealer } from './sealer.ts';

const ORGANIZATION = '5a4d0000-0000-4000-8000-000000000001';
const authority = {
  issuer: 'https://ehr.example',
  authorizationEndpoint: 'https://ehr.example/authorize',
  tokenEndpoint: 'https://ehr.example/token',
  jwksUri: 'https://ehr.example/jwks',
};
const sealer = createSealer([SEALING_KEY]);

async function migrateAsBefore(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const before = {
    '0001-visits': visits,
    '0002-notification-certificates': certificates,
    '0003-outbox-heads': outboxHeads,
  };
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => before },
  }).migrateToLatest();
  await db.destroy();
  if (error !== undefined) throw error;
}

it('keeps what connections held before revisions were known, each as its first approved revision', async () => {
  const access = await createTestDatabase({
    prepare: async (ownerUrl, serviceRole) => {
      await migrateAsBefore(ownerUrl);
      await withClient(ownerUrl, async (owner) => {
        await owner.query(`insert into organizations values ($1, 'Example', 'tenant', 'eu')`, [ORGANIZATION]);
        for (const [id, state] of [
          ['serving', 'approved'],
          ['stopped', 'disabled'],
        ] as const) {
          const sealed = sealer.seal('{"user":"emp","password":"secret"}', credentialsContext(id));
          await owner.query(
            `insert into connections values ($1, $2, 'Epic', 'production', 'epic', $3, 'https://ehr.example/fhir', 'client',
               $4, 'RS384', 'epic-session-id', '{ada,lee}', '{"kind": "none"}', $5, $6)`,
            [ORGANIZATION, id, state, authority, SETTINGS, sealed],
          );
        }
      });
      await migrate({ ownerUrl, serviceRole });
    },
  });
  const database = createDatabase({
    url: access.databaseUrl,
    poolSize: 2,
    clock: new TestClock(new Date('2026-03-02T09:00:00Z')),
    randomness: nodeRandomness,
    sealer,
    onIdleError: () => undefined,
  });
  try {
    await database.inTransaction(ORGANIZATION, async ({ connections, configuration }) => {
      const all = await connections.all();
      expect(all.map(({ id, state }) => [id, state]).toSorted()).toEqual([
        ['serving', 'approved'],
        ['stopped', 'disabled'],
      ]);
      const content = {
        fhirBaseUrl: 'https://ehr.example/fhir',
        clientId: 'client',
        authority,
        signingAlgorithm: 'RS384',
        sessionKeySource: 'epic-session-id',
        approver: null,
        organizers: ['ada', 'lee'],
        writeback: { kind: 'none' },
        onlyDepartments: null,
        shares: [],
      };
      expect(all[0]).toMatchObject({ ...content, revision: 1, sharedFrom: null, settings: SETTINGS });
      const [revision] = await configuration.revisions('serving');
      expect(revision).toMatchObject({
        number: 1,
        state: 'approved',
        content,
        digest: contentDigest(content),
        hasBasicCredentials: true,
        registration: { state: 'active' },
      });
    });
    expect(
      await database.connectionKeys.basicCredentials({
        organizationId: ORGANIZATION,
        id: 'serving',
        revision: 1,
      }),
    ).toEqual({ user: 'emp', password: 'secret' });
    // Two approvals, and that one is disabled.
    expect(
      await verifyAuditLogs({
        ownerUrl: access.ownerDatabaseUrl,
        verifier: checkpointVerifier([]),
        loggedCheckpoints: [],
        keptSince: new Date(),
      }),
    ).toEqual([{ organizationId: ORGANIZATION, entries: 3, checkpoints: 0, flaws: [], unvouched: [] }]);
  } finally {
    await database.close();
    await access.drop();
  }
});
