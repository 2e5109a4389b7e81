import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { assembleAppPackage, zipAppPackage } from '../../appPackage/app-package.ts';
import { environmentNames, environmentOf, root } from './sample-environment.ts';

const folder = `${root}/appPackage`;

test.each(environmentNames)('is fit for Teams in environment %s', async (name) => {
  expect(await assembleAppPackage({ folder, environment: await environmentOf(name) })).toMatchObject({
    problems: [],
  });
});

test('uses the newest schema that the validator brings along, and the version of the product', () => {
  const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'));
  const bundled = `${dirname(fileURLToPath(import.meta.resolve('@microsoft/app-manifest')))}/json-schemas/teams`;
  const minors = readdirSync(bundled).flatMap((name) => /^v1\.(\d+)$/.exec(name)?.[1] ?? []);
  const newest = `1.${Math.max(...minors.map(Number))}`;
  expect(manifest.manifestVersion).toBe(newest);
  expect(manifest.$schema).toContain(`/v${newest}/`);
  expect(manifest.version).toBe(JSON.parse(readFileSync(`${root}/package.json`, 'utf8')).version);
});

test('lists every variable that has no value, at once', async () => {
  const environment = await environmentOf('prod', { TEAMS_APP_ID: '', PRIVACY_URL: '' });
  expect(await assembleAppPackage({ folder, environment })).toEqual({
    files: null,
    problems: ['env/.env.prod: TEAMS_APP_ID is not set', 'env/.env.prod: PRIVACY_URL is not set'],
  });
});

test('zips what the manifest refers to and nothing else', async () => {
  const { files } = await assembleAppPackage({ folder, environment: await environmentOf('prod') });
  const unzipped = unzipSync(zipAppPackage(files ?? new Map()));
  expect(Object.keys(unzipped)).toEqual([
    'color.png',
    'languages/en-US.json',
    'languages/es-ES.json',
    'languages/zh-CN.json',
    'manifest.json',
    'outline.png',
  ]);
  const text = (name: string) => new TextDecoder().decode(unzipped[name]);
  expect(JSON.parse(text('manifest.json')).name.short).toBe('Virtual visits');
  expect(JSON.parse(text('languages/zh-CN.json'))['name.short']).toBe('虚拟就诊');
  expect(unzipped['color.png']).toEqual(new Uint8Array(readFileSync(`${folder}/color.png`)));
});

test('zips the same files to the same bytes, in whatever order they come and wherever it is done', async () => {
  const { files } = await assembleAppPackage({ folder, environment: await environmentOf('dev') });
  const inOrder = [...(files ?? [])];
  const here = zipAppPackage(new Map(inOrder));
  const zone = process.env.TZ;
  process.env.TZ = 'Asia/Tokyo';
  const elsewhere = zipAppPackage(new Map(inOrder.reverse()));
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  expect(Buffer.from(elsewhere).equals(here)).toBe(true);
});
