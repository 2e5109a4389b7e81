import { SAMPLE_OIDS, SECOND_TENANT_ID } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { TENANT_ID } from '@ehr-connector/sandbox/organization-file.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, createBrowser } from './browser.ts';
import { addConnection, openPortal, type Portal } from './configuration-portal.ts';
import { pickAccount } from './people.ts';
import { startWorld, type World } from './world.ts';

const { strangersTeamsAdmin: ADMIN, stranger: COLLEAGUE, admin: OURS } = SAMPLE_OIDS;
const NAME = 'Lakeside Health';
const PATH = '/api/organization';

let world: World;
let admin: Portal;
let colleague: Portal;
beforeAll(async () => {
  world = await startWorld({ secondOrganization: 'admitted' });
  admin = openPortal(world, ADMIN);
  colleague = openPortal(world, COLLEAGUE);
});
afterAll(() => world.close());

const entered = () =>
  world.rows('select organization_id, name, data_region from organizations where entra_tenant_id = $1', [
    SECOND_TENANT_ID,
  ]);

/** In a browser window, up to where the sign-in leads; with this account, whoever is signed in at Microsoft. */
async function signIn(oid: string, browser: Browser = createBrowser()) {
  const { location } = await browser.open(`${world.serviceUrl}/signin?to=/tabs/`);
  location?.searchParams.set('prompt', 'select_account');
  const page = await browser.follow(location ?? '');
  const answer = await browser.open(await pickAccount(world, browser, page, oid));
  return { browser, answer };
}

const enterIn = (browser: Browser, name: string, origin: string | null = world.serviceUrl) =>
  browser.open(`${world.serviceUrl}${PATH}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(origin !== null && { origin }) },
    body: JSON.stringify({ name }),
  });

describe('before anybody has entered', () => {
  it('tells the administrator of an admitted tenant that they may, and nobody else', async () => {
    await world.expectProblem(await admin.ask('GET', '/api/me'), 403, 'organisation-not-entered');
    await world.expectProblem(await colleague.ask('GET', '/api/me'), 403, 'other-organisation');
    await world.expectProblem(await colleague.ask('POST', PATH, { name: 'Mine' }), 403, 'other-organisation');
    expect(await entered()).toEqual([]);
  });

  it('opens no session for them, in a browser, and nothing but the way in', async () => {
    const { browser, answer } = await signIn(ADMIN);
    expect(answer.location?.pathname).toBe('/tabs/');
    expect(browser.cookies(world.serviceUrl)).not.toContain('__Host-staff');
    for (const path of ['/api/me', '/api/connections', '/api/audit']) {
      const asked = await browser.open(`${world.serviceUrl}${path}`);
      await world.expectProblem(asked, 403, 'organisation-not-entered');
    }
    const elsewhere = await signIn(COLLEAGUE);
    expect(await world.refusal(elsewhere.answer)).toEqual({ status: 403, code: 'other-organisation' });
    expect(elsewhere.browser.cookies(world.serviceUrl)).not.toContain('__Host-entrant');
  });

  it('ends the session of another account in that browser', async () => {
    const { browser } = await signIn(OURS);
    expect(browser.cookies(world.serviceUrl)).toContain('__Host-staff');
    await signIn(ADMIN, browser);
    expect(browser.cookies(world.serviceUrl)).not.toContain('__Host-staff');
    await signIn(OURS, browser);
    expect(browser.cookies(world.serviceUrl)).not.toContain('__Host-entrant');
  });

  it('takes no word of a page elsewhere, of nobody, or of a forged sign-in', async () => {
    const { browser } = await signIn(ADMIN);
    for (const origin of [null, 'null', 'https://elsewhere.example'])
      await world.expectProblem(await enterIn(browser, NAME, origin), 403, 'origin-refused');
    await world.expectProblem(await enterIn(createBrowser(), NAME), 401, 'signin-required');
    const forged = await admin.ask('POST', PATH, { name: NAME }, { authorization: 'Bearer x.y.z' });
    await world.expectProblem(forged, 401, 'signin-required');
    expect(await entered()).toEqual([]);
  });

  it.each([{}, { name: '' }, { name: '  ' }, { name: 'x'.repeat(101) }, { name: NAME, tenantId: TENANT_ID }])(
    'takes no name like %j',
    async (body) => {
      await world.expectProblem(await admin.ask('POST', PATH, body), 400, 'request-invalid');
      expect(await entered()).toEqual([]);
    },
  );
});

describe('when two enter at once, in the tab and in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    ({ browser } = await signIn(ADMIN));
    const answers = await Promise.all([
      admin.ask('POST', PATH, { name: NAME }),
      admin.ask('POST', PATH, { name: NAME }),
      enterIn(browser, NAME),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
  });

  it('makes one organisation, whose log begins with it', async () => {
    const [organization, ...others] = await entered();
    expect(others).toEqual([]);
    expect(organization).toMatchObject({ name: NAME, data_region: 'local' });
    const log = await world.rows(
      'select number::int, actor, action, details from audit_entries where organization_id = $1 order by number',
      [organization?.organization_id],
    );
    expect(log).toEqual([
      {
        number: 1,
        actor: `entra:${ADMIN}`,
        action: 'organisation-entered',
        details: { name: NAME, tenant: SECOND_TENANT_ID },
      },
    ]);
  });

  it('lets the one in the browser sign in anew, and forgets that they wanted to enter', async () => {
    expect(browser.cookies(world.serviceUrl)).not.toContain('__Host-entrant');
    await world.expectProblem(await browser.open(`${world.serviceUrl}/api/me`), 401, 'signin-required');
    await signIn(ADMIN, browser);
    const me = JSON.parse((await browser.open(`${world.serviceUrl}/api/me`)).text);
    expect(me).toMatchObject({ organization: { name: NAME }, roles: ['ConfigAdmin'] });
    expect(await addConnection(admin, 'Lakeside')).toBeTruthy();
  });

  it('knows everybody of the organisation from then on, and lets none of them enter', async () => {
    const me = await colleague.done<object>('GET', '/api/me');
    expect(me).toMatchObject({ organization: { name: NAME } });
    await world.expectProblem(await colleague.ask('POST', PATH, { name: 'Mine' }), 403, 'not-allowed');
    expect((await entered()).map(({ name }) => name)).toEqual([NAME]);
  });

  it('is asked as often as a person asks, and no oftener', async () => {
    const asked = await Promise.all(
      Array.from({ length: 15 }, () => colleague.ask('POST', PATH, { name: 'Mine' })),
    );
    expect(asked.map(({ status }) => status)).toContain(429);
    expect((await admin.ask('POST', PATH, { name: NAME })).status).toBe(204);
  });
});
