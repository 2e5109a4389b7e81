import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';

/** Everyone may make files here, and nobody may remove another's. */
const STICKY_AND_OPEN = 0o1003;
const OPEN_TO_PASS = 0o001;

/**
 * A folder for temporary files that the user who runs the database server may use.
 *
 * PostgreSQL refuses to run as root. Root's server therefore runs as another user, who can do nothing in, say,
 * `/root/tmp`; for everybody else the server is theirs, and so is the folder.
 */
export async function sharedTempDir(): Promise<string> {
  if (process.getuid?.() !== 0) return resolve(tmpdir());
  for (const candidate of [tmpdir(), '/tmp', '/var/tmp']) {
    const path = resolve(candidate);
    if ((await allows(path, STICKY_AND_OPEN)) && (await everyoneMayPass(dirname(path)))) return path;
  }
  throw new Error('No folder for temporary files that every user of this machine may use.');
}

async function everyoneMayPass(path: string): Promise<boolean> {
  if (!(await allows(path, OPEN_TO_PASS))) return false;
  return path === dirname(path) || everyoneMayPass(dirname(path));
}

async function allows(path: string, bits: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true && (found.mode & bits) === bits;
}
