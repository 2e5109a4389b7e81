import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import {
  answerJson,
  type Script,
  type ScriptedServer,
  startScriptedServer,
} from '../http/scripted-server.test-support.ts';
import { smartBackendTokens } from './backend-tokens.ts';
import { startTestHospital, systemRandomness, type TestHospital } from './hospital.test-support.ts';

const SCOPE = 'system/AuditEvent.cs';
const NOW = new Date('2026-03-01T12:00:00Z');

let world: TestHospital;
let ehr: ScriptedServer;
let now: Date;
beforeAll(async () => {
  [world, ehr] = await Promise.all([startTestHospital(), startScriptedServer()]);
});
afterAll(() => Promise.all([world.close(), ehr.close()]));
beforeEach(() => {
  now = NOW;
  world.signWith('ES384');
});

const tokens = (timeoutMs = 10_000) =>
  smartBackendTokens({
    keys: world.keys,
    randomness: systemRandomness,
    clock: { now: () => now },
    allowInsecureLoopback: true,
    timeoutMs,
  });

const scripted = (changes: Partial<Connection> = {}): Connection => {
  const connection = world.connection('epic');
  return {
    ...connection,
    authority: { ...connection.authority, tokenEndpoint: `${ehr.url}/token` },
    ...changes,
  };
};

const never = (): AbortSignal => new AbortController().signal;
const later = (ms: number): Date => new Date(NOW.getTime() + ms);

/** A new token each time, each good for five minutes. */
function granting(expiresIn: number | undefined = 300): Script {
  let count = 0;
  return (_call, response) => {
    count += 1;
    answerJson(response, {
      access_token: `t${count}`,
      token_type: 'bearer',
      expires_in: expiresIn,
      scope: SCOPE,
    });
  };
}

describe('a backend token', () => {
  it.each(['ES384', 'RS384'] as const)(
    'is granted by the hospital for an %s assertion',
    async (algorithm) => {
      world.signWith(algorithm);
      now = new Date();
      await expect(tokens().get(world.connection('plain'), SCOPE, never())).resolves.toMatchObject({
        outcome: 'granted',
      });
    },
  );

  it('is asked for with an assertion as SMART and Epic want it', async () => {
    ehr.answer(granting(0));
    const connection = scripted();
    const asking = tokens();
    await asking.get(connection, SCOPE, never());
    await asking.get(connection, SCOPE, never());
    const [first, second] = ehr.calls.map(({ body }) => new URLSearchParams(body));
    expect(first?.get('grant_type')).toBe('client_credentials');
    expect(first?.get('scope')).toBe(SCOPE);
    expect(first?.has('client_id')).toBe(false);
    expect(first?.get('client_assertion_type')).toBe(
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    );
    expect(ehr.calls[0]?.headers['epic-client-id']).toBe(connection.clientId);

    const assertion = first?.get('client_assertion') ?? '';
    const jwks = createLocalJWKSet(
      (await world.keys.publicJwks(connection)) as Parameters<typeof createLocalJWKSet>[0],
    );
    const { protectedHeader, payload } = await jwtVerify(assertion, jwks, { currentDate: NOW });
    expect(protectedHeader).toEqual({
      alg: 'ES384',
      typ: 'JWT',
      kid: (await world.keys.signingKey(connection)).kid,
    });
    expect(payload).toEqual({
      iss: connection.clientId,
      sub: connection.clientId,
      aud: connection.authority.tokenEndpoint,
      jti: expect.any(String),
      exp: NOW.getTime() / 1000 + 180,
    });
    expect(decodeJwt(second?.get('client_assertion') ?? '').jti).not.toBe(payload.jti);
  });

  it('is fetched once, however many ask at the same time', async () => {
    ehr.answer(granting());
    const asking = tokens();
    const all = await Promise.all(Array.from({ length: 10 }, () => asking.get(scripted(), SCOPE, never())));
    expect(new Set(all.map((token) => token.outcome === 'granted' && token.accessToken))).toEqual(
      new Set(['t1']),
    );
    expect(ehr.calls).toHaveLength(1);
  });

  it('is kept until a minute before it expires', async () => {
    ehr.answer(granting());
    const asking = tokens();
    await asking.get(scripted(), SCOPE, never());
    now = later(239_000);
    expect(await asking.get(scripted(), SCOPE, never())).toMatchObject({ accessToken: 't1' });
    now = later(241_000);
    expect(await asking.get(scripted(), SCOPE, never())).toMatchObject({ accessToken: 't2' });
  });

  it('of a short life is kept for half of it', async () => {
    ehr.answer(granting(60));
    const asking = tokens();
    await asking.get(scripted(), SCOPE, never());
    now = later(29_000);
    expect(await asking.get(scripted(), SCOPE, never())).toMatchObject({ accessToken: 't1' });
    now = later(31_000);
    expect(await asking.get(scripted(), SCOPE, never())).toMatchObject({ accessToken: 't2' });
  });

  it.each([
    ['another connection', { id: 'connection-2' }],
    ['another client', { clientId: 'connector-2' }],
  ])('is not shared with %s', async (_what, changes) => {
    ehr.answer(granting());
    const asking = tokens();
    await asking.get(scripted(), SCOPE, never());
    expect(await asking.get(scripted(changes), SCOPE, never())).toMatchObject({ accessToken: 't2' });
  });

  it('is not shared with another scope', async () => {
    ehr.answer(granting());
    const asking = tokens();
    await asking.get(scripted(), SCOPE, never());
    expect(await asking.get(scripted(), 'system/Appointment.r', never())).toMatchObject({
      accessToken: 't2',
    });
  });

  it('that was dropped is replaced, and a late drop of an old one harms nobody', async () => {
    ehr.answer(granting());
    const asking = tokens();
    await asking.get(scripted(), SCOPE, never());
    asking.drop(scripted(), SCOPE, 't1');
    expect(await asking.get(scripted(), SCOPE, never())).toMatchObject({ accessToken: 't2' });
    asking.drop(scripted(), SCOPE, 't1');
    expect(await asking.get(scripted(), SCOPE, never())).toMatchObject({ accessToken: 't2' });
  });
});

