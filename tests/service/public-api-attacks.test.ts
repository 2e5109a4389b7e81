import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, type Browser, createBrowser } from './browser.ts';
import { entered, signedIn } from './people.ts';
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
      await world.expectProblem(await someone.open(url), 401, 'visit-session-expired');
      await world.expectProblem(await haddad.browser.open(url), 401, 'visit-session-expired');
      await world.expectProblem(await someone.open(url, { headers: moved }), 401, 'visit-session-expired');
    }
    for (const [path, body] of writes) {
      const url = at(`/api/visits/${carter.visitId}/${path}`);
      const ask = posted(body);
      await world.expectProblem(await haddad.browser.open(url, ask), 401, 'visit-session-expired');
      const answer = await someone.open(url, { ...ask, headers: { ...ask.headers, ...moved } });
      await world.expectProblem(answer, 401, 'visit-session-expired');
    }
    expect(await world.footprint()).toEqual(before);
  });

  it('is not for staff, whoever they are', async () => {
    const browser = await signedIn(world, SAMPLE_OIDS.coordinator);
    const answer = await browser.open(at(`/api/visits/${carter.visitId}/patient`));
    await world.expectProblem(answer, 401, 'visit-session-expired');
  });

  it('takes nothing from other pages', async () => {
    const before = await world.footprint();
    for (const [path, body] of [...writes, ['handover/redeem', { code: 'x'.repeat(43) }] as const]) {
      const url = at(`/api/visits/${carter.visitId}/${path}`);
      for (const origin of ['https://evil.example', 'null', world.hospital.url])
        await world.expectProblem(
          await carter.browser.open(url, posted(body, origin)),
          403,
          'origin-refused',
        );
      const { origin: _, ...headers } = posted(body).headers ?? {};
      await world.expectProblem(
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
      await world.expectProblem(answer, 400, 'request-invalid');
      expect(answer.text).not.toContain('Eleanor');
    }
    await world.expectProblem(await carter.browser.open(url, posted()), 400, 'request-invalid');
    const beacon = {
      ...posted('{"broken'),
      headers: { origin: world.serviceUrl, 'content-type': 'text/plain' },
    };
    await world.expectProblem(await carter.browser.open(url, beacon), 400, 'request-invalid');
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
    await world.expectProblem(answer, 413, 'request-invalid');
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
    await world.expectProblem(await redeem(carter.visitId, code), 403, 'handover-expired');
    await world.expectProblem(await redeem(foreignVisit, code), 403, 'handover-expired');
    await world.expectProblem(
      await redeem(haddad.visitId, { code: 'x'.repeat(43) }),
      403,
      'handover-expired',
    );
    const redeemed = await redeem(haddad.visitId, code);
    expect(redeemed.status).toBe(204);
    expect(redeemed.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        new RegExp(
          `^__Host-visit-${haddad.visitId}=[\\w-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=4\\d{4}$`,
        ),
      ),
    ]);
    await world.expectProblem(await redeem(haddad.visitId, code), 403, 'handover-expired');
    const late = await offer();
    await world.rows(`update patient_handovers set expires_at = now() - interval '1 second'`);
    await world.expectProblem(await redeem(haddad.visitId, late), 403, 'handover-expired');
  });

  it('ends on this device when the patient leaves', async () => {
    const nguyen = await entered(world, { face: 'epic', kind: 'patient', as: 'nguyen', visit: 'nguyen' });
    const cookie = nguyen.browser.cookies(world.serviceUrl);
    const left = await nguyen.browser.open(at(`/api/visits/${nguyen.visitId}/leave`), posted());
    expect(left.status).toBe(204);
    const replay = await createBrowser().open(at(`/api/visits/${nguyen.visitId}/patient`), {
      headers: { cookie },
    });
    await world.expectProblem(replay, 401, 'visit-session-expired');
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
    await world.expectProblem(answer, 401, 'visit-session-expired');
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
      await world.expectProblem(await nobody.open(at(path)), 404, 'page-not-found');
    await world.expectProblem(await nobody.open(at('/api/me'), { method: 'PUT' }), 405, 'page-not-found');
    await world.expectProblem(
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
    await world.expectProblem(
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
