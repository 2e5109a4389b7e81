import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../tests/browser/axe.ts';
import { launchChromium } from '../../../tests/browser/chromium.ts';
import { openInTeams, openSignedIn, row } from './testing/open-portal.ts';
import { idOf } from './testing/sample-visits.ts';
import { ssoToken } from './testing/sso-token.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe('inside Teams', () => {
  it('signs in by itself and lists the visits, the longest wait first', async () => {
    const { page, tab, service } = await openInTeams(browser);
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
    const { page, tab, service } = await openInTeams(browser);
    await row(tab, 1).getByRole('link', { name: /^Join/ }).click();
    const opened = await page.waitForFunction(() => Reflect.get(window, 'opened')[0]);
    expect(await opened.jsonValue()).toBe(`${service.origin}/join/${idOf(1)}`);
  });

  it('marks the visit a deep link points at, and moves there', async () => {
    const { tab } = await openInTeams(browser, { subPageId: idOf(4) });
    await row(tab, 4).waitFor();
    expect(await row(tab, 4).getAttribute('aria-current')).toBe('true');
    await tab.waitForFunction((id) => document.activeElement?.getAttribute('data-visit') === id, idOf(4));
  });

  it('says so when Teams gives no token, and tries again', async () => {
    const { page, tab } = await openInTeams(browser, { token: null });
    await tab.getByRole('heading', { name: 'Teams could not sign you in' }).waitFor();
    await tab.getByRole('button', { name: 'Try again' }).waitFor();
    await expectAccessible(page);
  });

  it('says so when the service does not accept the token; a frame offers no sign-in page', async () => {
    const { tab } = await openInTeams(browser, { token: ssoToken({ oid: 'somebody-else' }) });
    await tab.getByRole('heading', { name: 'Your sign-in was not accepted' }).waitFor();
    await tab.getByText('ref-401').waitFor();
    expect(await tab.getByRole('link').count()).toBe(0);
  });

  it('follows a change of the theme', async () => {
    const { page, tab } = await openInTeams(browser);
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
    const { page, tab, service } = await openInTeams(
      browser,
      { theme, locale },
      { viewport: { width, height: 900 } },
    );
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
    const { page } = await openSignedIn(browser, { colorScheme: 'dark', locale: 'es-ES' });
    await page.getByRole('heading', { name: 'Consultas de hoy' }).waitFor();
    await row(page, 1).waitFor();
    await expectAccessible(page);
  });

  it('keeps to the forced colours of the system', async () => {
    const { page } = await openSignedIn(browser, { forcedColors: 'active' });
    await row(page, 1).waitFor();
    await expectAccessible(page);
  });

  it('at 200 % zoom shows cards instead of a table, with nothing cut off', async () => {
    // Zooming halves the room that the page has.
    const { page } = await openSignedIn(browser, {
      viewport: { width: 680, height: 400 },
      deviceScaleFactor: 2,
    });
    await row(page, 1).waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(680);
  });
});
