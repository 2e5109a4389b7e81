import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { TENANT_ID } from '@ehr-connector/sandbox/organization-file.ts';
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createBrowser } from './browser.ts';
import { linked } from './people.ts';
import { startWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
  const launch = { face: 'epic', kind: 'provider', as: 'okafor', visit: 'carter' } as const;
  expect((await linked(world, launch, SAMPLE_OIDS.amara)).status).toBe(303);
  await vi.waitUntil(async () => (await subscriptions()).length === 1, 15_000);
});
afterAll(async () => await world.close());

const subscriptions = () => world.rows('select id, client_state_digest from call_subscriptions');
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  createBrowser().open(`${world.serviceUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('Graph’s notifications', () => {
  const notify = (body: unknown) => post('/graph/notifications', body);
  const content = {
    data: 'AAAA',
    dataKey: 'AAAA',
    dataSignature: 'AAAA',
    encryptionCertificateId: 'x',
  };

  async function expectNothing(body: unknown, status: number, code: string): Promise<void> {
    const before = [await subscriptions(), await world.footprint()];
    expect(await world.refusal(await notify(body))).toEqual({ status, code });
    expect([await subscriptions(), await world.footprint()]).toEqual(before);
  }

  it('are refused unsigned, signed by anybody, and unreadable', async () => {
    const [own] = await subscriptions();
    const notification = {
      subscriptionId: own?.id,
      clientState: 'guessed',
      tenantId: TENANT_ID,
      encryptedContent: content,
    };
    const claims = {
      iss: `${world.cloud.authority}/${TENANT_ID}/`,
      aud: world.environment.ENTRA_CLIENT_ID ?? '',
      appid: '0bf30f3b-4a52-48df-9a82-234910c4a086',
      tid: TENANT_ID,
      ver: '1.0',
    };
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
    const unsecured = new UnsecuredJWT(claims).setIssuedAt().setExpirationTime('1h').encode();
    const ofTheTab = await world.cloud.ssoToken(SAMPLE_OIDS.amara);
    for (const validationTokens of [undefined, [], ['x'], [forged], [unsecured], [ofTheTab]])
      await expectNothing({ value: [notification], validationTokens }, 403, 'notification-refused');
  });

  it('are refused when they are no notifications', async () => {
    for (const body of ['', '{', '[]', '{"value":{}}', '{"value":[{}]}', '"x"'])
      await expectNothing(body, 400, 'request-invalid');
    const huge = { value: [], filler: 'x'.repeat(1_048_576) };
    await expectNothing(huge, 413, 'request-invalid');
  });

  it('of the subscription itself count only with its secret', async () => {
    const [own] = await subscriptions();
    for (const lifecycleEvent of ['subscriptionRemoved', 'missed', 'reauthorizationRequired']) {
      for (const clientState of [undefined, null, '', 'guessed', own?.client_state_digest]) {
        const value = [{ subscriptionId: own?.id, clientState, lifecycleEvent }];
        await expectNothing({ value }, 403, 'notification-refused');
      }
    }
  });

  it('of subscriptions that are not ours change nothing', async () => {
    const before = await subscriptions();
    const value = [{ subscriptionId: 'unknown', clientState: 'x', lifecycleEvent: 'missed' }];
    expect((await notify({ value })).status).toBe(202);
    expect(await subscriptions()).toEqual(before);
  });

  it.each(['subscriptionRemoved', 'missed', 'reauthorizationRequired'] as const)(
    'that say %s, with the secret, lead to a fresh subscription',
    async (event) => {
      const [before] = await subscriptions();
      expect(world.cloud.control.sendLifecycle(event)).toBe(1);
      const after = await vi.waitUntil(
        async () => (await subscriptions()).find(({ id }) => id !== before?.id),
        20_000,
      );
      expect(await subscriptions()).toEqual([after]);
      expect(world.cloud.control.subscriptions().map(({ id }) => id)).toEqual([after.id]);
    },
  );

  it('begin with a handshake that answers as text and nothing else', async () => {
    const token = '<script>alert(1)</script> ünï+&';
    const ask = (value: string) =>
      createBrowser().open(
        `${world.serviceUrl}/graph/notifications?validationToken=${encodeURIComponent(value)}`,
        {
          method: 'POST',
        },
      );
    const answer = await ask(token);
    expect(answer.text).toBe(token);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await ask('x'.repeat(4_097))).status).toBe(400);
  });
});

describe('the bot', () => {
  const serviceUrl = () => world.environment.BOT_SERVICE_URL ?? '';
  const activity = () => ({
    type: 'message',
    id: '1',
    channelId: 'msteams',
    serviceUrl: serviceUrl(),
    from: { id: '29:x', aadObjectId: SAMPLE_OIDS.amara },
    recipient: { id: `28:${world.environment.BOT_ID}` },
    conversation: { id: 'a:x', tenantId: TENANT_ID },
    text: 'hello',
  });

  it('hears nobody but Teams', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const claims = {
      iss: 'https://api.botframework.com',
      aud: world.environment.BOT_ID ?? '',
      serviceurl: serviceUrl(),
    };
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
    const unsecured = new UnsecuredJWT(claims).setIssuedAt().setExpirationTime('1h').encode();
    const elsewhere = await world.cloud.signActivity({ serviceUrl: 'https://evil.example/' });
    const before = await world.footprint();
    for (const token of [
      '',
      'x',
      forged,
      unsecured,
      elsewhere,
      await world.cloud.ssoToken(SAMPLE_OIDS.amara),
    ]) {
      const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
      expect((await post('/api/messages', activity(), headers as Record<string, string>)).status).toBe(401);
    }
    expect(await world.footprint()).toEqual(before);
  });

  it('takes no malformed or huge activity', async () => {
    for (const body of ['', '{', '[]', '{"type":"message"}', { ...activity(), channelId: 'webchat' }])
      expect(await world.refusal(await post('/api/messages', body))).toEqual({
        status: 400,
        code: 'request-invalid',
      });
    const huge = { ...activity(), text: 'x'.repeat(262_144) };
    expect((await post('/api/messages', huge)).status).toBe(413);
  });
});
