import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AddressPlan, type PortWish, planAddresses, USUAL_PORT } from './address-plan.ts';
import { readAppManifest } from './app-manifest.ts';
import { type MicrosoftCloud, startMicrosoftCloud } from './cloud/microsoft-cloud.ts';
import { sampleGroups } from './cloud/sample-groups.ts';
import { SECOND_TENANT_ID } from './cloud/sample-people.ts';
import { type Hospital, startHospital } from './hospital/hospital.ts';
import {
  type ConnectionIds,
  organizationFile,
  secondOrganizationFile,
  smartClients,
  TENANT_ID,
} from './organization-file.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './postgres/embedded-postgres.ts';
import { createDatabaseAndRoles, urlFor } from './postgres/roles.ts';
import {
  type AppRegistration,
  createAppRegistration,
  createEncryptionKey,
  serviceEnvironment,
} from './service-environment.ts';
import {
  runServiceCommand,
  type ServiceProcess,
  type ServiceSurroundings,
  startService,
} from './service-process.ts';
import { buildTabs } from './tabs-build.ts';
import { mountTeamsPages } from './teams/mount-teams-pages.ts';

/** The whole pretend world, running. */
export interface Sandbox {
  readonly hospital: Hospital;
  readonly cloud: MicrosoftCloud;
  readonly serviceUrl: string;
  readonly databaseUrl: string;
  readonly ownerDatabaseUrl: string;
  /** Sees the rows of every organisation: a superuser, for looking into what is kept. */
  readonly superuserDatabaseUrl: string;
  /** The ids in the launch URLs of the two EHRs. */
  readonly connections: ConnectionIds;
  /** The service's process. */
  readonly service: ServiceProcess;
  /** What the service was configured with; with another PORT, also what a second replica needs. */
  readonly environment: Readonly<Record<string, string>>;
  /** Settles with the name of the first part that stops, asked or not; never rejects. */
  readonly broken: Promise<string>;
  /** Stops everything in order and removes what it left. Safe to call twice. */
  close(): Promise<void>;
}

export type SandboxPart = 'database' | 'hospital' | 'service';

export interface SandboxOptions {
  readonly ports?: PortWish;
  /** Planted in the names of patients and people, to be looked for where names must not be. */
  readonly canary?: string;
  readonly logLevel?: string;
  /** The second tenant uses the service too, as an organisation without connections; or is admitted, and has yet to enter. */
  readonly secondOrganization?: boolean | 'admitted';
  /** Replaces variables of the service, to put another party in the place of one of the sandbox's. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Receives what the parts log, line by line. */
  readonly log?: (part: SandboxPart, line: string) => void;
  /** Told what is being done, in words for people. */
  readonly progress?: (step: string) => void;
  /** Stops the start, and everything that was started. */
  readonly signal?: AbortSignal;
}

const DATABASE_NAME = 'ehr_connector';
const REPOSITORY = join(import.meta.dirname, '../..');

