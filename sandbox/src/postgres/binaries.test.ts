import { execFile } from 'node:child_process';
import { chmod, lstat, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { preparePostgresBinaries } from './binaries.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'ehr-connector-binaries-'));
});
afterEach(() => rm(parent, { recursive: true }));

async function version(program: string): Promise<string> {
  return (await promisify(execFile)(program, ['--version'])).stdout;
}

it('makes one complete copy when several starts need it at the same time', async () => {
  const [first, ...others] = await Promise.all(
    Array.from({ length: 3 }, () => preparePostgresBinaries(parent)),
  );
  expect(others).toEqual([first, first]);
  expect(await readdir(parent)).toHaveLength(1);
  expect(await version(first?.postgres ?? '')).toContain('PostgreSQL) 18.');
});

it('lets every user run the copy, and nobody else change it', async () => {
  const { postgres } = await preparePostgresBinaries(parent);
  for (const path of [postgres, dirname(postgres), dirname(dirname(postgres))]) {
    expect((await lstat(path)).mode & 0o777).toBe(0o755);
  }
});

it('uses the copy again, and replaces one that has lost a file', async () => {
  const { initdb, postgres } = await preparePostgresBinaries(parent);
  const made = (await lstat(postgres)).ino;
  await preparePostgresBinaries(parent);
  expect((await lstat(postgres)).ino).toBe(made);
  await rm(initdb);
  await preparePostgresBinaries(parent);
  expect(await version(initdb)).toContain('PostgreSQL) 18.');
  expect(await readdir(parent)).toHaveLength(1);
});

it('runs nothing that others could have put there', async () => {
  const { postgres } = await preparePostgresBinaries(parent);
  await writeFile(postgres, '#!/bin/sh\n');
  await chmod(dirname(dirname(postgres)), 0o777);
  await expect(preparePostgresBinaries(parent)).rejects.toThrow('another user');
});
