import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

const REPOSITORY = join(import.meta.dirname, '../..');

/** One more replica, as `npm start` starts it. */
function start(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['bot/src/main.ts'], {
    cwd: REPOSITORY,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, exited, output: text(child.stdout), errors: text(child.stderr) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

it.each(['SIGTERM', 'SIGINT'] as const)(
  'ends well at %s while boards are open, and says good-bye to them',
  async (signal) => {
    const port = await freePort();
    const { child, exited, output } = start({ ...world.environment, PORT: String(port) });
    const url = `http://127.0.0.1:${port}`;
    await vi.waitUntil(async () => (await fetch(`${url}/readyz`).catch(() => null))?.ok, {
      timeout: 30_000,
      interval: 100,
    });
    const token = await world.cloud.ssoToken(SAMPLE_OIDS.coordinator);
    const board = await fetch(`${url}/api/visits/events`, { headers: { authorization: `Bearer ${token}` } });
    expect(board.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const heard = board.text();
    const toldAt = performance.now();
    child.kill(signal);
    expect(await exited).toBe(0);
    expect(performance.now() - toldAt).toBeLessThan(8_000);
    expect(await heard).toBe(': open\n\n');
    expect(await output).toContain('"msg":"stopped"');
  },
  60_000,
);

it('refuses a configuration that is wrong, names everything at once and no value', async () => {
  const { exited, errors } = start({
    ...world.environment,
    PUBLIC_URL: 'http://public-value.example',
    ENCRYPTION_KEY: 'secret-value',
    BOT_ID: '',
    DATABASE_POOL_SIZE: 'pool-value',
  });
  expect(await exited).toBe(1);
  const words = await errors;
  expect(words).toContain('BOT_ID: is missing');
  expect(words).toContain('ENCRYPTION_KEY: is malformed');
  expect(words).toContain('DATABASE_POOL_SIZE: is malformed');
  expect(words).toContain('PUBLIC_URL: must be https');
  expect(words).not.toMatch(/-value|\n\s+at /);
}, 30_000);

it('refuses a database role that could pass the walls between organisations', async () => {
  const { exited, errors } = start({
    ...world.environment,
    PORT: String(await freePort()),
    DATABASE_URL: world.ownerDatabaseUrl,
  });
  expect(await exited).toBe(1);
  const words = await errors;
  expect(words).toContain('could pass the walls between organisations');
  expect(words).not.toContain(new URL(world.ownerDatabaseUrl).password || 'no password');
}, 30_000);

it('refuses a port that is taken', async () => {
  const { exited, errors } = start({ ...world.environment });
  expect(await exited).toBe(1);
  expect(await errors).toContain('EADDRINUSE');
}, 30_000);
