import { randomBytes, randomUUID } from 'node:crypto';
import { createTestDatabase } from '../../../../tests/database/test-database.ts';
import type { Connection, ConnectionSettings } from '../../domain/connections/connection.ts';
import { addMs, HOUR_MS, MINUTE_MS } from '../../domain/kernel/clock.ts';
import type { ConfirmedSession } from '../../domain/launch/launch.ts';
import type { Stores } from '../../domain/stores.ts';
import type { Visit } from '../../domain/visits/visit.ts';
import { nodeRandomness } from '../node/randomness.ts';
import { createDatabase, type Database } from './database.ts';
import { type ProvisionedConnection, provision } from './provisioning.ts';
import { createSealer } from './sealer.ts';

/** A clock that a test moves. */
export class TestClock {
  private at: Date;
  constructor(at: Date) {
    this.at = at;
  }
  readonly now = () => new Date(this.at);
  advance(ms: number): void {
    this.at = addMs(this.at, ms);
  }
}

export const SETTINGS: ConnectionSettings = {
  opensBeforeMs: HOUR_MS,
  closesAfterMs: 4 * HOUR_MS,
  notifyBeforeMs: 30 * MINUTE_MS,
  connectedMeans: 'waiting-room',
  absentAfterMs: MINUTE_MS,
  endsAfterEmptyMs: 10 * MINUTE_MS,
  pageSilentAfterMs: 90_000,
  rearrivesAfterMs: 5 * MINUTE_MS,
  fallback: { kind: 'conversation', conversationId: '19:front-desk', serviceUrl: 'https://teams.example/' },
  departments: [],
  helpContact: 'the front desk',
};

/** One organisation with one approved connection. */
export interface TestOrganization {
  readonly id: string;
  readonly tenantId: string;
  readonly connection: Connection;
  in<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /** Opens the visit of a session key. */
  open(key: string, session?: Partial<ConfirmedSession>): Promise<Visit>;
}

export interface TestWorld {
  readonly database: Database;
  readonly clock: TestClock;
  readonly databaseUrl: string;
  readonly ownerDatabaseUrl: string;
  readonly sealer: ReturnType<typeof createSealer>;
  organization(connection?: Partial<ProvisionedConnection>): Promise<TestOrganization>;
  /** Another replica: a pool of its own on the same database. */
  replica(): Database;
  close(): Promise<void>;
}

export const SEALING_KEY = { id: 'test', key: randomBytes(32) };

export async function createTestWorld(): Promise<TestWorld> {
  const access = await createTestDatabase();
  const clock = new TestClock(new Date('2026-03-02T09:00:00Z'));
  const sealer = createSealer([SEALING_KEY]);
  const deps = { clock, randomness: nodeRandomness, sealer };
  const opened: Database[] = [];
  const replica = () => {
    const database = createDatabase({
      ...deps,
      url: access.databaseUrl,
      poolSize: 8,
      onIdleError: () => undefined,
    });
    opened.push(database);
    return database;
  };
  const database = replica();

  return {
    database,
    clock,
    databaseUrl: access.databaseUrl,
    ownerDatabaseUrl: access.ownerDatabaseUrl,
    sealer,
    replica,

    async organization(overrides = {}) {
      const id = randomUUID();
      const tenantId = randomUUID();
      const provisioned = { ...connectionFile(), ...overrides };
      await provision(
        { ...deps, ownerUrl: access.ownerDatabaseUrl },
        {
          organization: { id, name: 'Example Health', entraTenantId: tenantId, dataRegion: 'eu' },
          connections: [provisioned],
        },
      );
      const within = <T>(work: (stores: Stores) => Promise<T>) => database.inTransaction(id, work);
      const connection = await within(({ connections }) => connections.get(provisioned.id));
      if (connection === null) throw new Error('the connection was not provisioned');
      return {
        id,
        tenantId,
        connection,
        in: within,
        open: (key, session = {}) =>
          within(({ visits }) =>
            visits.open(
              {
                organizationId: id,
                connectionId: connection.id,
                session: { ...SESSION, key, ...session },
                departmentId: null,
              },
              'organizer',
            ),
          ),
      };
    },

    async close() {
      await Promise.all(opened.map((replica) => replica.close()));
      await access.drop();
    },
  };
}

export const SESSION: ConfirmedSession = {
  key: 'csn-1',
  kind: 'single',
  status: 'booked',
  start: new Date('2026-03-02T09:15:00Z'),
  end: new Date('2026-03-02T09:45:00Z'),
  appointmentId: 'appointment-1',
  encounterId: null,
  practitioners: ['Practitioner/lee'],
  departmentId: null,
};

const connectionFile = (): ProvisionedConnection => ({
  id: randomBytes(24).toString('base64url'),
  name: 'Example EHR',
  environment: 'testing',
  ehr: 'fhir-r4',
  fhirBaseUrl: 'https://ehr.example/fhir',
  clientId: 'client',
  authority: {
    issuer: 'https://ehr.example',
    authorizationEndpoint: 'https://ehr.example/authorize',
    tokenEndpoint: 'https://ehr.example/token',
    jwksUri: 'https://ehr.example/jwks',
  },
  signingAlgorithm: 'ES384',
  sessionKeySource: 'smart-appointment',
  approver: null,
  organizers: ['organizer'],
  onlyDepartments: null,
  shares: [],
  writeback: { kind: 'fhir-r4', markAppointmentArrived: false },
  settings: SETTINGS,
});
