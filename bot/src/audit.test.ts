import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { checkpointSigner } from '@ehr-connector/shared/adapters/node/checkpoint-keys.ts';
import {
  createTestWorld,
  type TestOrganization,
  type TestWorld,
} from '@ehr-connector/shared/adapters/postgres/database.test-support.ts';
import { createCheckpointing } from '@ehr-connector/shared/domain/audit/checkpoint.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
let world: TestWorld;
let organization: TestOrganization;
let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  world = await createTestWorld();
  organization = await world.organization();
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
  environment = { DATABASE_OWNER_URL: world.ownerDatabaseUrl };
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await world.close();
});

async function audit(...args: readonly string[]) {
  const script = fileURLToPath(new URL('audit.ts', import.meta.url));
  const env = { ...environment, PATH: process.env.PATH ?? '' };
  return await run(process.execPath, [script, ...args], { env }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

it('makes a key, signs with it, and tells a sound log from one that is not', async () => {
  expect(await audit('verify')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('AUDIT_SIGNING_KEY'),
  });

  const made = await audit('new-key');
  const [, signing = ''] = /^AUDIT_SIGNING_KEY=(\S+)$/m.exec(made.stdout) ?? [];
  const verification = made.stdout.trim().split('\n').at(-1) ?? '';
  const key = JSON.parse(Buffer.from(signing, 'base64url').toString());
  expect(JSON.parse(Buffer.from(verification, 'base64url').toString())).not.toHaveProperty('d');
  environment.AUDIT_VERIFICATION_KEYS = verification;

  const lines: string[] = [];
  await createCheckpointing({
    store: world.database.auditCheckpoints,
    signer: checkpointSigner(key),
    clock: world.clock,
    onSigned: (_checkpoint, jws) => lines.push(JSON.stringify({ level: 30, audit_checkpoint: jws })),
    onMisfit: () => expect.unreachable(),
    onUnvouched: () => expect.unreachable(),
  }).signAll();
  const log = join(folder, 'service.log');
  // As it is, and as a collector wraps it.
  await writeFile(log, `not JSON\n${JSON.stringify({ message: lines[0] })}\n${lines[0]}\n`);
  expect(await audit('verify', '--log', log)).toMatchObject({
    code: 0,
    stdout: `Organisation ${organization.id}: 2 entries, 1 checkpoints, sound\n`,
  });

  await withClient(world.ownerDatabaseUrl, async (owner) => {
    await owner.query('alter table audit_checkpoints disable trigger user');
    await owner.query('delete from audit_checkpoints');
  });
  expect(await audit('verify')).toMatchObject({ code: 0 });
  expect(await audit('verify', '--log', log)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/NOT SOUND\n {2}checkpoint of entry 2: in the log/),
  });
});

it('says what serves otherwise than was approved, and prunes nothing of it', async () => {
  const { id, connection } = organization;
  const change = (sql: string) =>
    withClient(world.ownerDatabaseUrl, (owner) => owner.query(`update connection_revisions set ${sql}`));
  const told = {
    code: 1,
    stdout: expect.stringContaining(
      `Organisation ${id}: 2 entries, 0 checkpoints, NOT SOUND
  connection ${connection.id}: revision 1 serves, but not as it was approved`,
    ),
  };
  await change(`content = content || '{"fhirBaseUrl": "https://elsewhere.example"}'`);
  expect(await audit('verify')).toMatchObject(told);
  expect(await audit('prune')).toMatchObject(told);
  await change(`content = content || '{"fhirBaseUrl": "${connection.fhirBaseUrl}"}'`);
  expect(await audit('verify')).toMatchObject({ code: 0 });
});

it('removes nothing earlier than is configured, and says what it can do', async () => {
  expect(await audit('prune', '--keep-years', '5')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('at least AUDIT_KEPT_YEARS (6)'),
  });
  expect(await audit('prune')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Nothing is old enough'),
  });
  expect(await audit('erase')).toMatchObject({ code: 1, stderr: expect.stringContaining('audit -- verify') });
});
