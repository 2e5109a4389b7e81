import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exclusively } from './exclusive.ts';
import { supervise } from './supervised-process.ts';

/** Written last by the two builds. */
const RESULTS = ['tabs/dist/visit/csp.json', 'tabs/dist/portal/index.html'];
const SOURCES = ['tabs/src', 'shared/src/contract', 'tabs/package.json', 'package-lock.json'];
const CONFIGURATIONS = /^vite\..*\.ts$/;
const TEST = /\.test\.tsx?$/;

/**
 * Builds what runs in browsers, unless it was built since its sources were last changed.
 *
 * @returns whether there was something to build.
 * @throws {Error} with the end of the build's output when it fails.
 */
export async function buildTabs(options: {
  readonly repository: string;
  readonly onBuild?: () => void;
  readonly signal?: AbortSignal | undefined;
}): Promise<boolean> {
  const { repository, signal } = options;
  if (await isBuilt(repository)) return false;
  const name = createHash('sha256').update(repository).digest('hex').slice(0, 16);
  const lockFile = join(tmpdir(), `ehr-connector-build-${name}.lock`);
  return exclusively(
    lockFile,
    async () => {
      if (await isBuilt(repository)) return false;
      options.onBuild?.();
      await build(repository, signal);
      return true;
    },
    signal,
  );
}

/** Whether everything built is newer than everything it is built from. */
export async function isBuilt(repository: string): Promise<boolean> {
  const results = await Promise.all(RESULTS.map((path) => changedAt(join(repository, path))));
  if (results.some((at) => at === 0)) return false;
  const configurations = (await readdir(join(repository, 'tabs'))).filter((name) =>
    CONFIGURATIONS.test(name),
  );
  const sources = [...SOURCES, ...configurations.map((name) => `tabs/${name}`)];
  const newest = await Promise.all(sources.map((path) => newestIn(join(repository, path))));
  return Math.max(...newest) <= Math.min(...results);
}

/** Milliseconds since 1970; 0 for what is not there. */
async function changedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

async function newestIn(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !TEST.test(entry.name));
  return Math.max(
    0,
    ...(await Promise.all(files.map(({ parentPath, name }) => changedAt(join(parentPath, name))))),
  );
}

async function build(repository: string, signal: AbortSignal | undefined): Promise<void> {
  const last: string[] = [];
  const npm = supervise({
    program: process.platform === 'win32' ? 'npm.cmd' : 'npm',
    args: ['run', 'build'],
    cwd: repository,
    env: { ...process.env } as Record<string, string>,
    stopSignal: 'TERM',
    onLine(line) {
      last.push(line);
      if (last.length > 40) last.shift();
    },
  });
  signal?.addEventListener('abort', npm.kill, { once: true });
  const code = await npm.exited;
  signal?.removeEventListener('abort', npm.kill);
  signal?.throwIfAborted();
  if (code !== 0) throw new Error(`The tabs could not be built:\n${last.join('\n')}`);
}
