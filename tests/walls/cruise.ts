import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const REPOSITORY = join(import.meta.dirname, '../..');

/** What dependency-cruiser found in a tree. */
export interface Cruise {
  /** Paths of all files it looked at. */
  readonly files: readonly string[];
  readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
}

/** Does in `root` what `npm run check:walls` does in the repository. */
export async function cruise(root: string): Promise<Cruise> {
  const program = join(REPOSITORY, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = join(REPOSITORY, '.dependency-cruiser.cjs');
  const args = [program, '--config', config, '--output-type', 'json', 'shared', 'bot', 'tabs', 'sandbox'];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: root,
    maxBuffer: 64 * 2 ** 20,
  });
  const report = JSON.parse(stdout) as {
    modules: { source: string }[];
    summary: Pick<Cruise, 'violations'>;
  };
  return { files: report.modules.map(({ source }) => source), violations: report.summary.violations };
}
