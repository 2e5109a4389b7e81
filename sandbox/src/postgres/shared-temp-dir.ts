import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';

/**
 * A folder for temporary files that the user who runs the database server may enter.
 *
 * PostgreSQL refuses to run as root. Root's server therefore runs as another user, who cannot enter, say,
 * `/root/tmp`; for everybody else the server is theirs, and so is the folder.
 */
export async function sharedTempDir(): Promise<string> {
  if (process.getuid?.() !== 0) return resolve(tmpdir());
  for (const candidate of [tmpdir(), '/tmp', '/var/tmp']) {
    if (await everyoneMayEnter(resolve(candidate))) return resolve(candidate);
  }
  throw new Error('No folder for temporary files that every user of this machine may enter.');
}

async function everyoneMayEnter(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory() || (found.mode & 0o001) === 0) return false;
  return path === dirname(path) || everyoneMayEnter(dirname(path));
}
