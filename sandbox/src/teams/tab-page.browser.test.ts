import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../../../tests/browser/axe.ts';
import { launchChromium } from '../../../tests/browser/chromium.ts';
import { SAMPLE_OIDS } from '../cloud/sample-people.ts';
import { startTabServer, type TabServer } from './testing/tab-server.ts';
import { openTeamsPage } from './testing/teams-browser.ts';
import { startTeamsServer, type TeamsServer } from './testing/teams-server.ts';

const APP_ID = '8f0e5f3a-5a0e-4d62-9f0b-2f6f5d3f0c11';

let browser: Browser;
let teams: TeamsServer;
let tabServer: TabServer;
beforeAll(async () => {
  browser = await launchChromium();
  teams = await startTeamsServer();
  tabServer = await startTabServer({ hostOrigin: teams.url, appId: APP_ID });
  teams.tab = {
    appId: APP_ID,
    entityId: 'visits',
    contentUrl: `${tabServer.url}/tab`,
    name: 'EHR Connector',
  };
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});
afterAll(async () => {
  await browser.close();
  await tabServer.close();
  await teams.close();
});

async function openTab(query = ''): Promise<Page> {
  const path = `/teams/apps/${APP_ID}${query}`;
  const page = await openTeamsPage({ browser, teams, path, as: SAMPLE_OIDS.amara });
  await page.getByText('Ready').waitFor();
  return page;
}

const inTab = (page: Page) => page.frameLocator('iframe');

it('answers the real teams-js: context, token, success', async () => {
  const page = await openTab('?theme=dark&locale=es-ES');
  const tab = inTab(page);
  expect(await tab.locator('#theme').textContent()).toBe('dark');
  expect(await tab.locator('#locale').textContent()).toBe('es-ES');
  expect(JSON.parse((await tab.locator('#user').textContent()) ?? '')).toMatchObject({
    user: {
      id: SAMPLE_OIDS.amara,
      userPrincipalName: 'amara.okafor@riverside.example',
      tenant: { id: teams.cloud.tenantId },
    },
    page: { id: 'visits', frameContext: 'content' },
    host: { name: 'Teams', clientType: 'web' },
  });
  expect(await tab.locator('#token').textContent()).toBe(`token-of-${SAMPLE_OIDS.amara}`);
  await expectAccessible(page);
});

it('tells the tab of a new theme, and loads it anew in a new language', async () => {
  const page = await openTab();
  await page.getByLabel('Theme').selectOption('High contrast');
  await inTab(page).locator('#theme', { hasText: 'contrast' }).waitFor();
  await page.getByLabel('Language').selectOption('zh-CN');
  await inTab(page).locator('#locale', { hasText: 'zh-CN' }).waitFor();
  await expectAccessible(page);
  // It is the person's, wherever they are in Teams, and what bots are told.
  await expect.poll(() => teams.cloud.languages.get(SAMPLE_OIDS.amara)).toBe('zh-CN');
  await page.reload();
  await inTab(page).locator('#locale', { hasText: 'zh-CN' }).waitFor();
});

it('lets single sign-on fail when told to', async () => {
  const page = await openTab('?sso=fail');
  expect(await inTab(page).locator('#token').textContent()).toBe('failed: CancelledByUser');
});

it('opens links for the tab', async () => {
  const page = await openTab();
  const linked = page.context().waitForEvent('page');
  await inTab(page).getByRole('button', { name: 'Open link' }).click();
  expect((await linked).url()).toBe(`${tabServer.url}/tab?linked`);
});

it('lets the tab open a window of its own, as for a sign-in', async () => {
  const page = await openTab();
  const opened = page.context().waitForEvent('page');
  await inTab(page).getByRole('button', { name: 'Open window' }).click();
  expect((await opened).url()).toBe(`${tabServer.url}/tab?window`);
  await inTab(page).getByText('Window opened').waitFor();
  // The window is nobody's frame: what it shows may forbid being framed, and knows no sandbox.
  expect(await (await opened).evaluate(() => window.opener !== null && window.top === window)).toBe(true);
});

it('follows a deep link that the tab opens in the same window', async () => {
  const page = await openTab();
  await inTab(page).getByRole('button', { name: 'Open deep link' }).click();
  await inTab(page).getByText('"subPageId":"deep"').waitFor();
  expect(page.context().pages()).toHaveLength(1);
});

it('follows a deep link into the tab, with what it asks for', async () => {
  const context = encodeURIComponent(JSON.stringify({ subEntityId: 'visit-7' }));
  const path = `/l/entity/${APP_ID}/visits?context=${context}`;
  const page = await openTeamsPage({ browser, teams, path, as: SAMPLE_OIDS.amara });
  await page.getByText('Ready').waitFor();
  expect(await inTab(page).locator('#user').textContent()).toContain('"subPageId":"visit-7"');
});

it('hears only the tab', async () => {
  const page = await openTab();
  await page.evaluate(() => {
    window.postMessage({ id: 1, func: 'appInitialization.failure', args: ['Other', 'forged'] }, '*');
    return new Promise((resolve) => setTimeout(resolve, 0));
  });
  await page.getByText('Ready').waitFor();
  expect(await page.getByText('forged').count()).toBe(0);
});

it('asks to sign in first, and knows no other app', async () => {
  const stranger = await fetch(`${teams.url}/teams/apps/${APP_ID}?theme=dark`, { redirect: 'manual' });
  expect(stranger.headers.get('location')).toBe(
    `/signin?return_to=${encodeURIComponent(`/teams/apps/${APP_ID}?theme=dark`)}`,
  );
  const headers = { cookie: await teams.signIn(SAMPLE_OIDS.amara) };
  expect((await fetch(`${teams.url}/teams/apps/other`, { headers })).status).toBe(404);
  expect((await fetch(`${teams.url}/l/entity/${APP_ID}/other`, { headers })).status).toBe(404);
  expect((await fetch(`${teams.url}/teams/sso-token`, { method: 'POST' })).status).toBe(401);
});