/**
 * Starts database, hospital, Microsoft cloud and, as a process of its own with ordinary environment variables,
 * the service; and introduces them to each other as administrators would.
 *
 * When something fails, everything that was started is stopped again.
 *
 * @throws {PortTakenError} when the service's port was given as a number and is in use.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    for (let stop = opened.pop(); stop; stop = opened.pop()) await stop();
  };
  try {
    return { ...(await start(options, opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: SandboxOptions,
  opened: (() => Promise<void>)[],
): Promise<Omit<Sandbox, 'close'>> {
  const { progress = () => undefined, log = () => undefined, signal } = options;
  const keep = async <T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const started = await starting;
    opened.push(() => started.close());
    signal?.throwIfAborted();
    return started;
  };

  const addresses = await planAddresses(options.ports ?? 'usual');
  opened.push(addresses.releaseServicePort);
  if (options.ports === undefined && addresses.servicePort !== USUAL_PORT) {
    progress(`Port ${USUAL_PORT} or one after it is in use: taking those from ${addresses.servicePort}.`);
  }
  const serviceUrl = `http://127.0.0.1:${addresses.servicePort}`;
  const connections = { epic: unguessableId(), plain: unguessableId() };
  const app = createAppRegistration();

  progress('Starting PostgreSQL, the hospital and the Microsoft cloud.');
  const [postgres, hospital, cloud] = await allOf([
    keep(startEmbeddedPostgres({ port: addresses.postgresPort, log: (line) => log('database', line) })),
    keep(startSandboxHospital(addresses, serviceUrl, connections, options)),
    keep(startSandboxCloud(addresses, serviceUrl, app, options)),
    buildTabs({ repository: REPOSITORY, onBuild: () => progress('Building the pages.'), signal }),
  ]);
  const database = await createDatabaseAndRoles(postgres.url, DATABASE_NAME);

  const environment = {
    ...serviceEnvironment({
      publicUrl: serviceUrl,
      port: addresses.servicePort,
      cloud,
      app,
      database,
      encryptionKey: createEncryptionKey(),
      logLevel: options.logLevel ?? 'warn',
    }),
    ...(options.secondOrganization === 'admitted' && { ADMITTED_TENANTS: SECOND_TENANT_ID }),
    ...options.environment,
  };
  const service = { repository: REPOSITORY, onLine: (line: string) => log('service', line), signal };
  progress('Preparing the database.');
  await prepareDatabase(
    { ...service, env: { ...environment, DATABASE_OWNER_URL: database.ownerDatabaseUrl } },
    [
      organizationFile(hospital.faces, connections),
      ...(options.secondOrganization === true ? [secondOrganizationFile()] : []),
    ],
  );
  signal?.throwIfAborted();
  progress('Starting the connector.');
  await addresses.releaseServicePort();
  const running = await keep(startService({ ...service, env: environment, serviceUrl }));
  return {
    hospital,
    cloud,
    serviceUrl,
    ...database,
    superuserDatabaseUrl: urlFor(postgres.url, { database: DATABASE_NAME }),
    connections,
    service: running,
    environment,
    broken: firstBroken(postgres, running),
  };
}

function startSandboxHospital(
  { hospitalPort }: AddressPlan,
  serviceUrl: string,
  connections: ConnectionIds,
  { canary, log }: SandboxOptions,
): Promise<Hospital> {
  return startHospital({
    host: 'localhost',
    port: hospitalPort,
    clients: smartClients(serviceUrl, connections),
    ...(log && { log: (line) => log('hospital', line) }),
    ...(canary !== undefined && { canary }),
  });
}

async function startSandboxCloud(
  { cloudHost, cloudPort }: AddressPlan,
  serviceUrl: string,
  app: AppRegistration,
  { canary, secondOrganization = false }: SandboxOptions,
): Promise<MicrosoftCloud> {
  const installed = await readAppManifest(REPOSITORY, {
    TEAMS_APP_ID: app.teamsAppId,
    AAD_APP_CLIENT_ID: app.clientId,
    PUBLIC_URL: serviceUrl,
    PUBLIC_HOST: new URL(serviceUrl).host,
  });
  return startMicrosoftCloud({
    host: cloudHost,
    port: cloudPort,
    tenantId: TENANT_ID,
    app: {
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      redirectUris: [`${serviceUrl}/signin/callback`],
    },
    bot: { appId: app.clientId, endpoint: `${serviceUrl}/api/messages`, name: installed.name },
    teamsApp: {
      externalId: app.teamsAppId,
      name: installed.name,
      resourceSpecificPermissions: installed.resourceSpecificPermissions,
    },
    mountTeams: (web, server, cloud, services) =>
      mountTeamsPages({ app: web, server, cloud, ...services, tab: () => installed.tab }),
    groups: sampleGroups(),
    secondTenantConsents: secondOrganization !== false,
    ...(canary !== undefined && { canary }),
  });
}

/** Migrates and provisions with the service's own commands, as an operator does. */
async function prepareDatabase(surroundings: ServiceSurroundings, files: readonly object[]): Promise<void> {
  await runServiceCommand('bot/src/migrate.ts', [], surroundings);
  const folder = await mkdtemp(join(tmpdir(), 'ehr-connector-provision-'));
  try {
    const path = join(folder, 'organization.json');
    for (const file of files) {
      await writeFile(path, JSON.stringify(file));
      await runServiceCommand('bot/src/provision.ts', [path], surroundings);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** As `Promise.all`, but does not leave anything unfinished when something fails. */
async function allOf<T extends readonly unknown[]>(
  starting: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}

function firstBroken(postgres: EmbeddedPostgres, service: ServiceProcess): Promise<string> {
  return Promise.race([
    postgres.exited.then(() => 'PostgreSQL'),
    service.exited.then((code) => `the connector (exit code ${code})`),
  ]);
}

/** 128 bits, as the service asks of what must not be guessed. */
function unguessableId(): string {
  return randomBytes(16).toString('base64url');
}
