import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../../../../../tests/browser/chromium.ts';
import { openConnections } from '../../testing/open-connections.ts';
import { sampleContent, sampleDetail, sampleRevision } from '../../testing/sample-connections.ts';
import { EDGAR, VISITS_ACCOUNT } from '../../testing/sample-people.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it('draws pictures, and initials without an error for who has none', async () => {
  const content = sampleContent({ approver: EDGAR.id, organizers: [VISITS_ACCOUNT.id] });
  const detail = sampleDetail({ open: sampleRevision({ content }) });
  const { page, service } = await openConnections(browser, [detail], `#/connections/${detail.id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.getByRole('link', { name: /Approver and organisers/ }).click();
  await page.locator('img[src^="data:image/png"]').waitFor();
  await page.getByText('Virtual Visits 1').waitFor();
  await expect.poll(() => service.requests).toContain(`GET /api/people/${VISITS_ACCOUNT.id}/photo`);
  await page.getByRole('main').locator('.fui-Avatar__initials').first().waitFor();
  expect(await page.locator('img').count()).toBe(1);
  expect(errors).toEqual([]);
});
