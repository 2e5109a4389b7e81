import type { Browser, BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { expectAccessible } from '../../../tests/browser/axe.ts';
import { launchChromium } from '../../../tests/browser/chromium.ts';
import { idOf, sampleDay, sampleVisit } from './testing/sample-visits.ts';
import { type ServiceStandIn, startServiceStandIn } from './testing/service-stand-in.ts';
import { ssoToken } from './testing/sso-token.ts';
import { startTeamsStandIn, type TeamsBehaviour, type TeamsStandIn } from './testing/teams-stand-in.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

interface Portal {
  readonly service: ServiceStandIn;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the content security policy stopped, and what threw. */
  readonly faults: string[];
}

async function openContext(options: Parameters<Browser['newContext']>[0] = {}): Promise<Portal> {
  const service = await startServiceStandIn();
  service.behaviour.board = sampleDay;
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1360, height: 800 },
    reducedMotion: 'reduce', // axe would measure colours in the middle of a fade
    ...options,
  });
  // teams-js asks the network for a list of hosts and goes on without it.
  await context.route('https://res.cdn.office.net/**', (route) => route.abort());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    await service.close();
    expect(faults).toEqual([]);
  });
  return { service, context, page, faults };
}

/** The portal in a plain browser window of somebody who is signed in. */
async function openSignedIn(options: Parameters<typeof openContext>[0] = {}, hash = ''): Promise<Portal> {
  const portal = await openContext(options);
  await portal.page.goto(`${portal.service.origin}/signin?to=${encodeURIComponent(`/tabs/${hash}`)}`);
  return portal;
}

/** The portal inside Teams. */
async function openInTeams(
  behaviour: Partial<TeamsBehaviour> = {},
  options: Parameters<typeof openContext>[0] = {},
): Promise<Portal & { teams: TeamsStandIn; tab: Frame }> {
  const portal = await openContext(options);
  const teams = await startTeamsStandIn(portal.service.origin);
  onTestFinished(() => teams.close());
  portal.service.allowFrames(teams.origin);
  const token = ssoToken();
  portal.service.behaviour.token = token;
  await portal.page.goto(teams.addressFor({ theme: 'default', locale: 'en-US', token, ...behaviour }));
  const tab = portal.page.frames().find((frame) => frame.parentFrame() !== null);
  if (!tab) throw new Error('There is no tab frame');
  return { ...portal, teams, tab };
}

const row = (where: Page | Frame, number: number): Locator => where.locator(`[data-visit="${idOf(number)}"]`);
const isLive = (where: Page | Frame) => where.getByText('Live', { exact: true }).waitFor();

describe('inside Teams', () => {
  it('signs in by itself and lists the visits, the longest wait first', async () => {
    const { page, tab, service } = await openInTeams();
    await row(tab, 2).waitFor();
    const order = await tab
      .locator('[data-visit]')
      .evaluateAll((rows) => rows.map(({ dataset }) => dataset.visit));
    expect(order).toEqual([2, 1, 5, 3, 4].map(idOf));
    await expect(row(tab, 2).getByText('14 min').textContent()).resolves.toBe('14 min');
    await tab.getByText('All visits of Northwind Health').waitFor();
    expect(service.requests).toContain('GET /api/me');
    await page.waitForFunction(() => Reflect.get(window, 'calls').includes('appInitialization.success'));
    await expectAccessible(page);
  });

  it('opens Join through Teams', async () => {
    const { page, tab, service } = await openInTeams();
    await row(tab, 1).getByRole('link', { name: /^Join/ }).click();
    const opened = await page.waitForFunction(() => Reflect.get(window, 'opened')[0]);
    expect(await opened.jsonValue()).toBe(`${service.origin}/join/${idOf(1)}`);
  });

  it('marks the visit a deep link points at, and moves there', async () => {
    const { tab } = await openInTeams({ subPageId: idOf(4) });
    await row(tab, 4).waitFor();
    expect(await row(tab, 4).getAttribute('aria-current')).toBe('true');
    await tab.waitForFunction((id) => document.activeElement?.getAttribute('data-visit') === id, idOf(4));
  });

  it('says so when Teams gives no token, and tries again', async () => {
    const { page, tab } = await openInTeams({ token: null });
    await tab.getByRole('heading', { name: 'Teams could not sign you in' }).waitFor();
    await tab.getByRole('button', { name: 'Try again' }).waitFor();
    await expectAccessible(page);
  });

  it('says so when the service does not accept the token; a frame offers no sign-in page', async () => {
    const { tab } = await openInTeams({ token: ssoToken({ oid: 'somebody-else' }) });
    await tab.getByRole('heading', { name: 'Your sign-in was not accepted' }).waitFor();
    await tab.getByText('ref-401').waitFor();
    expect(await tab.getByRole('link').count()).toBe(0);
  });

  it('follows a change of the theme', async () => {
    const { page, tab } = await openInTeams();
    await row(tab, 1).waitFor();
    const background = () =>
      tab.locator('main').evaluate((main) => getComputedStyle(main.parentElement ?? main).backgroundColor);
    const light = await background();
    await page.evaluate(() => Reflect.get(window, 'pushTheme')('contrast'));
    await expect.poll(background).not.toBe(light);
    expect(await background()).toBe('rgb(0, 0, 0)');
  });
});

