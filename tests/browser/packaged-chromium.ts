import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A browser program and what has to be in its environment. */
export interface BrowserProgram {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The Chromium inside the npm package `@sparticuz/chromium`, unpacked once for each release into the system's
 * temporary folder. Any number of processes may call this at the same time.
 */
export async function packagedChromium(): Promise<BrowserProgram> {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(join(dirname(main), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(tmpdir(), `ehr-connector-chromium-${version}-${process.getuid?.() ?? 'user'}`);
  if (!(await isOurs(folder))) await unpack(main, folder);
  const path = join(folder, 'chromium');
  return { path, env: await missingFromSystem(folder, path) };
}

async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found) return false;
  if (found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new Error(`${folder} was put there by another user: remove it and start again.`);
  }
  return ['chromium', 'libGLESv2.so', 'libvk_swiftshader.so'].every((file) => existsSync(join(folder, file)));
}

/** The package unpacks to where TMPDIR points, with no regard for others who do the same at that moment. */
async function unpack(main: string, folder: string): Promise<void> {
  const fresh = await mkdtemp(`${folder}-`);
  try {
    const program = `await (await import(${JSON.stringify(main)})).default.executablePath()`;
    // This variable makes the package unpack the libraries that a bare system lacks.
    const env = { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
    await run(process.execPath, ['--input-type=module', '-e', program], { env });
    const placed = await rename(fresh, folder).then(
      () => true,
      () => isOurs(folder),
    );
    if (placed) return;
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** The package brings libraries and a font, which are used only where the system has none. */
async function missingFromSystem(folder: string, path: string): Promise<Record<string, string>> {
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  const starts = (env: Record<string, string>) =>
    run(path, ['--version'], { env: { ...process.env, ...env } }).then(
      () => true,
      () => false,
    );
  const needed = (await starts({})) ? {} : libraries;
  if (!(await starts(needed))) throw new Error(`${path} does not run on this system: set CHROME_PATH.`);
  return existsSync('/etc/fonts') ? needed : { ...needed, FONTCONFIG_PATH: join(folder, 'fonts') };
}
