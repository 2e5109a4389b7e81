import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildTabs, isBuilt } from './tabs-build.ts';

/** Stands in for the real build: writes what it leaves, and counts. */
const BUILD = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
appendFileSync('count', '1');
for (const file of ['visit/csp.json', 'portal/index.html']) {
  mkdirSync('tabs/dist/' + file.split('/')[0], { recursive: true });
  writeFileSync('tabs/dist/' + file, '');
}
`;

let repository: string;
const put = async (path: string, content: string) => {
  await mkdir(dirname(join(repository, path)), { recursive: true });
  await writeFile(join(repository, path), content);
};
const changeLater = (path: string, seconds: number) => {
  const at = Date.now() / 1000 + seconds;
  return utimes(join(repository, path), at, at);
};

beforeEach(async () => {
  repository = await mkdtemp(join(tmpdir(), 'ehr-connector-tabs-'));
  await put('package.json', JSON.stringify({ scripts: { build: 'node build.cjs' } }));
  await put('build.cjs', BUILD);
  for (const path of [
    'tabs/src/visit/main.ts',
    'tabs/vite.visit.config.ts',
    'shared/src/contract/visit.ts',
  ]) {
    await put(path, '');
    await changeLater(path, -10);
  }
});
afterEach(() => rm(repository, { recursive: true }));

it('builds once, however many ask at the same time', async () => {
  const built = await Promise.all([buildTabs({ repository }), buildTabs({ repository })]);
  expect(built.sort()).toEqual([false, true]);
  expect(await buildTabs({ repository })).toBe(false);
  expect(await readFile(join(repository, 'count'), 'utf8')).toBe('1');
});

it.each([
  ['tabs/src/visit/main.ts', false],
  ['tabs/vite.visit.config.ts', false],
  ['shared/src/contract/visit.ts', false],
  ['tabs/src/visit/main.test.ts', true],
])('when %s changes, the build being good is %s', async (path, stillGood) => {
  await put(path, '');
  await changeLater(path, -10);
  await buildTabs({ repository });
  await changeLater(path, 60);
  expect(await isBuilt(repository)).toBe(stillGood);
});

it('tells what the build said when it fails, and leaves no lock', async () => {
  await put('build.cjs', "console.error('main.ts: no such thing'); process.exit(1)");
  await expect(buildTabs({ repository })).rejects.toThrow('no such thing');
  await expect(buildTabs({ repository })).rejects.toThrow('no such thing');
  expect(existsSync(join(repository, 'tabs/dist'))).toBe(false);
});
