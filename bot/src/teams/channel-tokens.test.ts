import { isDomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { CHANNEL_ISSUER, createChannelTokens } from './channel-tokens.ts';

const METADATA = 'https://login.botframework.test/.well-known/openidconfiguration';
const KEYS = 'https://login.botframework.test/keys';
const SERVICE = 'https://smba.trafficmanager.net/teams/';
const BOT = 'c11e4710-0000-4000-8000-000000000001';
const keys = await generateKeyPair('RS256');
const strangersKeys = await generateKeyPair('RS256');
const seconds = Math.floor(Date.now() / 1_000);
const good = { iss: CHANNEL_ISSUER, aud: BOT, serviceurl: SERVICE, nbf: seconds, exp: seconds + 3_600 };

const sign = (claims: JWTPayload, key = keys.privateKey) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'key-1' }).sign(key);

/** The channel's metadata and keys; `get` remembers what was asked of it. */
async function channelWith(member: object = { endorsements: ['msteams', 'skype'] }) {
  const asked: string[] = [];
  const channel = { isDown: false };
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'key-1', use: 'sig', ...member };
  const tokens = createChannelTokens({
    botId: BOT,
    metadataUrl: METADATA,
    get: async (url) => {
      asked.push(url);
      if (channel.isDown) return new Response(null, { status: 503 });
      return Response.json(url === METADATA ? { jwks_uri: KEYS } : { keys: [jwk] });
    },
  });
  return { tokens, asked, channel };
}

describe('a token of the Teams channel', () => {
  it('is believed, and its keys are fetched once', async () => {
    const { tokens, asked } = await channelWith();
    for (let time = 0; time < 3; time += 1)
      expect(await tokens.isFromTeams(await sign(good), SERVICE)).toBe(true);
    expect(asked).toEqual([METADATA, KEYS]);
  });

  it.each<[string, JWTPayload | { exp: undefined }]>([
    ['for another bot', { aud: 'another' }],
    ['of another issuer, such as the Emulator’s', { iss: 'https://sts.windows.net/tenant/' }],
    ['that has expired', { exp: seconds - 600 }],
    ['that never expires', { exp: undefined }],
    ['that is not valid yet', { nbf: seconds + 3_600 }],
    ['for another service address', { serviceurl: 'https://evil.example/' }],
    ['for no service address', { serviceurl: undefined }],
  ])('is not believed %s', async (_what, change) => {
    const { tokens } = await channelWith();
    const token = await sign({ ...good, ...change } as JWTPayload);
    expect(await tokens.isFromTeams(token, SERVICE)).toBe(false);
  });

  it('is not believed without a good signature', async () => {
    const { tokens } = await channelWith();
    const symmetric = await new SignJWT(good)
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey))));
    const forged = [
      new UnsecuredJWT(good).encode(),
      await sign(good, strangersKeys.privateKey),
      symmetric,
      'x',
    ];
    for (const token of forged) expect(await tokens.isFromTeams(token, SERVICE)).toBe(false);
  });

  it('is not believed when its key signs for other channels only', async () => {
    const { tokens } = await channelWith({ endorsements: ['webchat'] });
    expect(await tokens.isFromTeams(await sign(good), SERVICE)).toBe(false);
    const unlimited = await channelWith({});
    expect(await unlimited.tokens.isFromTeams(await sign(good), SERVICE)).toBe(true);
  });

  it('cannot be judged while the keys cannot be had, and can be again afterwards', async () => {
    const { tokens, channel } = await channelWith();
    channel.isDown = true;
    const token = await sign(good);
    await expect(tokens.isFromTeams(token, SERVICE)).rejects.toSatisfy((error) =>
      isDomainError(error, 'entra-unavailable'),
    );
    channel.isDown = false;
    expect(await tokens.isFromTeams(token, SERVICE)).toBe(true);
  });
});
