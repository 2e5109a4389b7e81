import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { freePort } from '@ehr-connector/sandbox/ports.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run, startReplica, untilReady } from './operator.ts';
import { signedIn } from './people.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

const verify = async (...args: readonly string[]) => {
  const env = { ...world.environment, DATABASE_OWNER_URL: world.ownerDatabaseUrl };
  const { exited, output } = run('bot/src/audit.ts', ['verify', ...args], env);
  return { code: await exited, output: await output };
};

it('records who signs in, signs what was recorded when it stops, and anybody with the log can tell what was changed', async () => {
  await signedIn(world, SAMPLE_OIDS.coordinator);
  const token = await world.cloud.ssoToken(SAMPLE_OIDS.amara);
  for (let n = 0; n < 3; n += 1) {
    const asked = await fetch(`${world.serviceUrl}/api/me`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(asked.status).toBe(200);
  }
  expect(
    await world.rows(`select actor, details from audit_entries where action = 'signed-in' order by number`),
  ).toEqual([
    { actor: `entra:${SAMPLE_OIDS.coordinator}`, details: { by: 'browser' } },
    { actor: `entra:${SAMPLE_OIDS.amara}`, details: { by: 'tab' } },
  ]);

  const port = String(await freePort('127.0.0.1'));
  const second = startReplica({ ...world.environment, PORT: port });
  await untilReady(`http://127.0.0.1:${port}`);
  // Whoever writes to the database can change what serves: the service says so with its checkpoints.
  await world.rows('update connection_revisions set digest = reverse(digest)');
  second.child.kill('SIGTERM');
  expect(await second.exited).toBe(0);
  const logged = await second.output;
  expect(logged).toContain('"audit_checkpoint":"eyJ');
  expect(logged).toContain('what serves is not what the audit log says was approved');
  await world.rows('update connection_revisions set digest = reverse(digest)');

  const folder = await mkdtemp(join(tmpdir(), 'audit-log-'));
  const log = join(folder, 'service.log');
  await writeFile(log, logged);
  expect(await verify('--log', log)).toMatchObject({
    code: 0,
    output: expect.stringContaining('1 checkpoints, sound'),
  });

  await world.rows('alter table audit_entries disable trigger user');
  await world.rows(`update audit_entries set actor = 'entra:nobody' where action = 'signed-in'`);
  const found = await verify('--log', log);
  await rm(folder, { recursive: true });
  expect(found.code).toBe(1);
  expect(found.output.match(/changed since recorded/g)).toHaveLength(2);
}, 120_000);
