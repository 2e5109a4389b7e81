import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sharedTempDir } from './shared-temp-dir.ts';

const isRoot = process.getuid?.() === 0;
let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'ehr-connector-tmp-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(parent, { recursive: true });
});

it.each([
  ['one that all may use', 0o755, 0o1777, true],
  ['one that only its owner may use', 0o755, 0o700, false],
  ['one whose files anyone may exchange', 0o755, 0o777, false],
  ['one that only its owner can reach', 0o700, 0o1777, false],
])(
  "root takes %s only if the server's user is safe in it; others take what is theirs",
  async (_what, outer, inner, isSafe) => {
    const folder = join(parent, 'tmp');
    await mkdir(folder);
    await chmod(folder, inner);
    await chmod(parent, outer);
    vi.stubEnv('TMPDIR', folder);
    const found = await sharedTempDir();
    expect(found === folder).toBe(isSafe || !isRoot);
  },
);
