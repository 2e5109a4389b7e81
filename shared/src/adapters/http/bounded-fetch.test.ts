import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundedFetch, isAllowedUrl } from './bounded-fetch.ts';
import { createOutbound } from './outbound.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.test-support.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const outbound = createOutbound({ allowed: [], allowsLoopback: true });
afterAll(() => outbound.close());

describe.each([
  ['by Node’s fetch', fetch],
  ['by the outbound one', outbound.fetch],
])('a bounded request %s', (_whose, fetch) => {
  const send = boundedFetch({ allowInsecureLoopback: true, fetch, timeoutMs: 500, maxBytes: 1000 });

  it('brings status, headers and the whole body', async () => {
    server.answer((call, response) =>
      response.writeHead(201, { etag: 'W/"1"' }).end(`${call.method} ${call.body}`),
    );
    const response = await send(server.url, { method: 'POST', body: 'hello' });
    expect([response.status, response.headers.get('etag'), await response.text()]).toEqual([
      201,
      'W/"1"',
      'POST hello',
    ]);
  });

  it('brings answers without a body', async () => {
    server.answer((_call, response) => response.writeHead(204).end());
    expect((await send(server.url)).status).toBe(204);
  });

  it.each([301, 302, 303, 307, 308, 304])('takes no %d for an answer', async (status) => {
    server.answer((_call, response) => response.writeHead(status, { location: `${server.url}/next` }).end());
    await expect(send(server.url)).rejects.toMatchObject({ name: 'HttpFault', reason: 'redirected' });
    expect(server.calls).toHaveLength(1);
  });

  it.each([
    ['as it comes', Buffer.alloc(1001, 'x'), {}],
    ['once unpacked', gzipSync(Buffer.alloc(100_000, 'x')), { 'content-encoding': 'gzip' }],
  ])('takes no answer that is too large %s', async (_when, body, headers) => {
    server.answer((_call, response) => response.writeHead(200, headers).end(body));
    await expect(send(server.url)).rejects.toMatchObject({ reason: 'too-large' });
  });

  it('takes an answer of exactly the limit', async () => {
    server.answer((_call, response) => response.end('x'.repeat(1000)));
    expect(await (await send(server.url)).text()).toHaveLength(1000);
  });

  it.each([
    ['begins too late', () => undefined],
    ['does not end', (_call: unknown, response: { write: (text: string) => void }) => response.write('x')],
  ])('ends at the time limit when the answer %s', async (_what, script) => {
    server.answer(script);
    await expect(send(server.url)).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('ends when its caller gives up', async () => {
    const caller = new AbortController();
    server.answer(() => caller.abort());
    await expect(send(server.url, { signal: caller.signal })).rejects.toMatchObject({ reason: 'aborted' });
  });

  it('tells a broken line from the rest', async () => {
    server.answer((_call, response) => response.destroy());
    await expect(send(server.url)).rejects.toMatchObject({ reason: 'network' });
  });

  it('is not made where it is not allowed', async () => {
    server.answer((_call, response) => response.end());
    const strict = boundedFetch({ allowInsecureLoopback: false, fetch });
    await expect(strict(server.url)).rejects.toMatchObject({ reason: 'forbidden-url' });
    expect(server.calls).toEqual([]);
  });
});

describe('a URL', () => {
  it.each([
    'https://ehr.example/fhir',
    'http://localhost:8080/fhir',
    'http://127.0.0.1/fhir',
    'http://127.0.0.2/fhir',
    'http://[::1]:80/',
  ])('%s may be called while http is allowed on this machine', (url) => {
    expect(isAllowedUrl(url, true)).toBe(true);
  });

  it.each(['http://localhost/', 'http://127.0.0.1/', 'http://[::1]/'])('%s may not otherwise', (url) => {
    expect(isAllowedUrl(url, false)).toBe(false);
  });

  it.each([
    'http://ehr.example/',
    'http://localhost.ehr.example/',
    'http://127.0.0.1.ehr.example/',
    'http://127.0.0.1@ehr.example/',
    'http://[::ffff:10.0.0.1]/',
    'http://10.0.0.1/',
    'https://user:password@ehr.example/',
    'ftp://localhost/',
    'file:///etc/passwd',
    'data:text/plain,hello',
    '/relative',
    '',
  ])('"%s" may never be called', (url) => {
    expect(isAllowedUrl(url, true)).toBe(false);
  });
});
