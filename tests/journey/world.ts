import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaceName } from '@ehr-connector/sandbox/hospital/face.ts';
import type { Writeback } from '@ehr-connector/sandbox/hospital/writeback/writeback-log.ts';
import { organizationFile } from '@ehr-connector/sandbox/organization-file.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '@ehr-connector/sandbox/sandbox.ts';
import { runServiceCommand } from '@ehr-connector/sandbox/service-process.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium, type MediaAnswer } from '../browser/chromium.ts';

/** Short of the limit of a test, so that what fails is the step and says which. */
const STEP_LIMIT_MS = 15_000;
const REPOSITORY = join(import.meta.dirname, '../..');

/** What a journey may change of a connection that the sandbox's administrators have approved. */
interface ConnectionChange {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly links?: readonly { readonly ehrUser: string; readonly entraObjectId: string }[];
}

/** The whole sandbox with people in browsers of their own. */
export interface World {
  readonly sandbox: Sandbox;
  /** Everything the service has logged. */
  readonly log: readonly string[];
  /** What pages of the service have complained of: scripts that failed, content that the policy refused. */
  readonly complaints: readonly string[];
  /** Every address of the service that a browser visited or asked for. */
  readonly visited: ReadonlySet<string>;
  /** Somebody sits down at a browser nobody has used. */
  person(options?: BrowserContextOptions & { readonly media?: MediaAnswer }): Promise<Page>;
  /** Writebacks of a visit, by its key, as the hospital has taken them in. */
  told(face: FaceName, visitKey: string): readonly Writeback[];
  /** The operator changes both connections. */
  provision(change: ConnectionChange): Promise<void>;
  close(): Promise<void>;
}

export async function openWorld(
  options: {
    readonly canary?: string;
    readonly logLevel?: string;
    /** The second tenant uses the service too. */
    readonly secondOrganization?: SandboxOptions['secondOrganization'];
    /** Settings of both connections from the start. */
    readonly settings?: Readonly<Record<string, unknown>>;
  } = {},
): Promise<World> {
  const { canary, logLevel, secondOrganization = false } = options;
  const log: string[] = [];
  const complaints: string[] = [];
  const visited = new Set<string>();
  const sandbox = await startSandbox({
    ports: 'any',
    secondOrganization,
    log: (part, line) => part === 'service' && log.push(line),
    ...(canary !== undefined && { canary }),
    ...(logLevel !== undefined && { logLevel }),
  });
  const browsers = new Map<MediaAnswer, Promise<Browser>>();

  async function person({ media = 'allow', ...context }: Parameters<World['person']>[0] = {}) {
    const browser = browsers.get(media) ?? launchChromium({ media });
    browsers.set(media, browser);
    const opened = await (await browser).newContext({ locale: 'en-US', ...context });
    opened.setDefaultTimeout(STEP_LIMIT_MS);
    opened.on('request', (request) => {
      if (request.url().startsWith(sandbox.serviceUrl)) visited.add(request.url());
    });
    opened.on('weberror', (error) => complaints.push(`${error.page()?.url()}: ${error.error().message}`));
    opened.on('console', (message) => {
      const url = message.page()?.url() ?? '';
      if (url.startsWith(sandbox.serviceUrl) && message.text().includes('Content Security Policy'))
        complaints.push(`${url}: ${message.text()}`);
    });
    return opened.newPage();
  }

  async function provision({ settings, links }: ConnectionChange): Promise<void> {
    const file = organizationFile(sandbox.hospital.faces, sandbox.connections) as {
      connections: { settings: object }[];
    };
    const connections = file.connections.map((connection) => ({
      ...connection,
      settings: { ...connection.settings, ...options.settings, ...settings },
      ...(links && { links }),
    }));
    const folder = await mkdtemp(join(tmpdir(), 'ehr-connector-journey-'));
    try {
      const path = join(folder, 'organization.json');
      await writeFile(path, JSON.stringify({ ...file, connections }));
      await runServiceCommand('bot/src/provision.ts', [path], {
        repository: REPOSITORY,
        env: { ...sandbox.environment, DATABASE_OWNER_URL: sandbox.ownerDatabaseUrl },
        onLine: (line) => log.push(line),
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  async function close(): Promise<void> {
    for (const browser of browsers.values()) await (await browser).close();
    await sandbox.close();
  }

  if (options.settings) await provision({});
  return {
    sandbox,
    log,
    complaints,
    visited,
    person,
    told(face, visitKey) {
      const visit = sandbox.hospital.control.people(face).visits.find(({ key }) => key === visitKey);
      if (!visit) throw new Error(`The hospital has no visit "${visitKey}".`);
      return sandbox.hospital.control.writebacks({ face, sessionId: visit.conferenceId ?? visit.csn });
    },
    provision,
    close,
  };
}
