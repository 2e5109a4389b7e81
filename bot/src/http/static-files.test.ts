import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HttpRequest } from './server.ts';
import { readStaticFiles, type StaticFiles } from './static-files.ts';

let outside: string;
let files: StaticFiles;
const script = 'export const x = 1;\n'.repeat(200);

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'ehr-connector-static-'));
  const folder = join(outside, 'served');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(outside, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets/app-AbCd1234.js'), script);
  await writeFile(join(folder, 'assets/chime.mp3'), 'sound');
  files = await readStaticFiles(folder);
});
afterAll(async () => await rm(outside, { recursive: true }));

const asking = (headers: HttpRequest['headers'] = {}): HttpRequest => ({
  method: 'GET',
  url: new URL('https://connector.example/'),
  params: {},
  headers,
  body: undefined,
  signal: AbortSignal.timeout(1_000),
});
const reply = (path: string, headers?: HttpRequest['headers']) => files.reply(path, asking(headers));

it.each([
  '../secret.txt',
  '/etc/passwd',
  'assets/../../secret.txt',
  'assets',
  '',
  '__proto__',
  'assets\\chime.mp3',
])('serves nothing by the name %j', (path) => {
  expect(() => reply(path)).toThrow(expect.objectContaining({ code: 'page-not-found' }));
});

it('compresses what gets smaller by it, as the browser takes it', () => {
  const app = 'assets/app-AbCd1234.js';
  const br = reply(app, { 'accept-encoding': 'gzip, deflate, br' });
  expect(br.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'text/javascript; charset=utf-8',
  });
  expect(brotliDecompressSync(br.body as Buffer).toString()).toBe(script);
  const gzip = reply(app, { 'accept-encoding': 'gzip;q=0.8, br;q=0' });
  expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip' });
  expect(gunzipSync(gzip.body as Buffer).toString()).toBe(script);
  const plain = reply(app, { 'accept-encoding': 'gzip;q=0' });
  expect(plain.headers?.['content-encoding']).toBeUndefined();
  expect(String(plain.body)).toBe(script);
  expect(reply('assets/chime.mp3', { 'accept-encoding': 'br' }).headers).not.toHaveProperty(
    'content-encoding',
  );
});

it('lets what has a hash in its name be kept for good, and asks again about all else', () => {
  expect(reply('assets/app-AbCd1234.js').headers?.['cache-control']).toBe(
    'public, max-age=31536000, immutable',
  );
  expect(reply('index.html').headers?.['cache-control']).toBe('no-cache');
  expect(reply('index.html').headers?.vary).toContain('accept-encoding');
});

it('does not send again what the browser has', () => {
  const { headers } = reply('index.html');
  const etag = String(headers?.etag);
  for (const header of [etag, `"other", ${etag}`]) {
    const again = reply('index.html', { 'if-none-match': header });
    expect([again.status, again.body]).toEqual([304, undefined]);
    expect(again.headers).toMatchObject({ etag });
  }
  expect(reply('index.html', { 'if-none-match': '"other"' }).status).toBe(200);
});

it('sends a page’s own headers along', () => {
  const { headers } = files.reply('index.html', asking(), {
    'content-security-policy': "default-src 'none'",
  });
  expect(headers).toMatchObject({ 'content-security-policy': "default-src 'none'" });
});
