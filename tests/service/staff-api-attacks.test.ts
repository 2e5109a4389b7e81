import { createHash } from 'node:crypto';
import { SAMPLE_OIDS, SECOND_TENANT_ID } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { TENANT_ID } from '@ehr-connector/sandbox/organization-file.ts';
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Ask, type Browser, createBrowser } from './browser.ts';
import { entered, pickAccount } from './people.ts';
import { addSecondOrganization } from './second-organization.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let carter: { readonly browser: Browser; readonly visitId: string };
let foreignVisit: string;

beforeAll(async () => {
  world = await startWorld();
  foreignVisit = await addSecondOrganization(world);
  carter = await entered(world, { face: 'epic', kind: 'patient', as: 'carter', visit: 'carter' });
});
afterAll(async () => await world.close());

const at = (path: string) => `${world.serviceUrl}${path}`;

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
      await world.expectProblem(await nobody.open(at(path)), 401, 'signin-required');
    const anonymous = changing('POST', {});
    await world.expectProblem(
      await nobody.open(at('/api/writebacks/1/retry'), anonymous),
      401,
      'signin-required',
    );
    const link = '/api/links/00000000-0000-4000-8000-000000000000';
    await world.expectProblem(await nobody.open(at(link), changing('DELETE', {})), 401, 'signin-required');
  });

  it('is not for a patient', async () => {
    await world.expectProblem(await carter.browser.open(at(day())), 401, 'signin-required');
  });

  it('gives each role what is its own', async () => {
    const nobody = createBrowser();
    const scopes = { amara: 'own', coordinator: 'organisation', auditor: 'organisation' } as const;
    for (const [who, scope] of Object.entries(scopes)) {
      const answer = await nobody.open(at(day()), await as(SAMPLE_OIDS[who as keyof typeof scopes]));
      expect(JSON.parse(answer.text)).toMatchObject({ scope });
    }
    for (const who of ['admin', 'employeePatient'] as const) {
      const ask = await as(SAMPLE_OIDS[who]);
      expect((await nobody.open(at('/api/me'), ask)).status).toBe(200);
      await world.expectProblem(await nobody.open(at(day()), ask), 403, 'not-allowed');
      await world.expectProblem(await nobody.open(at('/api/visits/events'), ask), 403, 'not-allowed');
    }
    for (const who of ['amara', 'admin', 'auditor', 'employeePatient'] as const) {
      const ask = changing('POST', await as(SAMPLE_OIDS[who]));
      await world.expectProblem(await nobody.open(at('/api/writebacks/1/retry'), ask), 403, 'not-allowed');
    }
  });

  it('shows an auditor every visit, and no way into any', async () => {
    const ask = await as(SAMPLE_OIDS.auditor);
    const { text } = await createBrowser().open(at(day()), ask);
    const visits = JSON.parse(text).visits as { id: string; joinUrl: string | null }[];
    expect(visits.map(({ id }) => id)).toContain(carter.visitId);
    expect(visits.every(({ joinUrl }) => joinUrl === null)).toBe(true);
    const answer = await createBrowser().open(at(`/join/${carter.visitId}`), ask);
    expect(await world.refusal(answer)).toEqual({ status: 404, code: 'visit-not-found' });
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
    await world.expectProblem(answer, 404, 'writeback-not-found');
  });

  it('sends again only what is parked, for our own pages only', async () => {
    const id = await anEntry();
    const ask = await as(SAMPLE_OIDS.coordinator);
    const retry = (method: Ask, which: unknown = id) =>
      createBrowser().open(at(`/api/writebacks/${which}/retry`), method);
    await world.rows(`update outbox set state = 'sent' where id = $1`, [id]);
    await world.expectProblem(await retry(changing('POST', ask)), 409, 'writeback-not-parked');
    await world.expectProblem(await retry({ ...ask, method: 'POST' }), 403, 'origin-refused');
    for (const none of ['999999999', '0', 'x', '%27', '9'.repeat(30)])
      await world.expectProblem(await retry(changing('POST', ask), none), 404, 'writeback-not-found');
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
      await world.expectProblem(await revoke(SAMPLE_OIDS[who], link?.id), 403, 'not-allowed');
    await world.expectProblem(await revoke(SAMPLE_OIDS.diego, 'x'), 403, 'not-allowed');
    expect((await revoke(SAMPLE_OIDS.diego, link?.id)).status).toBe(204);
    await world.expectProblem(await revoke(SAMPLE_OIDS.diego, link?.id), 403, 'not-allowed');
  });

  it('takes a range of 48 hours at most', async () => {
    const ask = await as(SAMPLE_OIDS.coordinator);
    for (const range of [
      '',
      '?from=yesterday&to=today',
      '?from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:01Z',
      '?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
    ])
      await world.expectProblem(
        await createBrowser().open(at(`/api/visits${range}`), ask),
        400,
        'request-invalid',
      );
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
      await world.expectProblem(
        await createBrowser().open(at('/api/me'), bearer(token)),
        401,
        'signin-required',
      );
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
      await world.expectProblem(answer, 403, 'other-organisation');
    }
    const browser = createBrowser();
    const page = await browser.follow(at('/signin?to=/tabs/'));
    const answer = await browser.open(await pickAccount(world, browser, page, SAMPLE_OIDS.stranger));
    expect(await world.refusal(answer)).toEqual({ status: 403, code: 'other-organisation' });
    expect(browser.cookies(world.serviceUrl)).not.toContain('__Host-staff');
  });
});
