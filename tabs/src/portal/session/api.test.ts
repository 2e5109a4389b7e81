import { Created } from '@ehr-connector/shared/contract/configuration.ts';
import { Me } from '@ehr-connector/shared/contract/staff.ts';
import { describe, expect, it, vi } from 'vitest';
import { SignInFailure } from '../host/host.ts';
import { createApi } from './api.ts';

interface Asked {
  readonly path: string;
  readonly init: RequestInit;
}

/** An API over a network in the test's hands. */
function apiOver(answers: (Response | Error)[], tokens: (string | Error | null)[] = [null]) {
  const asked: Asked[] = [];
  const fresh: boolean[] = [];
  const api = createApi({
    fetch: async (path, init) => {
      asked.push({ path: String(path), init: init ?? {} });
      const answer = answers.shift() ?? new Error('Nothing more was expected');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    authorization: async (request) => {
      fresh.push(request.fresh);
      const token = (tokens.length > 1 ? tokens.shift() : tokens[0]) ?? null;
      if (token instanceof Error) throw token;
      return token;
    },
  });
  const sentTokens = () => asked.map(({ init }) => new Headers(init.headers).get('Authorization'));
  return { api, asked, fresh, sentTokens };
}

const problem = (status: number) =>
  new Response(
    JSON.stringify({ type: 'urn:x', title: 'No', status, code: 'x', reference: `ref-${status}` }),
    { status },
  );

describe('a refusal', () => {
  it.each([
    [401, 'signed-out'],
    [403, 'forbidden'],
    [404, 'failed'],
    [409, 'conflict'],
    [500, 'failed'],
  ])('with %i is "%s", and keeps the reference', async (status, kind) => {
    const { api } = apiOver([problem(status)]);
    await expect(api.get('/api/me', Me)).rejects.toMatchObject({
      kind,
      code: 'x',
      detail: null,
      reference: `ref-${status}`,
    });
  });

  it('that is no problem document, as a proxy sends it, is one all the same', async () => {
    const { api } = apiOver([new Response('<h1>Bad Gateway</h1>', { status: 502 })]);
    await expect(api.get('/api/me', Me)).rejects.toMatchObject({ kind: 'failed', reference: null });
  });

  it('of a Teams token is answered with a fresh one, once', async () => {
    const { api, fresh, sentTokens } = apiOver([problem(401), problem(401)], ['Bearer old', 'Bearer new']);
    await expect(api.get('/api/me', Me)).rejects.toMatchObject({ kind: 'signed-out' });
    expect(fresh).toEqual([false, true]);
    expect(sentTokens()).toEqual(['Bearer old', 'Bearer new']);
  });
});

describe('no usable answer', () => {
  it('is "offline" when the network gave none', async () => {
    const { api } = apiOver([new TypeError('Failed to fetch')]);
    await expect(api.get('/api/me', Me)).rejects.toMatchObject({ kind: 'offline' });
  });

  it('is "failed" when it is not what the contract says', async () => {
    const { api } = apiOver([new Response('{"roles":[]}')]);
    await expect(api.get('/api/me', Me)).rejects.toMatchObject({ kind: 'failed' });
  });

  it('is "host-sign-in" when Teams gives no token, and nothing is asked', async () => {
    const { api, asked } = apiOver([], [new SignInFailure('CancelledByUser')]);
    await expect(api.get('/api/me', Me)).rejects.toMatchObject({ kind: 'host-sign-in' });
    expect(asked).toEqual([]);
  });
});

it('sends changes as JSON, which no form of another site can', async () => {
  const { api, asked } = apiOver([new Response(null, { status: 202 }), new Response(null, { status: 204 })]);
  await api.send('POST', '/api/writebacks/7/retry');
  await api.send('DELETE', '/api/links/8');
  for (const { init } of asked) {
    expect(new Headers(init.headers).get('Content-Type')).toBe('application/json');
    expect(init.credentials).toBe('same-origin');
  }
});

describe('a change', () => {
  it('carries what is wanted, and is answered with how things are now', async () => {
    const { api, asked } = apiOver([Response.json({ id: 'c1' }), Response.json({ id: 'c1' })]);
    const fresh = await api.change('PUT', '/api/x', { version: 2 }, Created);
    await api.change('DELETE', '/api/x?version=2', null, Created);
    expect(fresh).toEqual({ id: 'c1' });
    expect(asked.map(({ init }) => [init.method, init.body])).toEqual([
      ['PUT', '{"version":2}'],
      ['DELETE', undefined],
    ]);
  });
});

it('starts a run of checks with a POST, and reads its events', async () => {
  const { api, asked } = apiOver([new Response('event: done\n\n')]);
  const stream = await api.openEvents('/api/connections/c1/probe', new AbortController().signal, 'POST');
  expect(await new Response(stream).text()).toContain('done');
  const init = asked[0]?.init ?? {};
  expect(init).toMatchObject({ method: 'POST', body: '{}' });
  expect(new Headers(init.headers).get('Accept')).toBe('text/event-stream');
});

it('is never answered with how things were before a change that was made meanwhile', async () => {
  const first = Promise.withResolvers<Response>();
  const change = Promise.withResolvers<Response>();
  const reads = [first.promise, Promise.resolve(Response.json({ id: 'new' }))];
  const asked: string[] = [];
  const api = createApi({
    fetch: (_path, init) => {
      asked.push(init?.method ?? 'GET');
      return (
        (init?.method === 'PUT' ? change.promise : reads.shift()) ??
        Promise.reject(new Error('asked too often'))
      );
    },
    authorization: async () => null,
  });
  const answer = api.getSettled('/api/x', Created, new AbortController().signal);
  await vi.waitUntil(() => asked.length === 1);
  const changed = api.change('PUT', '/api/x', {}, Created);
  await vi.waitUntil(() => asked.length === 2);
  first.resolve(Response.json({ id: 'old' }));
  await new Promise(setImmediate);
  // It waits for the change to end before it asks again.
  expect(asked).toEqual(['GET', 'PUT']);
  change.resolve(Response.json({ id: 'new' }));
  await changed;
  expect(await answer).toEqual({ id: 'new' });
  expect(asked).toEqual(['GET', 'PUT', 'GET']);
});
