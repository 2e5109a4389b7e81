import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import type { LaunchOrder } from '@ehr-connector/sandbox/hospital/control/launches.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser } from './browser.ts';
import { askedToConfirm, confirm, entered, launchUrl, linked, pickAccount, signedIn } from './people.ts';
import { addSecondOrganization } from './second-organization.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let foreignVisit: string;

beforeAll(async () => {
  world = await startWorld();
  foreignVisit = await addSecondOrganization(world);
});
afterAll(async () => await world.close());

const okafor: LaunchOrder = { face: 'epic', kind: 'provider', as: 'okafor', visit: 'carter' };
const tanaka: LaunchOrder = { face: 'epic', kind: 'provider', as: 'tanaka', visit: 'leo' };
const NIL = '00000000-0000-0000-0000-000000000000';
const count = async (table: string) => (await world.rows(`select count(*)::int as n from ${table}`))[0]?.n;

describe('linking an EHR user with a Microsoft account', () => {
  it('takes no account of another tenant', async () => {
    const browser = createBrowser();
    const page = await browser.follow(launchUrl(world, okafor));
    // Its page offers none; whoever brings a callback of another sign-in all the same is refused.
    await expect(pickAccount(world, browser, page, SAMPLE_OIDS.stranger)).rejects.toThrow('not signed in');
    const elsewhere = createBrowser();
    const other = await elsewhere.follow(`${world.serviceUrl}/signin?to=/tabs/`);
    const callback = await pickAccount(world, elsewhere, other, SAMPLE_OIDS.stranger);
    const own = browser.cookies(world.serviceUrl);
    expect(own).toContain('__Host-signin=');
    const answer = await browser.open(callback);
    expect(await world.refusal(answer)).toEqual({ status: 403, code: 'signin-refused' });
    expect(await count('clinician_links')).toBe(0);
  });

  it('asks for the account anew, whoever the browser is signed in as', async () => {
    const browser = createBrowser();
    const page = await browser.follow(launchUrl(world, okafor));
    expect(page.url.searchParams.get('prompt')).toBe('select_account');
  });

  it('shows both identities, and links nothing before the person has confirmed', async () => {
    const { page } = await askedToConfirm(world, okafor, SAMPLE_OIDS.amara);
    expect(page.status).toBe(200);
    expect(page.text).toContain('amara.okafor@riverside.example');
    expect(page.text).toContain('Okafor');
    expect(await count('clinician_links')).toBe(0);
    expect(await count('staff_sessions')).toBe(0);
    const visits = await world.rows('select id from visits where id <> $1', [foreignVisit]);
    expect(visits).toEqual([]);
  });

  it('takes a confirmation from its own page only', async () => {
    const { browser } = await askedToConfirm(world, okafor, SAMPLE_OIDS.amara);
    for (const origin of [null, 'null', 'https://evil.example', `${world.serviceUrl}.evil.example`]) {
      const answer = await confirm(world, browser, origin);
      expect(await world.refusal(answer)).toEqual({ status: 403, code: 'origin-refused' });
    }
    const nobody = await confirm(world, createBrowser());
    expect(await world.refusal(nobody)).toEqual({ status: 403, code: 'launch-expired' });
    expect(await count('clinician_links')).toBe(0);
  });

  it.each([
    ['the connection was disabled', 'is_disabled = true'],
    ['its EHR is no longer shared', `shared_from = '{"organizationId": "${NIL}", "shareId": "${NIL}"}'`],
  ])('links nobody when %s since the launch', async (_what, change) => {
    const { browser } = await askedToConfirm(world, okafor, SAMPLE_OIDS.amara);
    const { epic } = world.connections;
    await world.rows(`update connections set ${change} where id = $1`, [epic]);
    try {
      const answer = await confirm(world, browser);
      expect(await world.refusal(answer)).toEqual({ status: 403, code: 'connection-disabled' });
      expect(await count('clinician_links')).toBe(0);
    } finally {
      await world.rows('update connections set is_disabled = false, shared_from = null where id = $1', [
        epic,
      ]);
    }
  });

  it('takes a callback once, and in the browser that began only', async () => {
    const { browser, callback } = await askedToConfirm(world, okafor, SAMPLE_OIDS.amara);
    world.forgetOutsideCalls();
    for (const who of [browser, createBrowser()]) {
      const answer = await who.open(callback);
      expect(await world.refusal(answer)).toEqual({ status: 403, code: 'signin-refused' });
    }
    expect(world.outsideCalls()).toEqual([]);
  });

  it('does not take a callback’s code twice, even with the cookie kept back', async () => {
    const browser = createBrowser();
    const page = await browser.follow(`${world.serviceUrl}/signin?to=/tabs/`);
    const callback = await pickAccount(world, browser, page, SAMPLE_OIDS.mei);
    const cookie = browser.cookies(world.serviceUrl);
    expect((await browser.open(callback)).status).toBe(303);
    const replay = await createBrowser().open(callback, { headers: { cookie } });
    expect(await world.refusal(replay)).toEqual({ status: 403, code: 'signin-refused' });
    expect(replay.headers.getSetCookie()).toEqual([]);
  });

  it('does not take the sign-in cookie of one purpose for another', async () => {
    const { browser } = await askedToConfirm(world, okafor, SAMPLE_OIDS.amara);
    const link = /__Host-link=([^;]+)/.exec(browser.cookies(world.serviceUrl))?.[1];
    const answer = await createBrowser().open(`${world.serviceUrl}/signin/callback?code=x&state=undefined`, {
      headers: { cookie: `__Host-signin=${link}` },
    });
    expect(await world.refusal(answer)).toEqual({ status: 403, code: 'signin-refused' });
  });

  it('is one to one: neither side is linked to a second one', async () => {
    expect((await linked(world, okafor, SAMPLE_OIDS.amara)).status).toBe(303);
    const second = await linked(world, tanaka, SAMPLE_OIDS.amara);
    expect(await world.refusal(second)).toEqual({ status: 409, code: 'link-other-account' });
    expect(await count('clinician_links')).toBe(1);
  });

  it('leads a linked clinician into the meeting without asking again', async () => {
    const answer = await createBrowser().follow(
      launchUrl(world, okafor),
      (url) => url.origin === new URL(world.cloud.url).origin,
    );
    expect(answer.location?.pathname).toMatch(/meetup-join/);
  });
});

