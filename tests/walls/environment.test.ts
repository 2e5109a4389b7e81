import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { REPOSITORY } from './cruise.ts';
import { plantTree } from './planted-tree.ts';

/** Files of the product, tests aside, that ask the process about its environment. */
async function readersOfEnvironment(root: string): Promise<{ looked: number; readers: string[] }> {
  const readers: string[] = [];
  let looked = 0;
  for (const room of ['shared', 'bot', 'tabs']) {
    for (const entry of await readdir(join(root, room, 'src'), { recursive: true, withFileTypes: true })) {
      const path = relative(root, join(entry.parentPath, entry.name));
      if (!entry.isFile() || !/\.tsx?$/.test(path) || /\.test(-support)?\.tsx?$|\/testing\//.test(path))
        continue;
      looked += 1;
      const text = await readFile(join(root, path), 'utf8');
      if (/\bprocess\s*(\?\.|\.|\[)\s*['"]?env\b|['"](node:)?process['"]/.test(text)) readers.push(path);
    }
  }
  return { looked, readers: readers.sort() };
}

it('only shared/src/config reads the environment', async () => {
  const { looked, readers } = await readersOfEnvironment(REPOSITORY);
  expect(looked).toBeGreaterThan(0);
  expect(readers.filter((path) => !path.startsWith('shared/src/config/'))).toEqual([]);
});

it('a planted reader is found', async () => {
  const planted = {
    'shared/src/adapters/smart/a.ts': 'export const port = process.env.PORT;\n',
    'bot/src/http/b.ts': "export const port = process['env'].PORT;\n",
    'tabs/src/visit/c.ts': "import { env } from 'node:process';\nexport const port = env.PORT;\n",
  };
  const root = await plantTree({
    ...planted,
    'bot/src/http/d.ts': 'export const uptime = process.uptime();\n',
  });
  expect((await readersOfEnvironment(root)).readers).toEqual(Object.keys(planted).sort());
  await rm(root, { recursive: true });
});
