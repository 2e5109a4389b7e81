import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The page as it is built for patients, from the sources as they are now. */
export interface BuiltPage {
  /** @param path below the folder of the build. */
  file(path: string): Promise<Buffer>;
  contentSecurityPolicy: string;
  remove(): Promise<void>;
}

export async function buildPage(): Promise<BuiltPage> {
  const folder = await mkdtemp(join(tmpdir(), 'ehr-connector-visit-page-'));
  await build({
    configFile: fileURLToPath(new URL('../../../vite.visit.config.ts', import.meta.url)),
    build: { outDir: folder },
    logLevel: 'warn',
  });
  const file = (path: string) => readFile(join(folder, path));
  const csp = JSON.parse(String(await file('csp.json'))) as { contentSecurityPolicy: string };
  return {
    file,
    contentSecurityPolicy: csp.contentSecurityPolicy,
    remove: () => rm(folder, { recursive: true }),
  };
}
