import type { Person } from '@ehr-connector/sandbox/cloud/model.ts';
import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { ORGANIZATION_ID } from '@ehr-connector/sandbox/organization-file.ts';
import { type Sandbox, startSandbox } from '@ehr-connector/sandbox/sandbox.ts';
import { systemClock } from '@ehr-connector/shared/adapters/node/clock.ts';
import { nodeRandomness } from '@ehr-connector/shared/adapters/node/randomness.ts';
import { createDatabase, type Database } from '@ehr-connector/shared/adapters/postgres/database.ts';
import { createSealer } from '@ehr-connector/shared/adapters/postgres/sealer.ts';
import { readConfig } from '@ehr-connector/shared/config/config.ts';
import { CLINICIAN, idOf } from './chart.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';
import { until } from './load.ts';
import { type OutsideHospital, startOutsideHospital } from './outside-hospital.ts';

/** The sandbox with the service in a process of its own, and what the floors need beside it. */
export interface World {
  readonly sandbox: Sandbox;
  /** A second hospital of the same make, with a client of ours in the service's place. */
  readonly outside: OutsideHospital;
  /** The service's database, from our process: to prepare, and to see when nothing is left to do. */
  readonly database: Database;
  readonly client: HttpClient;
  /** Clinicians with linked Microsoft accounts who have the app; FHIR ids. */
  readonly linkedPractitioners: readonly string[];
  /** Waits until every effect is sent and every visit is up to date. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param clinicians how many clinicians can be told of arrivals, each in a chat of their own.
 * @param say told what the service complains of: figures of a run in which something failed are worth nothing.
 */
export async function startWorld(clinicians: number, say: (line: string) => void): Promise<World> {
  const sandbox = await startSandbox({
    ports: 'any',
    logLevel: 'warn',
    // The EHR's web service knows the sample visits only and refuses every fact about ours.
    log: (part, line) => part === 'service' && !line.includes('"kind":"fact"') && say(line),
  });
  const outside = await startOutsideHospital();
  const config = readConfig(sandbox.environment);
  const database = createDatabase({
    url: config.DATABASE_URL,
    poolSize: 4,
    clock: systemClock,
    randomness: nodeRandomness,
    sealer: createSealer(config.ENCRYPTION_KEY),
    onIdleError: () => undefined,
  });
  const client = createHttpClient();
  const linkedPractitioners = await linkClinicians(sandbox, database, clinicians);
  return {
    sandbox,
    outside,
    database,
    client,
    linkedPractitioners,
    async settled() {
      const isPast = (at: Date | null) => at !== null && at.getTime() <= Date.now();
      await until('the service has nothing left to do', async () => {
        const effect = await database.outboxClaims.nextDueAt();
        const fold = await database.dueFolds.nextDueAt();
        // An effect under way has a lease that runs out in seconds; a later retry is minutes away at most.
        return (effect === null || effect.getTime() > Date.now() + 20_000) && !isPast(fold);
      });
      await sandbox.cloud.control.settled();
    },
    async close() {
      client.close();
      await database.close();
      await outside.close();
      await sandbox.close();
    },
  };
}

/** Links the sample clinician, and others who exist for this only: one chat takes only so many messages a second. */
async function linkClinicians(
  sandbox: Sandbox,
  database: Database,
  count: number,
): Promise<readonly string[]> {
  const link = (ehrUser: string, entraObjectId: string) =>
    database.inTransaction(ORGANIZATION_ID, ({ links }) =>
      links.link({
        connectionId: sandbox.connections.epic,
        ehrUser: `Practitioner/${ehrUser}`,
        entraObjectId,
        linkedAt: new Date(),
      }),
    );
  await link(idOf(sandbox.hospital, 'clinicians', CLINICIAN), SAMPLE_OIDS.amara);
  // The sandbox's people are fixed for all who use it, and its list of them is an array all the same.
  const people = sandbox.cloud.cloud.people as Person[];
  const practitioners = Array.from({ length: count }, (_, index) => `bench-practitioner-${index}`);
  for (const [index, practitioner] of practitioners.entries()) {
    const oid = `11111111-be4c-4c00-8000-${String(index).padStart(12, '0')}`;
    people.push({
      oid,
      userPrincipalName: `clinician${index}@riverside.example`,
      displayName: `Clinician ${index}`,
      jobTitle: 'Physician',
      appRoles: ['Clinician'],
      teamsLicensed: true,
    });
    sandbox.cloud.control.setAppInstalled(oid, true);
    await link(practitioner, oid);
  }
  await sandbox.cloud.control.settled();
  return practitioners;
}
