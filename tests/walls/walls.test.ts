import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cruise, cruise, REPOSITORY } from './cruise.ts';
import { plantTree } from './planted-tree.ts';
import { ALLOWED, FOUNDATION, VIOLATIONS } from './planted-violations.ts';

let root: string;
let found: Cruise;
beforeAll(async () => {
  const planted = Object.fromEntries(VIOLATIONS.map(({ file, statement }) => [file, statement]));
  root = await plantTree({ ...FOUNDATION, ...ALLOWED, ...planted });
  found = await cruise(root);
});
afterAll(() => rm(root, { recursive: true }));

const wallsHitBy = (file: string) =>
  found.violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

it.each(VIOLATIONS)('$wall stops $file', ({ file, wall }) => {
  expect(wallsHitBy(file)).toContain(wall);
});

it.each(Object.keys({ ...FOUNDATION, ...ALLOWED }))('no wall stops %s', (file) => {
  expect(found.files).toContain(file);
  expect(wallsHitBy(file)).toEqual([]);
});

it('no wall is without a planted violation', () => {
  const config = createRequire(import.meta.url)(join(REPOSITORY, '.dependency-cruiser.cjs')) as {
    forbidden: { name: string }[];
  };
  const walls = config.forbidden.map(({ name }) => name);
  expect(walls.filter((name) => !VIOLATIONS.some(({ wall }) => wall === name))).toEqual([]);
});

it('every room of the repository is looked at', async () => {
  const { files } = await cruise(REPOSITORY);
  for (const room of ['shared', 'bot', 'tabs', 'sandbox']) {
    expect(files.filter((file) => file.startsWith(`${room}/src/`)).length, room).toBeGreaterThan(0);
  }
});
