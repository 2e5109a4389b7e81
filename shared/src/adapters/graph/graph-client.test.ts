import { TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isDomainError } from '../../domain/kernel/domain-error.ts';
import { GraphRefusal, roomUnavailable } from './graph-client.ts';
import { type GraphCloud, startGraphCloud } from './graph-cloud.test-support.ts';

let world: GraphCloud;
beforeAll(async () => {
  world = await startGraphCloud();
});
afterAll(() => world.cloud.close());
beforeEach(() => world.cloud.control.reset({ everything: true }));

const askForPeople = () =>
  world.graph.call({ tenantId: TENANT_ID, method: 'GET', path: '/v1.0/users?$select=id' });
const asked = () => world.cloud.control.requests('graph.users').length;

describe('asking Graph', () => {
  it('gives the answer', async () => {
    await expect(askForPeople()).resolves.toMatchObject({ value: expect.any(Array) });
  });

  it('waits when Graph asks for a moment, and asks once more', async () => {
    world.cloud.control.setFault({ target: 'graph.users', kind: '429', count: 1, retryAfterSeconds: 1 });
    await expect(askForPeople()).resolves.toMatchObject({ value: expect.any(Array) });
    expect(asked()).toBe(2);
  });

  it('does not hold up its caller when Graph asks for a long time', async () => {
    world.cloud.control.setFault({ target: 'graph.users', kind: '429', retryAfterSeconds: 120 });
    const refusal = await askForPeople().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(GraphRefusal);
    expect(refusal).toMatchObject({ status: 429, retryAfterMs: 120_000 });
    expect(asked()).toBe(1);
  });

  it('gets over one failure of Graph, not over two', async () => {
    world.cloud.control.setFault({ target: 'graph.users', kind: '500', count: 1 });
    await expect(askForPeople()).resolves.toBeTruthy();
    world.cloud.control.setFault({ target: 'graph.users', kind: '500', count: 2 });
    await expect(askForPeople()).rejects.toMatchObject({ status: 500 });
  });

  it('takes a new token when the one it has is no longer taken', async () => {
    await askForPeople();
    world.cloud.control.setFault({ target: 'graph.users', kind: '401', count: 1 });
    await expect(askForPeople()).resolves.toBeTruthy();
    const tokens = world.cloud.control.requests('entra.token');
    expect(tokens).toHaveLength(1);
  });

  it('stops at once when its caller does', async () => {
    world.cloud.control.setFault({ target: 'graph.users', kind: 'slow', delayMs: 60_000, count: 1 });
    const stop = new AbortController();
    const path = '/v1.0/users';
    const call = world.graph.call({ tenantId: TENANT_ID, method: 'GET', path, signal: stop.signal });
    stop.abort();
    await expect(call).rejects.toMatchObject({ name: 'HttpFault', reason: 'aborted' });
  });

  it('gives bytes where bytes are asked for, and takes headers along', async () => {
    const path = '/v1.0/users?$search="displayName:okafor"&$select=id';
    const call = { tenantId: TENANT_ID, method: 'GET', path } as const;
    await expect(world.graph.call(call)).rejects.toMatchObject({ status: 400 });
    const headers = { consistencylevel: 'eventual' };
    const bytes = await world.graph.call({ ...call, headers, answer: 'bytes' });
    expect(bytes).toBeInstanceOf(Uint8Array);
    expect(new TextDecoder().decode(bytes as Uint8Array)).toContain('"value"');
    await expect(world.graph.call({ ...call, answer: 'bytes' })).rejects.toMatchObject({ status: 400 });
  });

  it('asks nothing without a token', async () => {
    const path = '/v1.0/users';
    const call = world.graph.call({ tenantId: 'nobody', method: 'GET', path });
    await expect(call).rejects.toSatisfy((error) => isDomainError(error, 'entra-unavailable'));
    expect(asked()).toBe(0);
  });
});

describe('what operators are told', () => {
  it('names the permissions and policies to look at when Graph refuses', () => {
    const error = roomUnavailable(new GraphRefusal(403, 'Unauthorized', null));
    expect(error).toMatchObject({ code: 'room-unavailable' });
    expect(error.message).toContain('application access policy');
  });

  it('names the answer otherwise', () => {
    expect(roomUnavailable(new GraphRefusal(404, 'appNotInCatalog', null)).message).toContain(
      'appNotInCatalog',
    );
  });
});
