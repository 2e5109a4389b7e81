import { cp, mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { REPOSITORY } from './cruise.ts';

/** Builds a small repository of the given files, with our workspaces and our npm packages, and returns its path. */
export async function plantTree(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'ehr-connector-walls-'));
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), content);
  }
  await mkdir(join(root, 'node_modules/@ehr-connector'), { recursive: true });
  for (const room of ['shared', 'bot', 'tabs', 'sandbox']) {
    await cp(join(REPOSITORY, room, 'package.json'), join(root, room, 'package.json'));
    await symlink(join(root, room), join(root, 'node_modules/@ehr-connector', room));
  }
  for (const name of await readdir(join(REPOSITORY, 'node_modules'))) {
    if (name === '@ehr-connector' || name.startsWith('.')) continue;
    await symlink(join(REPOSITORY, 'node_modules', name), join(root, 'node_modules', name));
  }
  for (const file of ['tsconfig.json', 'tsconfig.base.json'])
    await cp(join(REPOSITORY, file), join(root, file));
  return root;
}
