import { CLIENT_ID, CLIENT_SECRET, TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMs, MINUTE_MS } from '../../domain/kernel/clock.ts';
import { isDomainError } from '../../domain/kernel/domain-error.ts';
import { boundedFetch } from '../http/bounded-fetch.ts';
import { appTokens } from './app-tokens.ts';
import { type EntraCloud, startEntraCloud } from './entra-cloud.test-support.ts';

const BOT = 'https://api.botframework.com/.default';
let world: EntraCloud;
let now: Date;
beforeAll(async () => {
  world = await startEntraCloud();
});
afterAll(() => world.cloud.close());
beforeEach(() => {
  world.cloud.control.reset({ everything: true });
  now = new Date();
});

const newTokens = (clientSecret = CLIENT_SECRET) =>
  appTokens({
    send: boundedFetch({ allowInsecureLoopback: true }),
    tokenUrl: (tenantId) => `${world.cloud.authority}/${tenantId}/oauth2/v2.0/token`,
    clientId: CLIENT_ID,
    clientSecret,
    clock: { now: () => now },
  });
const fetched = () => world.cloud.control.requests('entra.token').length;
const isUnavailable = (error: unknown) => isDomainError(error, 'entra-unavailable');

describe('tokens of the service', () => {
  it('are fetched once, however many ask at once', async () => {
    const tokens = newTokens();
    const all = await Promise.all([1, 2, 3].map(() => tokens.get(TENANT_ID, BOT)));
    expect(new Set(all).size).toBe(1);
    expect(fetched()).toBe(1);
  });

  it('are kept until shortly before they expire', async () => {
    const tokens = newTokens();
    await tokens.get(TENANT_ID, BOT);
    now = addMs(now, 57 * MINUTE_MS);
    await tokens.get(TENANT_ID, BOT);
    expect(fetched()).toBe(1);
    now = addMs(now, 2 * MINUTE_MS);
    await tokens.get(TENANT_ID, BOT);
    expect(fetched()).toBe(2);
  });

  it('are kept apart by tenant and scope', async () => {
    const tokens = newTokens();
    const graph = `${world.cloud.graphUrl}/.default`;
    const all = [await tokens.get(TENANT_ID, BOT), await tokens.get(TENANT_ID, graph)];
    all.push(await tokens.get('botframework.com', BOT));
    expect(fetched()).toBe(3);
    expect(all[0]).not.toBe(all[1]);
  });

  it('are new once one is no longer taken', async () => {
    const tokens = newTokens();
    await tokens.get(TENANT_ID, BOT);
    tokens.drop(TENANT_ID, BOT);
    await tokens.get(TENANT_ID, BOT);
    expect(fetched()).toBe(2);
  });

  it.each(['down', '500', '429', 'drop-answer'] as const)(
    'are unavailable while Entra is %s, and there again afterwards',
    async (kind) => {
      const tokens = newTokens();
      world.cloud.control.setFault({ target: 'entra.token', kind, count: 1 });
      await expect(tokens.get(TENANT_ID, BOT)).rejects.toSatisfy(isUnavailable);
      await expect(tokens.get(TENANT_ID, BOT)).resolves.toEqual(expect.any(String));
    },
  );

  it('are unavailable with a wrong secret, which is not told', async () => {
    const error = await newTokens('wrong-secret')
      .get(TENANT_ID, BOT)
      .catch((cause: unknown) => cause);
    expect(error).toSatisfy(isUnavailable);
    expect(String(error instanceof Error ? [error, error.cause] : error)).not.toContain('wrong-secret');
  });
});