describe('in every theme and language', () => {
  it.each([
    ['default', 'en-US', 'Visits today', 1360],
    ['dark', 'es-ES', 'Consultas de hoy', 1360],
    ['contrast', 'zh-CN', '今天的就诊', 1360],
    ['default', 'es-MX', 'Consultas de hoy', 320],
    ['dark', 'zh-CN', '今天的就诊', 320],
    ['contrast', 'en-GB', 'Visits today', 320],
  ] as const)('%s, %s: readable by everybody at %s, %i px', async (theme, locale, title, width) => {
    const { page, tab, service } = await openInTeams({ theme, locale }, { viewport: { width, height: 900 } });
    service.behaviour.roles = ['Coordinator'];
    await tab.getByRole('heading', { level: 1, name: title }).waitFor();
    await row(tab, 5).waitFor();
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await tab.evaluate(() => document.documentElement.lang)).toBe(
      locale.startsWith('es') ? 'es-ES' : locale.startsWith('zh') ? 'zh-CN' : 'en-US',
    );
    await expectAccessible(page);
  });

  it('takes a plain browser’s own preferences', async () => {
    const { page } = await openSignedIn({ colorScheme: 'dark', locale: 'es-ES' });
    await page.getByRole('heading', { name: 'Consultas de hoy' }).waitFor();
    await row(page, 1).waitFor();
    await expectAccessible(page);
  });

  it('keeps to the forced colours of the system', async () => {
    const { page } = await openSignedIn({ forcedColors: 'active' });
    await row(page, 1).waitFor();
    await expectAccessible(page);
  });

  it('at 200 % zoom shows cards instead of a table, with nothing cut off', async () => {
    // Zooming halves the room that the page has.
    const { page } = await openSignedIn({ viewport: { width: 680, height: 400 }, deviceScaleFactor: 2 });
    await row(page, 1).waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(680);
  });
});

describe('in a plain browser window', () => {
  it('offers Microsoft sign-in and comes back', async () => {
    const { page, service } = await openContext();
    await page.goto(`${service.origin}/tabs/`);
    const signIn = page.getByRole('link', { name: 'Sign in with Microsoft' });
    await signIn.waitFor();
    await expectAccessible(page);
    await signIn.click();
    await row(page, 1).waitFor();
    expect(new URL(page.url()).pathname).toBe('/tabs/');
  });

  it('opens Join in a window of its own', async () => {
    const { page, context, service } = await openSignedIn();
    const opened = context.waitForEvent('page');
    await row(page, 1).getByRole('link', { name: /^Join/ }).click();
    expect((await opened).url()).toBe(`${service.origin}/join/${idOf(1)}`);
  });

  it('shows yesterday and tomorrow, and remembers the day in the address', async () => {
    const { page, service } = await openSignedIn();
    await row(page, 1).waitFor();
    service.behaviour.board = (now) => ({ scope: 'own', asOf: now.toISOString(), visits: [] });
    await page.getByRole('button', { name: 'Previous day' }).click();
    await page.getByText('No virtual visits on this day').waitFor();
    expect(page.url()).toMatch(/#\/visits\?day=\d{4}-\d{2}-\d{2}$/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Next day' }).click();
    await page.getByRole('heading', { name: 'Visits today' }).waitFor();
  });

  it('is used by keyboard alone', async () => {
    const { page, service } = await openSignedIn();
    service.behaviour.roles = ['Coordinator'];
    await page.reload();
    await row(page, 1).waitFor();
    const seen: string[] = [];
    for (let stops = 0; stops < 20; stops += 1) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const { activeElement: at } = document;
        return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
      });
      seen.push(name);
    }
    for (const wanted of [/^Previous day/, /^Send again: Patient connected/, /^Join the visit/]) {
      expect(
        seen.some((name) => wanted.test(name)),
        `${wanted} among ${seen.join(' | ')}`,
      ).toBe(true);
    }
  });
});

