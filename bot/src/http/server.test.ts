import { connect } from 'node:net';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { type Logger, pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMetrics } from '../work/metrics.ts';
import { openEventStream } from './event-stream.ts';
import { accepted, json } from './reply.ts';
import { createHttpServer, type HttpRequest, type HttpServer } from './server.ts';

let server: HttpServer;
let url: string;
let lines: string[];
let aborted: () => void;

function serve(publicUrl: string): Promise<number> {
  lines = [];
  const log: Logger = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  server = createHttpServer({ publicUrl, log, metrics: createMetrics() });
  const { routes } = server;
  routes.get('/hello/:name', async ({ params, url: { href } }) => json({ ...params, href }));
  routes.get('/denied', () => Promise.reject(new DomainError('not-allowed', 'told to operators only')));
  routes.get('/broken', () => Promise.reject(new TypeError('what only we may know')));
  routes.get('/drawn', () => Promise.reject(new DomainError('visit-ended', 'over')), {
    draw: ({ status, code }) => ({ status, body: `drawn ${code}` }),
  });
  routes.post('/echo', async ({ body }) => json({ body }));
  routes.post('/large', async () => accepted(), { largestBodyBytes: 200_000 });
  routes.stream('/stream', async (_request, res) => {
    const stream = openEventStream(res);
    stream.send('visit', { id: 1 });
    await stream.gone;
  });
  routes.get('/long', async () => ({ status: 200, body: pieces(1_000) }));
  routes.get('/endless', async () => ({ status: 200, body: pieces(Number.POSITIVE_INFINITY) }));
  routes.get('/torn', async () => ({ status: 200, body: torn() }));
  routes.put('/changed', async ({ body }) => json({ put: body }));
  routes.postStream('/work', async ({ body, signal }, res) => {
    const stream = openEventStream(res);
    signal.addEventListener('abort', () => aborted());
    stream.send('began', body);
    if (body === 'once') stream.end();
    await stream.gone;
  });
  routes.stream('/stream-denied', () => Promise.reject(new DomainError('signin-required', 'who?')));
  return server.listen(0);
}

beforeEach(async () => {
  url = `http://127.0.0.1:${await serve('https://connector.example')}`;
});
afterEach(async () => await server.close());

let ended: () => void;
async function* pieces(count: number) {
  try {
    for (let piece = 0; piece < count; piece += 1) yield 'x'.repeat(1_000);
  } finally {
    ended();
  }
}
async function* torn() {
  yield 'the beginning';
  throw new TypeError('what only we may know');
}

const problem = async (response: Response) => ({
  status: response.status,
  contentType: response.headers.get('content-type'),
  ...((await response.json()) as object),
});

describe('what is too long to hold', () => {
  it('is read as it is sent', async () => {
    ended = vi.fn();
    expect(await (await fetch(`${url}/long`)).text()).toBe('x'.repeat(1_000_000));
    expect(ended).toHaveBeenCalledOnce();
  });

  it('is not read on when nobody takes it any more, which is no failure', async () => {
    const over = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const leaving = new AbortController();
    const { body } = await fetch(`${url}/endless`, { signal: leaving.signal });
    await body?.getReader().read();
    leaving.abort();
    await over;
    await vi.waitFor(() => expect(lines.join('')).toContain('"route":"/endless"'));
    expect(lines.join('')).not.toContain('request refused');
  });

  it('that breaks off never passes for the whole', async () => {
    await expect(fetch(`${url}/torn`).then((response) => response.text())).rejects.toThrow();
    await vi.waitFor(() => expect(lines.join('')).toContain('request refused'));
  });
});

describe('work that is told while it goes on', () => {
  const ask = (body: string, signal?: AbortSignal) =>
    fetch(`${url}/work`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });

  it('is begun by posting, and answered by events', async () => {
    aborted = () => undefined;
    const answer = await ask('once');
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(await answer.text()).toContain('event: began\ndata: "once"');
    expect(server.served).toContain('POST /work');
  });

  it('is aborted when the asker goes away', async () => {
    const heard = new Promise<void>((resolve) => {
      aborted = resolve;
    });
    const gone = new AbortController();
    const answer = await ask('on and on', gone.signal);
    gone.abort();
    await heard;
    await expect(answer.text()).rejects.toThrow();
  });
});

