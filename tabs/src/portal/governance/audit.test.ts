import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import { openAt } from './testing/open-section.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it('is read newest first, in words, and as far back as one wants', async () => {
  const { page } = await openAt(browser, '#/audit');
  await page.getByRole('cell', { name: /Connection disabled/ }).waitFor();
  await page.getByText('Epic is upgraded tonight').waitFor();
  await page.getByText(/^Sealed up to entry 6 on/).waitFor();
  expect(await page.getByRole('row').count()).toBe(6);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show older entries' }).click();
  await expect.poll(() => page.getByRole('row').count()).toBe(9);
  expect(await page.getByRole('button', { name: 'Show older entries' }).count()).toBe(0);
  // Whoever did it: a person by name, the service, an EHR user by a part of the digest.
  for (const who of ['Ben Birch', 'The service itself', 'EHR user 01234567']) {
    await page.getByRole('cell', { name: who }).first().waitFor();
  }
  await page.getByRole('cell', { name: 'Northwind Health' }).waitFor();
  // What a newer service records is shown as it is.
  await page.getByText('of-tomorrow').waitFor();
  await expectAccessible(page);
});

it('is filtered by what was done and to which connection', async () => {
  const { page, service } = await openAt(browser, '#/audit');
  await page.getByRole('combobox', { name: 'What was done' }).selectOption({ label: 'Revision approved' });
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
  await page.getByRole('combobox', { name: 'To which connection' }).selectOption({ label: 'Northwind Epic' });
  await expect.poll(() => service.requests.filter((request) => request === 'GET /api/audit').length).toBe(3);
  await page.getByRole('combobox', { name: 'What was done' }).selectOption({ label: 'Keys rotated' });
  await page.getByText('Nothing matches what you chose above.').waitFor();
  await expectAccessible(page);
});

it('is exported as a file', async () => {
  const { page, configuration } = await openAt(browser, '#/audit');
  configuration.refusals['/api/audit/export'] = { status: 500, code: 'bug' };
  await page.getByRole('button', { name: 'Export all' }).click();
  await page.getByRole('alert').filter({ hasText: 'ref-bug' }).waitFor();
  configuration.refusals = {};
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Try again' }).click();
  expect((await downloaded).suggestedFilename()).toBe('audit-log.ndjson');
});

it('is refused to who may not read it, with a way on', async () => {
  const { page, configuration } = await openAt(browser, '#/audit', (prepared) => {
    prepared.refusals['GET /api/audit'] = { status: 403, code: 'not-allowed' };
  });
  await page.getByRole('heading', { name: 'You do not have access' }).waitFor();
  await page.getByText(/^The audit log is for configuration administrators/).waitFor();
  await page.getByText('Reference: ref-not-allowed').waitFor();
  await expectAccessible(page);
  configuration.refusals = {};
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('cell', { name: /Connection disabled/ }).waitFor();
});

it('keeps what is shown when older entries cannot be loaded', async () => {
  const { page, context } = await openAt(browser, '#/audit');
  await page.getByRole('button', { name: 'Show older entries' }).waitFor();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Show older entries' }).click();
  await page.getByText(/The service cannot be reached/).waitFor();
  expect(await page.getByRole('row').count()).toBe(6);
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => page.getByRole('row').count()).toBe(9);
});

it.each(['zh-CN', 'es-ES'])('is read in %s', async (locale) => {
  const { page } = await openAt(browser, '#/audit', undefined, { locale });
  const words = { 'zh-CN': '已停用连接', 'es-ES': 'Conexión desactivada' }[locale] ?? '';
  await page.getByRole('cell', { name: words }).first().waitFor();
  await expectAccessible(page);
});
