import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { freePort } from '@ehr-connector/sandbox/ports.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startReplica, untilReady } from './operator.ts';
import { startWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

it.each(['SIGTERM', 'SIGINT'] as const)(
  'ends well at %s while boards are open, and says good-bye to them',
  async (signal) => {
    const port = await freePort('127.0.0.1');
    const { child, exited, output } = startReplica({ ...world.environment, PORT: String(port) });
    const url = `http://127.0.0.1:${port}`;
    await untilReady(url);
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
  const { exited, errors } = startReplica({
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
  const { exited, errors } = startReplica({
    ...world.environment,
    PORT: String(await freePort('127.0.0.1')),
    DATABASE_URL: world.ownerDatabaseUrl,
  });
  expect(await exited).toBe(1);
  const words = await errors;
  expect(words).toContain('could pass the walls between organisations');
  expect(words).not.toContain(new URL(world.ownerDatabaseUrl).password || 'no password');
}, 30_000);

it('refuses a port that is taken', async () => {
  const { exited, errors } = startReplica({ ...world.environment });
  expect(await exited).toBe(1);
  expect(await errors).toContain('EADDRINUSE');
}, 30_000);