describe('while the board is open', () => {
  it('shows and says a change within a second, on every open page', async () => {
    const { page, context, service } = await openSignedIn();
    const other = await context.newPage();
    await other.goto(`${service.origin}/tabs/`);
    await Promise.all([isLive(page), isLive(other)]);
    const [before] = sampleDay(new Date()).visits.slice(3);
    if (!before) throw new Error('The sample day has become shorter');
    const since = new Date().toISOString();
    const pushedAt = Date.now();
    service.push({
      ...before,
      version: 2,
      state: 'waiting',
      waitingSince: since,
      participants: before.participants.map((one) => ({ ...one, state: 'waiting', since })),
    });
    await Promise.all(
      [page, other].map((open) => row(open, 4).getByText('Waiting', { exact: true }).first().waitFor()),
    );
    expect(Date.now() - pushedAt).toBeLessThan(1_000);
    const log = page.getByRole('log');
    await expect.poll(() => log.textContent()).toMatch(/Patient is waiting\.$/);
    expect(await log.getAttribute('aria-live')).toBe('polite');
    service.push(before); // late: an older version
    service.push({ ...before, version: 3, notification: 'failed' });
    await row(page, 4).getByText('Nobody could be reached').waitFor();
    await expectAccessible(page);
  });

  it('says that it is offline and since when, and catches up when the network is back', async () => {
    const { page, context, service } = await openSignedIn();
    await isLive(page);
    await context.setOffline(true);
    await page.getByText(/^You are offline\. You see what was known at/).waitFor();
    await row(page, 1).waitFor();
    await expectAccessible(page);
    service.behaviour.board = (now) => ({
      scope: 'own',
      asOf: now.toISOString(),
      visits: [sampleVisit({ number: 7 })],
    });
    await context.setOffline(false);
    await row(page, 7).waitFor();
    await isLive(page);
    expect(await row(page, 1).count()).toBe(0);
  });

  it('reconnects when the service went away, without being asked', async () => {
    const { page, service } = await openSignedIn();
    await isLive(page);
    service.dropStreams();
    await page.getByText(/^The connection is lost/).waitFor();
    await isLive(page);
    expect(service.openStreams()).toBe(1);
  });

  it('hides the board from somebody whose session has ended', async () => {
    const { page, context, service } = await openSignedIn();
    await isLive(page);
    await context.clearCookies();
    service.dropStreams();
    await page.getByRole('link', { name: 'Sign in with Microsoft' }).waitFor();
    expect(await row(page, 1).count()).toBe(0);
  });

  it('lets a coordinator, and nobody else, send again what is parked', async () => {
    const { page, service } = await openSignedIn();
    await row(page, 2).getByText('Not told: HTTP 503 from the EHR').waitFor();
    expect(await page.getByRole('button', { name: /^Send again/ }).count()).toBe(0);
    service.behaviour.roles = ['Coordinator'];
    await page.reload();
    await page.getByRole('button', { name: /^Send again: Patient connected/ }).click();
    const asked = `POST /api/writebacks/${idOf(201)}-connected/retry`;
    await expect.poll(() => service.requests).toContain(asked);
  });

  it('shows the account, and unlinks an EHR user after asking', async () => {
    const { page, service } = await openSignedIn();
    await page.getByRole('link', { name: 'Account of Ada Alder' }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Unlink Northwind Epic' }).click();
    await page.getByText(/^Unlink Northwind Epic\?/).waitFor();
    expect(service.requests.some((request) => request.startsWith('DELETE'))).toBe(false);
    await page.getByRole('button', { name: 'Unlink', exact: true }).click();
    await page.getByText(/^No EHR user is linked/).waitFor();
    expect(service.requests).toContain(`DELETE /api/links/${idOf(903)}`);
  });
});

describe('when it cannot be shown', () => {
  it('draws an empty day', async () => {
    const { page, service } = await openSignedIn({}, '#/visits/none');
    service.behaviour.board = (now) => ({ scope: 'own', asOf: now.toISOString(), visits: [] });
    await page.reload();
    await page.getByRole('heading', { name: 'No virtual visits on this day' }).waitFor();
    await page.getByText(/^The visit you were sent to is not in this list/).waitFor();
    await expectAccessible(page);
  });

  it('draws what is on its way', async () => {
    const { page } = await openSignedIn();
    const held = Promise.withResolvers<void>();
    await page.route('**/api/visits?*', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.reload();
    await page.getByLabel('Loading visits').waitFor();
    await expectAccessible(page);
    held.resolve();
    await row(page, 1).waitFor();
  });

  it.each([
    [403, 'You do not have access', 'Use another account'],
    [500, 'Something went wrong', null],
  ] as const)('draws a refusal with %i, with its reference and a way on', async (status, title, link) => {
    const { page, service } = await openSignedIn();
    service.behaviour.refuse = status;
    await page.reload();
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText(`Reference: ref-${status}`).waitFor();
    if (link) await page.getByRole('link', { name: link }).waitFor();
    await expectAccessible(page);
    service.behaviour.refuse = null;
    await page.getByRole('button', { name: 'Try again' }).click();
    await row(page, 1).waitFor();
  });

  it('draws a page where a part of it could not be loaded, instead of a blank one', async () => {
    const { page } = await openSignedIn();
    await row(page, 1).waitFor();
    await page.route('**/assets/visits-feature-*.js', (route) => route.abort());
    await page.reload();
    await page.getByRole('heading', { name: 'This page stopped working' }).waitFor();
    await expectAccessible(page);
    await page.unroute('**/assets/visits-feature-*.js');
    await page.getByRole('button', { name: 'Reload' }).click();
    await row(page, 1).waitFor();
  });
});
