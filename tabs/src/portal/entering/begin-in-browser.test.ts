import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import { openInTeams, openPortal, type Portal } from '../testing/open-portal.ts';

const NAME = 'Lakeside Health';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Refuses who asks until their organisation is entered. @returns what was sent to enter it. */
async function refuse(context: BrowserContext, code: string): Promise<readonly unknown[]> {
  const sent: unknown[] = [];
  const problem = { type: `urn:ehr-connector:problem:${code}`, title: 'No', status: 403, code };
  const body = JSON.stringify({ ...problem, reference: 'ref-403' });
  await context.route('**/api/me', (route) =>
    sent.length > 0
      ? route.fallback()
      : route.fulfill({ status: 403, contentType: 'application/problem+json', body }),
  );
  await context.route('**/api/organization', (route) => {
    sent.push(route.request().postDataJSON());
    return route.fulfill({ status: 204 });
  });
  return sent;
}

async function openRefused(code: string, options = {}): Promise<Portal & { sent: readonly unknown[] }> {
  const portal = await openPortal(browser, options);
  portal.service.behaviour.roles = ['ConfigAdmin'];
  const sent = await refuse(portal.context, code);
  await portal.page.goto(`${portal.service.origin}/tabs/`);
  return { ...portal, sent };
}

async function begin(where: Page | FrameLocator): Promise<void> {
  await where.getByRole('textbox', { name: 'Name of your organisation' }).fill(` ${NAME} `);
  await where.getByRole('button', { name: `Begin with ${NAME}`, exact: true }).click();
}

describe('who may enter their organisation', () => {
  it('says what it is called, signs in to it and comes to its connections', async () => {
    const { page, sent } = await openRefused('organisation-not-entered');
    await page.getByRole('heading', { level: 1, name: 'Begin with your organisation' }).waitFor();
    await page.getByRole('link', { name: 'Use another account' }).waitFor();
    await expectAccessible(page);
    await begin(page);
    await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
    expect(sent).toEqual([{ name: NAME }]);
  });

  it('comes there in Teams without signing in, which Teams did', async () => {
    const { page, context, service } = await openInTeams(browser);
    service.behaviour.roles = ['ConfigAdmin'];
    const sent = await refuse(context, 'organisation-not-entered');
    await page.reload();
    const tab = page.frameLocator('iframe');
    await tab.getByRole('heading', { name: 'Begin with your organisation' }).waitFor();
    expect(await tab.getByRole('link').count()).toBe(0);
    await begin(tab);
    await tab.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
    expect(sent).toEqual([{ name: NAME }]);
  });

  it('is asked for a name, and told why it could not be done', async () => {
    const { page, sent, context } = await openRefused('organisation-not-entered', {
      viewport: { width: 320, height: 640 },
      colorScheme: 'dark',
    });
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await page.getByText('Enter the name.').waitFor();
    await expectAccessible(page);
    await context.route('**/api/organization', (route) => route.abort());
    await page.getByRole('textbox').fill('x'.repeat(100));
    await page.getByRole('button', { name: /^Begin with x+$/ }).click();
    await page.getByRole('alert').getByText('The service cannot be reached.').waitFor();
    await expectAccessible(page);
    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(overflow).toBe(0);
    expect(sent).toEqual([]);
  });
});

it('tells everybody else of an organisation that is not here whom to ask', async () => {
  const { page } = await openRefused('other-organisation');
  await page.getByText('Ask a Teams administrator of your organisation').waitFor();
  await page.getByText('Reference: ref-403').waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
  await expectAccessible(page);
});
