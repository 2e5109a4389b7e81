import { randomUUID } from 'node:crypto';
import { createMetrics } from '@ehr-connector/bot/work/metrics.ts';
import { startOutboxWorker } from '@ehr-connector/bot/work/outbox-worker.ts';
import { ORGANIZATION_ID, organizationFile } from '@ehr-connector/sandbox/organization-file.ts';
import { startEmbeddedPostgres } from '@ehr-connector/sandbox/postgres/embedded-postgres.ts';
import { createDatabaseAndRoles, withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { createEncryptionKey } from '@ehr-connector/sandbox/service-environment.ts';
import { systemClock } from '@ehr-connector/shared/adapters/node/clock.ts';
import { nodeRandomness } from '@ehr-connector/shared/adapters/node/randomness.ts';
import { createDatabase, type Database } from '@ehr-connector/shared/adapters/postgres/database.ts';
import { migrate } from '@ehr-connector/shared/adapters/postgres/migrate.ts';
import { provision } from '@ehr-connector/shared/adapters/postgres/provisioning.ts';
import { createSealer } from '@ehr-connector/shared/adapters/postgres/sealer.ts';
import { ConfigurationFile } from '@ehr-connector/shared/config/configuration-file.ts';
import { sent } from '@ehr-connector/shared/domain/kernel/delivery.ts';
import { createDelivering } from '@ehr-connector/shared/domain/outbox/delivering.ts';
import { factEffect } from '@ehr-connector/shared/domain/outbox/effect.ts';
import { openCommits } from './commits.ts';
import { type Effort, numberRow, type Row } from './figures.ts';
import { timed, timesOf, until } from './load.ts';
import type { World } from './world.ts';

const ENTRIES_A_LINE = 5;
const AT_ONCE = 16;
const POOL_SIZE = 10;
const LINES_A_TRANSACTION = 250;
const MOST_SECONDS = 30;

/**
 * How fast a worker empties an outbox when the other side answers at once. The floor is the same number of rows, each
 * marked as sent in a commit of its own and nothing else.
 */
export async function measureOutboxDrain({ sandbox }: World, effort: Effort): Promise<readonly Row[]> {
  const postgres = await startEmbeddedPostgres();
  try {
    const access = await createDatabaseAndRoles(postgres.url);
    const key = createEncryptionKey().split(':')[1] ?? '';
    const shared = {
      clock: systemClock,
      randomness: nodeRandomness,
      sealer: createSealer([{ id: 'bench', key: Buffer.from(key, 'base64') }]),
    };
    await migrate({ ownerUrl: access.ownerDatabaseUrl, serviceRole: new URL(access.databaseUrl).username });
    const file = ConfigurationFile.parse(organizationFile(sandbox.hospital.faces, sandbox.connections));
    await provision({ ...shared, ownerUrl: access.ownerDatabaseUrl }, file);
    const onIdleError = () => undefined;
    const database = createDatabase({ ...shared, url: access.databaseUrl, poolSize: POOL_SIZE, onIdleError });
    try {
      await fill(database, sandbox.connections.epic, effort.outboxLines);
      // As the server does by itself within a minute of so many new rows.
      await withClient(access.ownerDatabaseUrl, (owner) => owner.query('analyze'));
      const rows = effort.outboxLines * ENTRIES_A_LINE;
      const ours = await drainedPerSecond(database, rows);

      const commits = await openCommits(access.ownerDatabaseUrl, POOL_SIZE);
      const ids = await commits.fill(rows);
      const floorMs = await timed(() => timesOf(ids, AT_ONCE, commits.update));
      await commits.close();
      const what = `Outbox of ${effort.outboxLines.toLocaleString('en')} lines with ${ENTRIES_A_LINE} effects each, drained for at most ${MOST_SECONDS} s`;
      return [numberRow(what, '/s', ours, rows / (floorMs / 1_000))];
    } finally {
      await database.close();
    }
  } finally {
    await postgres.close();
  }
}

/** Visits, each with facts for the EHR in a line of its own. */
async function fill(database: Database, connectionId: string, lines: number): Promise<void> {
  for (let first = 0; first < lines; first += LINES_A_TRANSACTION) {
    await database.inTransaction(ORGANIZATION_ID, async ({ visits, outbox }) => {
      for (let line = first; line < Math.min(first + LINES_A_TRANSACTION, lines); line += 1) {
        const session = {
          key: `bench-${line}`,
          kind: 'single',
          status: 'booked',
          start: new Date(),
          end: null,
          appointmentId: null,
          encounterId: null,
          practitioners: [],
          departmentId: null,
        } as const;
        const opened = { organizationId: ORGANIZATION_ID, connectionId, session, departmentId: null };
        const { id: visitId } = await visits.open(opened, 'organizer');
        const facts = Array.from({ length: ENTRIES_A_LINE }, (_, count) =>
          factEffect({
            key: `${line}:${count}`,
            visitId,
            participantId: randomUUID(),
            side: 'patient',
            transition: count % 2 === 0 ? 'connected' : 'disconnected',
            at: new Date(),
            assumed: false,
          }),
        );
        await outbox.add(facts);
      }
    });
  }
}

/** For so long as the outbox is full, or until time is up. */
async function drainedPerSecond(database: Database, rows: number): Promise<number> {
  let delivered = 0;
  const deliver = async () => {
    delivered += 1;
    return { delivery: sent('nothing to do') };
  };
  const begun = performance.now();
  const worker = startOutboxWorker({
    claims: database.outboxClaims,
    delivering: createDelivering({
      deliverers: { room: deliver, card: deliver, fact: deliver, notice: deliver, share: deliver },
      inTransaction: database.inTransaction,
      clock: systemClock,
      jitter: Math.random,
    }),
    clock: systemClock,
    log: SILENT,
    metrics: createMetrics(),
  });
  const timeIsUp = begun + MOST_SECONDS * 1_000;
  await until('the outbox is empty', () => delivered >= rows || performance.now() >= timeIsUp);
  await worker.stop();
  return delivered / ((performance.now() - begun) / 1_000);
}

/** All that the worker asks of a log, which would be measured with it. */
const SILENT = { info: () => undefined, error: () => undefined } as unknown as Parameters<
  typeof startOutboxWorker
>[0]['log'];