describe('what is asked', () => {
  it('may be put', async () => {
    const answer = await fetch(`${url}/changed`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
    expect(await answer.json()).toEqual({ put: { a: 1 } });
    expect(server.served).toContain('PUT /changed');
  });

  it('has parameters, and an address below our own public one whatever the request line says', async () => {
    const answer = await (await fetch(`${url}/hello/a%2Fb?x=1`)).json();
    expect(answer).toEqual({ name: 'a/b', href: 'https://connector.example/hello/a%2Fb?x=1' });
    const { port } = new URL(url);
    const raw = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(
          'GET http://evil.example/hello/x HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
        ),
      );
      let heard = '';
      socket.on('data', (chunk) => {
        heard += chunk;
      });
      socket.on('close', () => resolve(heard));
    });
    expect(raw).not.toMatch(/"href":"http:\/\/evil/);
  });

  it('is read as JSON, also when a beacon calls it text, and otherwise not at all', async () => {
    const echo = async (type: string, body: string) => {
      const response = await fetch(`${url}/echo`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      return response.status === 200 ? ((await response.json()) as { body?: unknown }).body : response.status;
    };
    expect(await echo('application/json; charset=utf-8', '{"a":1}')).toEqual({ a: 1 });
    expect(await echo('text/plain;charset=UTF-8', '[1]')).toEqual([1]);
    expect(await echo('application/jsonp', '{"a":1}')).toBeUndefined();
    expect(await echo('application/x-www-form-urlencoded', 'a=1')).toBeUndefined();
    expect(await echo('multipart/form-data; boundary=x', '--x\r\n\r\nfile\r\n--x--')).toBeUndefined();
    expect(await echo('application/json', '')).toBeUndefined();
    expect(await echo('application/json', '{"a":')).toBe(400);
  });

  it('is bounded, whether it says its length or not', async () => {
    const post = (path: string, bytes: number, chunked: boolean) => {
      const text = 'x'.repeat(bytes);
      const body = chunked ? new Blob([text]).stream() : text;
      const headers = { 'content-type': 'application/octet-stream' };
      return fetch(`${url}${path}`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    };
    for (const chunked of [false, true]) {
      expect((await post('/echo', 65_536, chunked)).status).toBe(200);
      expect((await post('/echo', 65_537, chunked)).status).toBe(413);
      expect((await post('/large', 200_000, chunked)).status).toBe(202);
      expect((await post('/large', 200_001, chunked)).status).toBe(413);
    }
  });
});

describe('what is answered', () => {
  it('is a problem with a reference that is in the log, and nothing of what only operators may know', async () => {
    const denied = await problem(await fetch(`${url}/denied`));
    expect(denied).toMatchObject({
      status: 403,
      contentType: 'application/problem+json',
      code: 'not-allowed',
    });
    const broken = await problem(await fetch(`${url}/broken`));
    expect(broken).toMatchObject({ status: 500, code: 'unexpected' });
    expect(JSON.stringify([denied, broken])).not.toMatch(/operators|only we/);
    for (const { reference } of [denied, broken] as { reference?: string }[]) {
      expect(reference).toMatch(/^[0-9A-F]{8}$/);
      expect(lines.filter((line) => line.includes(String(reference))).length).toBe(1);
    }
    expect(lines.find((line) => line.includes('what only we may know'))).toContain('"level":50');
  });

  it('is a page where people look', async () => {
    const response = await fetch(`${url}/drawn`);
    expect([response.status, await response.text()]).toEqual([409, 'drawn visit-ended']);
  });

  it('survives every address that nobody serves', async () => {
    const paths = ['/', '/hello', '/hello/%E0%A4%A', '/%00', '/..%2f..', '//evil.example/hello/x', '/Denied'];
    for (const path of paths) {
      expect(await problem(await fetch(`${url}${path}`))).toMatchObject({
        status: 404,
        code: 'page-not-found',
      });
    }
    const put = await fetch(`${url}/echo`, { method: 'PUT' });
    expect(put.headers.get('allow')).toBe('POST');
    expect(await problem(put)).toMatchObject({ status: 405, code: 'page-not-found' });
    expect((await fetch(`${url}/denied`)).status).toBe(403);
    expect(lines.join()).not.toContain('evil');
  });

  it('carries the headers that every answer carries', async () => {
    for (const path of ['/hello/x', '/denied', '/nowhere', '/broken']) {
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('server') ?? '').toBe('');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('is logged by its route, never by its address', async () => {
    await fetch(`${url}/hello/Eleanor?launch=token`);
    await fetch(`${url}/nowhere/Eleanor?launch=token`);
    await vi.waitUntil(() => lines.some((line) => line.includes('/hello/:name')));
    expect(lines.join()).not.toMatch(/Eleanor|launch=token/);
  });
});

describe('an event stream', () => {
  it('tells what is sent, and may be refused before it begins', async () => {
    const response = await fetch(`${url}/stream`);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const heard = response.text();
    await server.close();
    expect(await heard).toBe(': open\n\nevent: visit\ndata: {"id":1}\n\n');
    url = `http://127.0.0.1:${await serve('http://127.0.0.1:1')}`;
    expect(await problem(await fetch(`${url}/stream-denied`))).toMatchObject({ status: 401 });
  });
});

it('ends when its requests have, though a browser keeps its connection', async () => {
  let release: (request: HttpRequest) => void = () => undefined;
  const arrived = new Promise<HttpRequest>((resolve) => {
    release = resolve;
  });
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  server.routes.get('/slow', async (request) => {
    release(request);
    await answered;
    return json({ slow: true });
  });
  const slow = fetch(`${url}/slow`);
  await arrived;
  const closed = server.close();
  await expect(fetch(`${url}/hello/x`)).rejects.toThrow();
  answer();
  expect(await (await slow).json()).toEqual({ slow: true });
  await closed;
  await serve('https://connector.example');
});
