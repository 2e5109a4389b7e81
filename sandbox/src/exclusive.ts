import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const ASK_AGAIN_MS = 200;

/**
 * Does `work` while no other process of this machine does it under the same lock file.
 *
 * A lock whose process is gone, however it went, does not count.
 */
export async function exclusively<T>(
  lockFile: string,
  work: () => Promise<T>,
  signal?: AbortSignal | undefined,
): Promise<T> {
  while (!(await lock(lockFile))) {
    if (await isAbandoned(lockFile)) await rm(lockFile, { force: true });
    else await pause(ASK_AGAIN_MS, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

function lock(lockFile: string): Promise<boolean> {
  return writeFile(lockFile, `${process.pid}\n`, { flag: 'wx' }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
}

async function isAbandoned(lockFile: string): Promise<boolean> {
  const owner = Number(await readFile(lockFile, 'utf8').catch(() => ''));
  // Empty: it was made this instant, or is gone by now.
  if (!Number.isInteger(owner) || owner <= 0) return false;
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