describe('no backend token', () => {
  const saying =
    (status: number, body: unknown, headers: Record<string, string> = {}): Script =>
    (_call, response) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));

  it.each([
    [
      'client unknown',
      saying(401, { error: 'invalid_client' }),
      { outcome: 'retry', answer: 'token invalid_client' },
    ],
    [
      'client unknown, in Basic’s words',
      saying(401, {}, { 'www-authenticate': 'Basic realm="x"' }),
      { outcome: 'retry', answer: 'token http 401' },
    ],
    [
      'scope refused',
      saying(400, { error: 'invalid_scope' }),
      { outcome: 'refused', answer: 'token invalid_scope' },
    ],
    [
      'refused in words of its own',
      saying(400, { error: 'Patient CANARY' }),
      { outcome: 'refused', answer: 'token http 400' },
    ],
    [
      'busy',
      saying(429, {}, { 'retry-after': '7' }),
      { outcome: 'retry', answer: 'token http 429', notBeforeMs: 7000 },
    ],
    ['down', saying(503, {}), { outcome: 'retry', answer: 'token http 503' }],
    ['nonsense', saying(200, { token: 'x' }), { outcome: 'refused', answer: 'token unusable' }],
    [
      'no answer',
      ((_call, response) => response.destroy()) as Script,
      { outcome: 'retry', answer: 'network' },
    ],
  ])('comes back as a delivery: %s', async (_what, script, delivery) => {
    ehr.answer(script);
    await expect(tokens().get(scripted(), SCOPE, never())).resolves.toMatchObject(delivery);
  });

  it('is remembered as little as the failure lasts', async () => {
    const asking = tokens();
    ehr.answer(saying(503, {}));
    await asking.get(scripted(), SCOPE, never());
    ehr.answer(granting());
    expect(await asking.get(scripted(), SCOPE, never())).toMatchObject({ accessToken: 't1' });
  });

  it('is waited for no longer than the caller wants, and the others get theirs', async () => {
    const waiting = Promise.withResolvers<void>();
    ehr.answer(async (call, response) => {
      await waiting.promise;
      granting()(call, response);
    });
    const asking = tokens();
    const given = new AbortController();
    const first = asking.get(scripted(), SCOPE, given.signal);
    const second = asking.get(scripted(), SCOPE, never());
    given.abort();
    expect(await first).toMatchObject({ outcome: 'retry', answer: 'aborted' });
    waiting.resolve();
    expect(await second).toMatchObject({ accessToken: 't1' });
  });

  it('is waited for no longer than the time limit', async () => {
    ehr.answer(() => undefined);
    await expect(tokens(100).get(scripted(), SCOPE, never())).resolves.toMatchObject({
      outcome: 'retry',
      answer: 'timeout',
    });
  });
});
