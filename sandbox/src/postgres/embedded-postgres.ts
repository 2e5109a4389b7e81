import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freePort, isFree, PortTakenError } from '../ports.ts';
import { stopWithin } from '../supervised-process.ts';
import { type PostgresBinaries, preparePostgresBinaries } from './binaries.ts';
import { sharedTempDir } from './shared-temp-dir.ts';
import { type ServerPlan, superviseServer } from './supervised-server.ts';
import { startWindowsServer } from './windows-server.ts';

/** A PostgreSQL server of our own, on 127.0.0.1 only. */
export interface EmbeddedPostgres {
  /** Connects as the superuser, to the database `postgres`. Holds the password. */
  readonly url: string;
  readonly port: number;
  /** Settles when the server is gone, for whatever reason; never rejects. */
  readonly exited: Promise<void>;
  /** Ends every session, stops the server and removes its data. Safe to call twice. */
  close(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** 0, the default, takes any free port; another number fails with {@link PortTakenError} when it is taken. */
  readonly port?: number;
  /** Keeps the data here from one start to the next. Without it they live and die with the server. */
  readonly dataDir?: string;
  /** Whether a commit survives a crash of the machine, at the price of speed. A crash of the server is always survived. */
  readonly durable?: boolean;
  /** Receives the server's log, line by line. */
  readonly log?: (line: string) => void;
}

const HOST = '127.0.0.1';
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;
const TRIES_FOR_A_PORT = 5;

/**
 * Starts a real PostgreSQL server with a password of its own, also as root.
 *
 * It stops when `close` is called or this process ends, however it ends, and leaves nothing behind.
 *
 * @throws {PortTakenError} when `port` was given and is in use.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const binaries = await preparePostgresBinaries(await sharedTempDir());
  const wanted = options.port ?? 0;
  if (wanted !== 0 && !(await isFree(wanted, HOST))) throw new PortTakenError(wanted);
  for (let attempt = 1; ; attempt++) {
    const port = wanted === 0 ? await freePort(HOST) : wanted;
    try {
      return await start(binaries, port, options);
    } catch (error) {
      // Somebody was faster between our asking for a free port and the server's taking it.
      if (!(error instanceof PortTakenError) || wanted !== 0 || attempt === TRIES_FOR_A_PORT) throw error;
    }
  }
}

async function start(
  binaries: PostgresBinaries,
  port: number,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const keep = options.dataDir !== undefined;
  const home =
    options.dataDir !== undefined
      ? resolve(options.dataDir)
      : join(await sharedTempDir(), `ehr-connector-data-${randomUUID()}`);
  const password = (keep && (await storedPassword(home))) || randomBytes(24).toString('base64url');
  const watch = watchStart(port, options.log ?? (() => undefined));
  const plan: ServerPlan = {
    binaries,
    home,
    keep,
    password,
    settings: settings(port, options.durable ?? false),
    onLine: watch.onLine,
  };
  const server = process.platform === 'win32' ? await startWindowsServer(plan) : superviseServer(plan);
  const exited = server.exited.then(() => undefined);
  const close = async () => {
    await stopWithin(server, STOP_LIMIT_MS);
    // The shell that watches over the server does this, unless it had to be killed with it.
    if (!keep) await rm(home, { recursive: true, force: true });
  };
  try {
    await watch.readyUnless(exited);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `postgres://postgres:${password}@${HOST}:${port}/postgres`, port, exited, close };
}

async function storedPassword(home: string): Promise<string | undefined> {
  const content = await readFile(join(home, 'password'), 'utf8').catch(() => undefined);
  return content?.trim();
}

function settings(port: number, durable: boolean): Record<string, string | number> {
  return {
    listen_addresses: HOST,
    port,
    unix_socket_directories: '', // a path under the temporary folder may be longer than a socket's name can be
    max_connections: 200,
    timezone: 'UTC',
    // No standby ever follows this server.
    wal_level: 'minimal',
    max_wal_senders: 0,
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  };
}

/** Reads the server's log until it accepts connections. */
function watchStart(port: number, log: (line: string) => void) {
  const last: string[] = [];
  const ready = Promise.withResolvers<void>();
  const failure = (what: string) => new Error(`PostgreSQL ${what}:\n${last.join('\n')}`);
  return {
    onLine(line: string): void {
      log(line);
      last.push(line);
      if (last.length > 20) last.shift();
      if (line.includes('database system is ready to accept connections')) ready.resolve();
    },
    /** @throws {Error} with the end of the log when the server does not get so far. */
    async readyUnless(exited: Promise<void>): Promise<void> {
      const limit = setTimeout(() => ready.reject(failure('did not start in time')), START_LIMIT_MS);
      const taken = () =>
        last.some((line) => line.includes('could not bind') && line.includes('Address already in use'));
      exited.then(() => ready.reject(taken() ? new PortTakenError(port) : failure('stopped at its start')));
      await ready.promise.finally(() => clearTimeout(limit));
    },
  };
}