describe('signing in', () => {
  it('comes back to the place in the tab where it was asked for', async () => {
    const place = '/tabs/#/connections/AAAAAAAAAAAAAAAAAAAAAA/approval?day=2026-11-22';
    const browser = createBrowser();
    const page = await browser.follow(`${world.serviceUrl}/signin?to=${encodeURIComponent(place)}`);
    const answer = await browser.open(await pickAccount(world, browser, page, SAMPLE_OIDS.mei));
    expect(answer.location?.href).toBe(new URL(place, world.serviceUrl).href);
  });

  it('leads to pages of ours only', async () => {
    for (const to of [
      'https://evil.example/',
      '//evil.example/tabs/',
      '/\\evil.example',
      '/tabs/../launch',
      '/tabs/?x=//evil.example',
      '/join/../../evil',
      '/join/00000000-0000-0000-0000-000000000000/../x',
      'javascript:alert(1)',
      '/tabs/\n',
      '/tabs/#//evil.example\n',
      '/tabs/#javascript:alert(1)',
    ]) {
      const answer = await createBrowser().open(`${world.serviceUrl}/signin?to=${encodeURIComponent(to)}`);
      expect(await world.refusal(answer)).toEqual({ status: 400, code: 'request-invalid' });
      expect(answer.location).toBeNull();
    }
  });

  it('does not let another’s callback sign this browser in', async () => {
    const attacker = createBrowser();
    const page = await attacker.follow(`${world.serviceUrl}/signin?to=/tabs/`);
    const callback = await pickAccount(world, attacker, page, SAMPLE_OIDS.diego);
    const victim = createBrowser();
    await victim.open(`${world.serviceUrl}/signin?to=/tabs/`);
    const answer = await victim.open(callback);
    expect(await world.refusal(answer)).toEqual({ status: 403, code: 'signin-refused' });
    expect(victim.cookies(world.serviceUrl)).not.toContain('__Host-staff');
  });

  it('shows nothing of what Microsoft’s callback says of an error', async () => {
    const browser = createBrowser();
    const begun = await browser.open(`${world.serviceUrl}/signin?to=/tabs/`);
    const state = begun.location?.searchParams.get('state');
    const error = 'error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E';
    world.forgetOutsideCalls();
    const answer = await browser.open(`${world.serviceUrl}/signin/callback?state=${state}&${error}`);
    expect(await world.refusal(answer)).toEqual({ status: 403, code: 'signin-refused' });
    expect(answer.text).not.toContain('alert');
    expect(world.outsideCalls()).toEqual([]);
  });

  it('is not what an administrator’s consent is: that signs nobody in, and ends no sign-in under way', async () => {
    const browser = createBrowser();
    const page = await browser.follow(`${world.serviceUrl}/signin?to=/tabs/`);
    const under = browser.cookies(world.serviceUrl);
    world.forgetOutsideCalls();
    for (const query of ['admin_consent=True&tenant=x', 'error=access_denied&error_description=x']) {
      const answer = await browser.open(`${world.serviceUrl}/signin/callback?${query}`);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('Microsoft says that consent was');
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(world.outsideCalls()).toEqual([]);
    expect(browser.cookies(world.serviceUrl)).toBe(under);
    const callback = await pickAccount(world, browser, page, SAMPLE_OIDS.diego);
    expect((await browser.open(callback)).location?.pathname).toBe('/tabs/');
  });

  it('is asked for again within the hour of who administers or audits, whose roles are those of then', async () => {
    const endsAfter = async (oid: string) => {
      const browser = createBrowser();
      const page = await browser.follow(`${world.serviceUrl}/signin?to=/tabs/`);
      const answer = await browser.open(await pickAccount(world, browser, page, oid));
      const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('__Host-staff='));
      const [session] = await world.rows(
        `select extract(epoch from ends_at - idle_until)::int + 3600 as seconds from staff_sessions
         where entra_object_id = $1 order by ends_at desc limit 1`,
        [oid],
      );
      expect(cookie).toContain(`Max-Age=${session?.seconds}`);
      return session?.seconds;
    };
    const { admin, auditor, mei, ehrAnalyst } = SAMPLE_OIDS;
    for (const oid of [admin, auditor]) expect(await endsAfter(oid)).toBe(3_600);
    for (const oid of [mei, ehrAnalyst]) expect(await endsAfter(oid)).toBe(36_000);
  });

  it('ends with the session, for our own pages only', async () => {
    const browser = await signedIn(world, SAMPLE_OIDS.diego);
    const end = (origin: string) =>
      browser.open(`${world.serviceUrl}/signin/end`, { method: 'POST', headers: { origin } });
    const cookie = browser.cookies(world.serviceUrl);
    expect((await end('https://evil.example')).status).toBe(403);
    expect((await browser.open(`${world.serviceUrl}/api/me`)).status).toBe(200);
    expect((await end(world.serviceUrl)).status).toBe(204);
    const replay = await createBrowser().open(`${world.serviceUrl}/api/me`, { headers: { cookie } });
    expect(await world.refusal(replay)).toEqual({ status: 401, code: 'signin-required' });
  });
});

