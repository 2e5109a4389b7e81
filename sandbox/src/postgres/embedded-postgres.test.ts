import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PortTakenError } from '../ports.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { sharedTempDir } from './shared-temp-dir.ts';

const until = { timeout: 20_000, interval: 50 };

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function show(url: string, setting: string): Promise<unknown> {
  return (await query(url, `show ${setting}`))[0]?.[setting];
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.end(() => resolve(true)));
  });
}

describe('the embedded PostgreSQL', () => {
  let server: EmbeddedPostgres;
  beforeAll(async () => {
    server = await startEmbeddedPostgres();
  });
  afterAll(() => server.close());

  it('is a real PostgreSQL 18', async () => {
    expect(await show(server.url, 'server_version')).toMatch(/^18\./);
  });

  it('listens on the loopback only', async () => {
    expect(await show(server.url, 'listen_addresses')).toBe('127.0.0.1');
    expect(await show(server.url, 'unix_socket_directories')).toBe('');
  });

  it('lets nobody in without the password', async () => {
    const url = new URL(server.url);
    url.password = 'wrong';
    await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
    const methods = await query(server.url, 'select distinct auth_method as m from pg_hba_file_rules');
    expect(methods).toEqual([{ m: 'scram-sha-256' }]);
  });

  it('runs beside another of its kind', async () => {
    const others = await Promise.all([startEmbeddedPostgres(), startEmbeddedPostgres()]);
    try {
      const all = [server, ...others];
      expect(new Set(all.map(({ port }) => port)).size).toBe(3);
      expect(new Set(all.map(({ url }) => new URL(url).password)).size).toBe(3);
      for (const { url } of others) await query(url, 'select 1');
    } finally {
      await Promise.all(others.map((other) => other.close()));
    }
  });

  it('says when its port belongs to somebody else', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startEmbeddedPostgres({ port })).rejects.toThrow(PortTakenError);
    other.close();
  });
});

it('removes everything when it is closed, also with a session open, and closes twice', async () => {
  const server = await startEmbeddedPostgres();
  const home = String(await show(server.url, 'data_directory'));
  const client = new pg.Client({ connectionString: server.url });
  const ended = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  await server.close();
  await server.close();
  await ended;
  await server.exited;
  expect(await answers(server.port)).toBe(false);
  expect(existsSync(join(home, '..'))).toBe(false);
});

it('keeps its data between starts when it is given a place for them', async () => {
  const dataDir = await mkdtemp(join(await sharedTempDir(), 'ehr-connector-kept-'));
  if (process.getuid?.() === 0) await chown(dataDir, 65_534, 65_534);
  try {
    const first = await startEmbeddedPostgres({ dataDir, durable: true });
    expect(await show(first.url, 'fsync')).toBe('on');
    await query(first.url, 'create table kept as select 42 as answer');
    await first.close();
    const second = await startEmbeddedPostgres({ dataDir });
    expect(await query(second.url, 'table kept')).toEqual([{ answer: 42 }]);
    await second.close();
  } finally {
    await rm(dataDir, { recursive: true });
  }
});

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'leaves nothing behind when its process dies of %s',
  async (signal) => {
    const module = new URL('embedded-postgres.ts', import.meta.url).href;
    const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    console.log((await startEmbeddedPostgres()).url);
  `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const home = join(String(await show(url, 'data_directory')), '..');
    expect(existsSync(home)).toBe(true);
    child.kill(signal);
    await once(child, 'exit');
    await vi.waitFor(() => expect(existsSync(home)).toBe(false), until);
    expect(await answers(Number(new URL(url).port))).toBe(false);
  },
);

it('reports a server that dies by itself, and tidies up after it', async () => {
  const lines: string[] = [];
  const server = await startEmbeddedPostgres({ log: (line) => lines.push(line) });
  const home = join(String(await show(server.url, 'data_directory')), '..');
  const backend = await query(
    server.url,
    "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid",
  );
  process.kill(Number(backend[0]?.pid), 'SIGKILL');
  await server.exited;
  expect(existsSync(home)).toBe(false);
  expect(lines.join('\n')).toContain('ready to accept connections');
  await server.close();
});
