import { createHash } from 'node:crypto';
import { SAMPLE_OIDS, SECOND_TENANT_ID } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { TENANT_ID } from '@ehr-connector/sandbox/organization-file.ts';
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, type Ask, type Browser, createBrowser } from './browser.ts';
import { entered, pickAccount, signedIn } from './people.ts';
import { addSecondOrganization } from './second-organization.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let carter: { readonly browser: Browser; readonly visitId: string };
let haddad: typeof carter;
let foreignVisit: string;

beforeAll(async () => {
  world = await startWorld();
  foreignVisit = await addSecondOrganization(world);
  carter = await entered(world, { face: 'epic', kind: 'patient', as: 'carter', visit: 'carter' });
  haddad = await entered(world, { face: 'epic', kind: 'patient', as: 'haddad', visit: 'haddad' });
});
afterAll(async () => await world.close());

const at = (path: string) => `${world.serviceUrl}${path}`;
const posted = (body?: unknown, origin?: string): Ask => ({
  method: 'POST',
  headers: {
    origin: origin ?? world.serviceUrl,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  },
  ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
});
const here = { pageId: '0b7a1c1e-5d1f-4f4e-9a50-0d6a3f1e2c11', sequence: 0, kind: 'here' };

async function expectProblem(answer: Answer, status: number, code: string): Promise<void> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await world.refusal(answer)).toEqual({ status, code });
  expect(JSON.parse(answer.text)).toMatchObject({ status, code, type: `urn:ehr-connector:problem:${code}` });
}

