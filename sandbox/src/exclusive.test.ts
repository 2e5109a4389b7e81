import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exclusively } from './exclusive.ts';

let folder: string;
let lockFile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ehr-connector-lock-'));
  lockFile = join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true }));

it('lets one after the other work, also after a failure', async () => {
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    events.push(`${name} ends`);
  };
  const failing = exclusively(lockFile, async () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  await Promise.all([exclusively(lockFile, work('a')), exclusively(lockFile, work('b'))]);
  expect(events[1]).toBe(events[0]?.replace('begins', 'ends'));
  expect(events).toHaveLength(4);
  expect(existsSync(lockFile)).toBe(false);
});

it('does not wait for a process that is gone', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  await writeFile(lockFile, `${pid}\n`);
  expect(await exclusively(lockFile, async () => 'done')).toBe('done');
});

it('waits for a process that is alive, until told to give up', async () => {
  await writeFile(lockFile, `${process.pid}\n`);
  const waiting = exclusively(lockFile, async () => 'done', AbortSignal.timeout(300));
  await expect(waiting).rejects.toThrow('aborted');
});