describe('joining', () => {
  const join = (visitId: string, query = '') => `${world.serviceUrl}/join/${visitId}${query}`;

  it('asks who it is', async () => {
    const { visitId } = await entered(world, {
      face: 'epic',
      kind: 'patient',
      as: 'haddad',
      visit: 'haddad',
    });
    const answer = await createBrowser().open(join(visitId));
    expect(answer.location?.pathname).toBe('/signin');
    expect(answer.location?.origin).toBe(world.serviceUrl);
  });

  it('is not for other roles, nor for other organisations', async () => {
    const { visitId } = await entered(world, {
      face: 'plain',
      kind: 'patient',
      as: 'almeida',
      visit: 'almeida',
    });
    world.forgetOutsideCalls();
    for (const oid of [
      SAMPLE_OIDS.admin,
      SAMPLE_OIDS.auditor,
      SAMPLE_OIDS.employeePatient,
      SAMPLE_OIDS.stranger,
    ]) {
      const browser = await signedIn(world, oid);
      const answer = await browser.open(join(visitId));
      expect(await world.refusal(answer)).toEqual({ status: 404, code: 'visit-not-found' });
    }
    for (const oid of [SAMPLE_OIDS.amara, SAMPLE_OIDS.coordinator]) {
      const answer = await (await signedIn(world, oid)).open(join(foreignVisit));
      expect(await world.refusal(answer)).toEqual({ status: 404, code: 'visit-not-found' });
    }
  });

  it('is not for a patient by the cookie of another visit, nor as staff, nor before it is offered', async () => {
    const nguyen = await entered(world, { face: 'epic', kind: 'patient', as: 'nguyen', visit: 'nguyen' });
    const carter = await entered(world, { face: 'epic', kind: 'patient', as: 'carter', visit: 'carter' });
    const foreign = await nguyen.browser.open(join(carter.visitId, '?as=patient'));
    expect(await world.refusal(foreign)).toEqual({ status: 401, code: 'visit-session-expired' });
    const secret = nguyen.browser.cookies(world.serviceUrl).split('=')[1];
    const renamed = await createBrowser().open(join(carter.visitId, '?as=patient'), {
      headers: { cookie: `__Host-visit-${carter.visitId}=${secret}` },
    });
    expect(await world.refusal(renamed)).toEqual({ status: 401, code: 'visit-session-expired' });
    expect((await carter.browser.open(join(carter.visitId))).location?.pathname).toBe('/signin');
    const early = await nguyen.browser.open(join(nguyen.visitId, '?as=patient'));
    expect(await world.refusal(early)).toEqual({ status: 409, code: 'room-not-ready' });
  });

  it('is not done by fetching ahead, nor for visits that do not exist', async () => {
    const browser = await signedIn(world, SAMPLE_OIDS.coordinator);
    const visitId = '00000000-0000-4000-8000-000000000000';
    const ahead = await browser.open(join(visitId), { headers: { 'sec-purpose': 'prefetch;prerender' } });
    expect(await world.refusal(ahead)).toEqual({ status: 400, code: 'request-invalid' });
    for (const id of [visitId, 'not-a-uuid', '%27'])
      expect(await world.refusal(await browser.open(join(id)))).toEqual({
        status: 404,
        code: 'visit-not-found',
      });
  });
});