describe('the patient’s API', () => {
  const reads = ['patient', 'patient/events'];
  const writes = [
    ['signals', here],
    ['handover', undefined],
    ['leave', undefined],
  ] as const;

  it('knows nobody without a cookie, and nobody by the cookie of another visit', async () => {
    const secret = haddad.browser.cookies(world.serviceUrl).split('=')[1];
    const moved = { cookie: `__Host-visit-${carter.visitId}=${secret}` };
    const someone = createBrowser();
    const before = await world.footprint();
    for (const path of reads) {
      const url = at(`/api/visits/${carter.visitId}/${path}`);
      await expectProblem(await someone.open(url), 401, 'visit-session-expired');
      await expectProblem(await haddad.browser.open(url), 401, 'visit-session-expired');
      await expectProblem(await someone.open(url, { headers: moved }), 401, 'visit-session-expired');
    }
    for (const [path, body] of writes) {
      const url = at(`/api/visits/${carter.visitId}/${path}`);
      const ask = posted(body);
      await expectProblem(await haddad.browser.open(url, ask), 401, 'visit-session-expired');
      const answer = await someone.open(url, { ...ask, headers: { ...ask.headers, ...moved } });
      await expectProblem(answer, 401, 'visit-session-expired');
    }
    expect(await world.footprint()).toEqual(before);
  });

  it('is not for staff, whoever they are', async () => {
    const browser = await signedIn(world, SAMPLE_OIDS.coordinator);
    const answer = await browser.open(at(`/api/visits/${carter.visitId}/patient`));
    await expectProblem(answer, 401, 'visit-session-expired');
  });

  it('takes nothing from other pages', async () => {
    const before = await world.footprint();
    for (const [path, body] of [...writes, ['handover/redeem', { code: 'x'.repeat(43) }] as const]) {
      const url = at(`/api/visits/${carter.visitId}/${path}`);
      for (const origin of ['https://evil.example', 'null', world.hospital.url])
        await expectProblem(await carter.browser.open(url, posted(body, origin)), 403, 'origin-refused');
      const { origin: _, ...headers } = posted(body).headers ?? {};
      await expectProblem(
        await carter.browser.open(url, { ...posted(body), headers }),
        403,
        'origin-refused',
      );
    }
    expect(await world.footprint()).toEqual(before);
  });

  it('refuses what is malformed, and quotes none of it', async () => {
    const url = at(`/api/visits/${carter.visitId}/signals`);
    for (const body of [
      '{"pageId":"Eleanor',
      '[]',
      '"text"',
      'null',
      JSON.stringify({ ...here, sequence: -1 }),
      JSON.stringify({ ...here, kind: 'Eleanor' }),
      JSON.stringify({ ...here, pageId: 'Eleanor' }),
    ]) {
      const answer = await carter.browser.open(url, posted(body));
      await expectProblem(answer, 400, 'request-invalid');
      expect(answer.text).not.toContain('Eleanor');
    }
    await expectProblem(await carter.browser.open(url, posted()), 400, 'request-invalid');
    const beacon = {
      ...posted('{"broken'),
      headers: { origin: world.serviceUrl, 'content-type': 'text/plain' },
    };
    await expectProblem(await carter.browser.open(url, beacon), 400, 'request-invalid');
    expect(JSON.stringify(world.log)).not.toContain('Eleanor');
  });

  it('takes a beacon, which comes as text', async () => {
    const answer = await carter.browser.open(at(`/api/visits/${carter.visitId}/signals`), {
      ...posted(JSON.stringify(here)),
      headers: { origin: world.serviceUrl, 'content-type': 'text/plain;charset=UTF-8' },
    });
    expect(answer.status).toBe(202);
  });

  it('refuses a body above 64 kB', async () => {
    const url = at(`/api/visits/${carter.visitId}/signals`);
    const answer = await carter.browser.open(url, posted({ ...here, filler: 'x'.repeat(65_536) }));
    await expectProblem(answer, 413, 'request-invalid');
  });

  it('hands over to another browser once, within five minutes, and for one visit', async () => {
    const offer = async () => {
      const answer = await haddad.browser.open(at(`/api/visits/${haddad.visitId}/handover`), posted());
      expect(answer.status).toBe(201);
      return { code: String(JSON.parse(answer.text).code) };
    };
    const redeem = (visitId: string, body: object) =>
      createBrowser().open(at(`/api/visits/${visitId}/handover/redeem`), posted(body));
    const code = await offer();
    await expectProblem(await redeem(carter.visitId, code), 403, 'handover-expired');
    await expectProblem(await redeem(foreignVisit, code), 403, 'handover-expired');
    await expectProblem(await redeem(haddad.visitId, { code: 'x'.repeat(43) }), 403, 'handover-expired');
    const redeemed = await redeem(haddad.visitId, code);
    expect(redeemed.status).toBe(204);
    expect(redeemed.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        new RegExp(
          `^__Host-visit-${haddad.visitId}=[\\w-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=4\\d{4}$`,
        ),
      ),
    ]);
    await expectProblem(await redeem(haddad.visitId, code), 403, 'handover-expired');
    const late = await offer();
    await world.rows(`update patient_handovers set expires_at = now() - interval '1 second'`);
    await expectProblem(await redeem(haddad.visitId, late), 403, 'handover-expired');
  });

  it('ends on this device when the patient leaves', async () => {
    const nguyen = await entered(world, { face: 'epic', kind: 'patient', as: 'nguyen', visit: 'nguyen' });
    const cookie = nguyen.browser.cookies(world.serviceUrl);
    const left = await nguyen.browser.open(at(`/api/visits/${nguyen.visitId}/leave`), posted());
    expect(left.status).toBe(204);
    const replay = await createBrowser().open(at(`/api/visits/${nguyen.visitId}/patient`), {
      headers: { cookie },
    });
    await expectProblem(replay, 401, 'visit-session-expired');
  });

  it('ends after half an hour of silence', async () => {
    const brooks = await entered(world, {
      face: 'epic',
      kind: 'patient',
      as: 'brooks',
      visit: 'group-brooks',
    });
    await world.rows(
      `update patient_sessions set idle_until = now() - interval '1 second' where visit_id = $1`,
      [brooks.visitId],
    );
    const answer = await brooks.browser.open(at(`/api/visits/${brooks.visitId}/patient`));
    await expectProblem(answer, 401, 'visit-session-expired');
  });
});

describe('the staff’s API', () => {
  const day = () => {
    const range = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) };
    return `/api/visits?from=${range.from.toISOString()}&to=${range.to.toISOString()}`;
  };
  const bearer = (token: string): Ask => ({ headers: { authorization: `Bearer ${token}` } });
  const as = async (oid: string) => bearer(await world.cloud.ssoToken(oid));
  const changing = (method: string, ask: Ask): Ask => ({
    method,
    headers: { ...ask.headers, origin: world.serviceUrl },
  });
  const anEntry = () =>
    vi.waitUntil(async () => {
      const [row] = await world.rows('select id::text from outbox where visit_id = $1 limit 1', [
        carter.visitId,
      ]);
      return row?.id;
    });

  it('knows nobody without a token or session', async () => {
    const nobody = createBrowser();
    for (const path of ['/api/me', day(), '/api/visits/events'])
      await expectProblem(await nobody.open(at(path)), 401, 'signin-required');
    const anonymous = changing('POST', {});
    await expectProblem(await nobody.open(at('/api/writebacks/1/retry'), anonymous), 401, 'signin-required');
    const link = '/api/links/00000000-0000-4000-8000-000000000000';
    await expectProblem(await nobody.open(at(link), changing('DELETE', {})), 401, 'signin-required');
  });

  it('is not for a patient', async () => {
    await expectProblem(await carter.browser.open(at(day())), 401, 'signin-required');
  });

  it('gives each role what is its own', async () => {
    const nobody = createBrowser();
    const scopes = { amara: 'own', coordinator: 'organisation' } as const;
    for (const [who, scope] of Object.entries(scopes)) {
      const answer = await nobody.open(at(day()), await as(SAMPLE_OIDS[who as keyof typeof scopes]));
      expect(JSON.parse(answer.text)).toMatchObject({ scope });
    }
    for (const who of ['admin', 'auditor', 'employeePatient'] as const) {
      const ask = await as(SAMPLE_OIDS[who]);
      expect((await nobody.open(at('/api/me'), ask)).status).toBe(200);
      await expectProblem(await nobody.open(at(day()), ask), 403, 'not-allowed');
      await expectProblem(await nobody.open(at('/api/visits/events'), ask), 403, 'not-allowed');
    }
    for (const who of ['amara', 'admin', 'auditor', 'employeePatient'] as const) {
      const ask = changing('POST', await as(SAMPLE_OIDS[who]));
      await expectProblem(await nobody.open(at('/api/writebacks/1/retry'), ask), 403, 'not-allowed');
    }
  });

  it('shows a clinician no visit of another', async () => {
    const answer = await createBrowser().open(at(day()), await as(SAMPLE_OIDS.mei));
    expect(JSON.parse(answer.text).visits).toEqual([]);
  });

  it('keeps organisations apart', async () => {
    const nobody = createBrowser();
    const idsOf = async (oid: string) => {
      const { text } = await nobody.open(at(day()), await as(oid));
      return (JSON.parse(text).visits as { id: string }[]).map(({ id }) => id);
    };
    const own = await idsOf(SAMPLE_OIDS.coordinator);
    expect(own).toContain(carter.visitId);
    expect(own).not.toContain(foreignVisit);
    expect(await idsOf(SAMPLE_OIDS.stranger)).toEqual([foreignVisit]);
    const [entry] = await world.rows(`select id::text from outbox where visit_id = $1 order by id limit 1`, [
      carter.visitId,
    ]);
    const ask = changing('POST', await as(SAMPLE_OIDS.stranger));
    const answer = await nobody.open(at(`/api/writebacks/${entry?.id}/retry`), ask);
    await expectProblem(answer, 404, 'writeback-not-found');
  });

  it('sends again only what is parked, for our own pages only', async () => {
    const id = await anEntry();
    const ask = await as(SAMPLE_OIDS.coordinator);
    const retry = (method: Ask, which: unknown = id) =>
      createBrowser().open(at(`/api/writebacks/${which}/retry`), method);
    await world.rows(`update outbox set state = 'sent' where id = $1`, [id]);
    await expectProblem(await retry(changing('POST', ask)), 409, 'writeback-not-parked');
    await expectProblem(await retry({ ...ask, method: 'POST' }), 403, 'origin-refused');
    for (const none of ['999999999', '0', 'x', '%27', '9'.repeat(30)])
      await expectProblem(await retry(changing('POST', ask), none), 404, 'writeback-not-found');
  });

  it('revokes links of the asker only', async () => {
    const [link] = await world.rows(
      `insert into clinician_links (organization_id, id, connection_id, ehr_user, entra_object_id, linked_at)
       select organization_id, gen_random_uuid(), id, 'Practitioner/none', $1, now()
       from connections where id = $2 returning id`,
      [SAMPLE_OIDS.diego, world.connections.epic],
    );
    const revoke = async (oid: string, id: unknown) =>
      createBrowser().open(at(`/api/links/${id}`), changing('DELETE', await as(oid)));
    for (const who of ['coordinator', 'amara', 'stranger'] as const)
      await expectProblem(await revoke(SAMPLE_OIDS[who], link?.id), 403, 'not-allowed');
    await expectProblem(await revoke(SAMPLE_OIDS.diego, 'x'), 403, 'not-allowed');
    expect((await revoke(SAMPLE_OIDS.diego, link?.id)).status).toBe(204);
    await expectProblem(await revoke(SAMPLE_OIDS.diego, link?.id), 403, 'not-allowed');
  });

  it('takes a range of 48 hours at most', async () => {
    const ask = await as(SAMPLE_OIDS.coordinator);
    for (const range of [
      '',
      '?from=yesterday&to=today',
      '?from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:01Z',
      '?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
    ])
      await expectProblem(await createBrowser().open(at(`/api/visits${range}`), ask), 400, 'request-invalid');
  });

  describe('believes no token', () => {
    const claims = () => ({
      iss: `${world.cloud.authority}/${TENANT_ID}/v2.0`,
      aud: world.environment.ENTRA_CLIENT_ID ?? '',
      azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
      tid: TENANT_ID,
      oid: SAMPLE_OIDS.coordinator,
      sub: 'x',
      name: 'x',
      preferred_username: 'x',
      roles: ['Coordinator'],
      scp: 'access_as_user',
      ver: '2.0',
    });
    async function expectDisbelieved(token: string) {
      await expectProblem(await createBrowser().open(at('/api/me'), bearer(token)), 401, 'signin-required');
    }

    it('that is none, unsigned, or signed by anybody', async () => {
      const { privateKey } = await generateKeyPair('RS256');
      const genuine = await world.cloud.ssoToken(SAMPLE_OIDS.coordinator);
      const [header = '', payload = '', signature = ''] = genuine.split('.');
      const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
      const changed = Buffer.from(payload, 'base64url')
        .toString()
        .replace(SAMPLE_OIDS.coordinator, SAMPLE_OIDS.amara);
      const sign = (alg: string, key: Parameters<SignJWT['sign']>[0]) =>
        new SignJWT(claims())
          .setProtectedHeader({ alg, kid })
          .setIssuedAt()
          .setExpirationTime('1h')
          .sign(key);
      for (const token of [
        'x',
        'x.y.z',
        new UnsecuredJWT(claims()).setIssuedAt().setExpirationTime('1h').encode(),
        await sign('RS256', privateKey),
        await sign('HS256', new TextEncoder().encode('x'.repeat(64))),
        `${header}.${payload}.`,
        `${header}.${Buffer.from(changed).toString('base64url')}.${signature}`,
      ])
        await expectDisbelieved(token);
    });

    it('that Microsoft made for something else: the app itself, Graph, or a sign-in', async () => {
      const browser = createBrowser();
      const { ENTRA_CLIENT_ID: client = '', ENTRA_CLIENT_SECRET: secret = '' } = world.environment;
      const tokenUrl = `${world.cloud.authority}/${TENANT_ID}/oauth2/v2.0/token`;
      const ask = async (form: Record<string, string>) => {
        const body = new URLSearchParams({ client_id: client, client_secret: secret, ...form });
        return JSON.parse((await browser.open(tokenUrl, { method: 'POST', body })).text);
      };
      const scope = `${world.cloud.graphUrl}/.default`;
      await expectDisbelieved((await ask({ grant_type: 'client_credentials', scope })).access_token);
      const authorize = new URL(`${world.cloud.authority}/${TENANT_ID}/oauth2/v2.0/authorize`);
      const redirect = at('/signin/callback');
      const verifier = 'v'.repeat(43);
      authorize.search = String(
        new URLSearchParams({
          client_id: client,
          response_type: 'code',
          redirect_uri: redirect,
          scope: 'openid profile',
          state: 's',
          nonce: 'n',
          code_challenge: createHash('sha256').update(verifier).digest('base64url'),
          code_challenge_method: 'S256',
        }),
      );
      const page = await browser.follow(authorize);
      const callback = await pickAccount(world, browser, page, SAMPLE_OIDS.coordinator);
      const code = callback.searchParams.get('code') ?? '';
      const tokens = await ask({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirect,
        code_verifier: verifier,
      });
      expect(tokens.id_token).toBeDefined();
      await expectDisbelieved(tokens.id_token);
    });
  });

  it('does not know tenants that are no organisation here', async () => {
    await world.rows('update organizations set entra_tenant_id = $1 where entra_tenant_id = $2', [
      '33333333-7e4a-4f00-8000-000000000000',
      SECOND_TENANT_ID,
    ]);
    for (const path of ['/api/me', day(), '/api/visits/events']) {
      const answer = await createBrowser().open(at(path), await as(SAMPLE_OIDS.stranger));
      await expectProblem(answer, 403, 'other-organisation');
    }
    const browser = createBrowser();
    const page = await browser.follow(at('/signin?to=/tabs/'));
    const answer = await browser.open(await pickAccount(world, browser, page, SAMPLE_OIDS.stranger));
    expect(await world.refusal(answer)).toEqual({ status: 403, code: 'other-organisation' });
    expect(browser.cookies(world.serviceUrl)).not.toContain('__Host-staff');
  });
});

describe('the edge', () => {
  it('answers what it does not know with a problem', async () => {
    const nobody = createBrowser();
    for (const path of [
      '/',
      '/api',
      '/api/nothing',
      '/launch',
      '/..%2f..%2fetc/passwd',
      '//evil.example/api/me',
    ])
      await expectProblem(await nobody.open(at(path)), 404, 'page-not-found');
    await expectProblem(await nobody.open(at('/api/me'), { method: 'PUT' }), 405, 'page-not-found');
    await expectProblem(
      await nobody.open(at('/launch/x/patient'), { method: 'POST' }),
      405,
      'page-not-found',
    );
    const malformed = await nobody.open(at('/launch/%E0%A4%A/patient'));
    expect(malformed.status).toBeGreaterThanOrEqual(400);
    expect(malformed.status).toBeLessThan(500);
  });

  it('does nothing for HEAD and OPTIONS, and offers nothing to other origins', async () => {
    const before = await world.footprint();
    for (const path of ['/api/me', `/join/${carter.visitId}`, '/signin', '/healthz']) {
      for (const method of ['HEAD', 'OPTIONS']) {
        const answer = await createBrowser().open(at(path), {
          method,
          headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
        });
        expect(answer.status).toBe(405);
        expect(answer.location).toBeNull();
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      }
    }
    expect(await world.footprint()).toEqual(before);
  });

  it('gives each page the policy it needs, and no more', async () => {
    const headersOf = async (path: string) => (await createBrowser().open(at(path))).headers;
    const frames = (headers: Headers) =>
      /frame-ancestors ([^;]+)/.exec(headers.get('content-security-policy') ?? '')?.[1];
    for (const path of [`/visit/${carter.visitId}`, '/visit/device-test']) {
      const visit = await headersOf(path);
      expect(frames(visit)).toBe("'none'");
      expect(visit.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
      expect(visit.get('permissions-policy')).toMatch(/camera=\(self\).*microphone=\(self\)/);
    }
    const tab = await headersOf('/tabs/');
    expect(frames(tab)).toMatch(/^'self' http:\/\//);
    expect(frames(tab)?.split(' ').length).toBe(2);
    expect(tab.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
    expect(frames(await headersOf('/signin?to=nowhere'))).toBe("'none'");
  });

  it('publishes the public halves of a connection’s keys, for an hour', async () => {
    const answer = await createBrowser().open(at(`/connections/${world.connections.epic}/jwks.json`));
    const { keys } = JSON.parse(answer.text) as { keys: Record<string, unknown>[] };
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys)
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(key).not.toHaveProperty(secret);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=3600');
    await expectProblem(
      await createBrowser().open(at('/connections/unknown/jwks.json')),
      404,
      'connection-unknown',
    );
  });

  it('does not let a proxy’s headers say who asks or where', async () => {
    const answer = await createBrowser().open(at('/signin?to=/tabs/'), {
      headers: {
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.example',
      },
    });
    expect(answer.location?.searchParams.get('redirect_uri')).toBe(at('/signin/callback'));
  });

  it('holds the meeting’s link out of everything but the redirect', async () => {
    const { text } = await createBrowser().open(at(`/api/visits/${carter.visitId}/patient`), {
      headers: { cookie: carter.browser.cookies(world.serviceUrl) },
    });
    expect(text).not.toMatch(/meetup-join/);
    expect(JSON.stringify(world.log)).not.toMatch(/meetup-join/);
  });
});
