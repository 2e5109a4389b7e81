import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import { openConnections } from '../testing/open-connections.ts';
import { EPIC_ID, sampleContent, sampleDetail, sampleRevision } from '../testing/sample-connections.ts';
import { EDGAR } from '../testing/sample-people.ts';
import type { ServiceStandIn } from '../testing/service-stand-in.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const CONFIGURATION = `#/connections/${EPIC_ID}/configuration/address`;
const draft = () => sampleDetail({ open: sampleRevision({ number: 1 }) });
const proposal = () =>
  sampleRevision({ number: 1, version: 2, state: 'proposed', changedBy: EDGAR.id, proposedBy: EDGAR.id });
const proposed = () => sampleDetail({ open: proposal() });

const eventually = { timeout: 15_000, interval: 20 };
const until = (isSo: () => boolean) => vi.waitUntil(isSo, eventually);

/** Somebody else does something, and the service tells that there is something. */
async function others(service: ServiceStandIn, now: ConnectionDetail): Promise<void> {
  await until(() => service.openListeners() > 0);
  service.configuration.put(now);
  service.tellChanged(now.id);
}
const edgarSaves = (service: ServiceStandIn, clientId = 'by-edgar') =>
  others(
    service,
    sampleDetail({
      open: sampleRevision({ version: 2, content: sampleContent({ clientId }), changedBy: EDGAR.id }),
    }),
  );
const spoken = (page: Page) => page.getByRole('log', { name: 'Changes' });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

describe('the page of a connection', () => {
  it('shows what the approver decided, says so, and leaves the focus where it is', async () => {
    const { page, service } = await openConnections(browser, [proposed()], CONFIGURATION);
    await page.getByText('Revision 1 waits for approval.').waitFor();
    const link = page.getByRole('link', { name: 'History', exact: true });
    await link.focus();
    const rejected = {
      ...proposal(),
      state: 'rejected',
      decidedBy: EDGAR.id,
      reason: 'Wrong organiser',
    } as const;
    await others(service, sampleDetail({ open: null, history: [rejected] }));
    const news = 'Edgar Elm rejected revision 1: Wrong organiser';
    await spoken(page).getByText(news).waitFor({ state: 'attached' });
    await page.getByRole('group').getByText(news).waitFor();
    await page.getByText('Revision 1 was rejected.').waitFor();
    expect(await focused(page)).toBe('History');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    expect(await page.getByRole('group').getByText(news).count()).toBe(0);
    expect(await focused(page)).toBe(sampleDetail().name);
  });

  it('brings another’s draft into a form in which nothing is unsaved', async () => {
    const { page, service } = await openConnections(browser, [draft()], CONFIGURATION);
    await page.getByLabel('FHIR base URL').waitFor();
    await others(
      service,
      sampleDetail({
        open: sampleRevision({
          version: 2,
          content: sampleContent({ fhirBaseUrl: 'https://theirs.example/r4' }),
          changedBy: EDGAR.id,
        }),
      }),
    );
    const field = page.getByLabel('FHIR base URL');
    await expect.poll(() => field.inputValue(), eventually).toBe('https://theirs.example/r4');
    await page.locator('[data-save-state=saved]').waitFor();
  });

  it('never touches what is being typed: one is told, and decides when to see it', async () => {
    const { page, service } = await openConnections(browser, [draft()], CONFIGURATION);
    const field = page.getByLabel('FHIR base URL');
    await field.fill('https://mine.example/r4');
    await edgarSaves(service);
    await spoken(page).getByText('Edgar Elm changed draft 1.').waitFor({ state: 'attached' });
    await page.getByText(/What you have typed stays until you decide/).waitFor();
    await field.pressSequentially('/more');
    expect(await field.inputValue()).toBe('https://mine.example/r4/more');
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await page.getByText(/saved other changes/).count()).toBe(0);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Show how it is now' }).click();
    await page.getByText(/Edgar Elm saved other changes/).waitFor();
    await page.getByRole('button', { name: 'Put my changes onto theirs' }).click();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.locator('[data-save-state=saved]').waitFor();
    expect(service.configuration.details.get(EPIC_ID)?.open?.content).toMatchObject({
      clientId: 'by-edgar',
      fhirBaseUrl: 'https://mine.example/r4/more',
    });
  });

  it('shows what waited as soon as the hands are off', async () => {
    const { page, service } = await openConnections(browser, [draft()], CONFIGURATION);
    await page.getByLabel('FHIR base URL').focus();
    await others(service, proposed());
    await page.getByRole('button', { name: 'Show how it is now' }).waitFor();
    await page.getByLabel('FHIR base URL').waitFor();
    await page.getByRole('link', { name: 'History', exact: true }).focus();
    await page.getByText('Revision 1 waits for approval.').waitFor();
  });

  it('does not take one’s own saving for somebody else’s, however early the word of it comes', async () => {
    const { page, service } = await openConnections(browser, [draft()], CONFIGURATION);
    await page.getByLabel('FHIR base URL').fill('https://mine.example/r4');
    const put = Promise.withResolvers<void>();
    const path = `/api/connections/${EPIC_ID}/draft`;
    await page.route(`**${path}`, async (route) => {
      const response = await route.fetch();
      // It is saved, and everybody has been told, before the answer is here.
      service.tellChanged(EPIC_ID);
      await put.promise;
      await route.fulfill({ response });
    });
    const looks = () => service.requests.filter((one) => one === `GET /api/connections/${EPIC_ID}`).length;
    const before = looks();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await until(() => service.configuration.details.get(EPIC_ID)?.open?.version === 2);
    expect(looks()).toBe(before);
    put.resolve();
    await until(() => looks() > before);
    await page.locator('[data-save-state=saved]').waitFor();
    expect(await page.getByText(/Edgar Elm|Meanwhile/).count()).toBe(0);
  });

  it('keeps what is shown while the service is away, says so, and catches up', async () => {
    const { page, context, service } = await openConnections(browser, [draft()], CONFIGURATION);
    const field = page.getByLabel('FHIR base URL');
    await field.fill('https://mine.example/r4');
    await until(() => service.openListeners() > 0);
    await context.setOffline(true);
    await page.getByText(/What others change is not shown at the moment/).waitFor();
    expect(await field.inputValue()).toBe('https://mine.example/r4');
    await expectAccessible(page);
    service.configuration.put(sampleDetail({ open: sampleRevision({ number: 1 }), state: 'disabled' }));
    await context.setOffline(false);
    await page.getByText('Disabled', { exact: true }).waitFor();
    expect(await page.getByText(/What others change is not shown/).count()).toBe(0);
    expect(await field.inputValue()).toBe('https://mine.example/r4');
  });

  it('keeps what was typed when one may not see it any more, and says so', async () => {
    const { page, service } = await openConnections(browser, [draft()], CONFIGURATION);
    await page.getByLabel('FHIR base URL').fill('https://mine.example/r4');
    await until(() => service.openListeners() > 0);
    service.configuration.details.delete(EPIC_ID);
    service.tellChanged(EPIC_ID);
    await page.getByText('This can no longer be shown as it is now.').waitFor();
    expect(await page.getByLabel('FHIR base URL').inputValue()).toBe('https://mine.example/r4');
    await expectAccessible(page);
  });

  it('does not ask for what concerns another connection', async () => {
    const { page, service } = await openConnections(browser, [draft()], CONFIGURATION);
    await page.getByLabel('FHIR base URL').waitFor();
    const looks = () => service.requests.filter((one) => one === `GET /api/connections/${EPIC_ID}`).length;
    await until(() => looks() === 2); // on opening, and once the stream was open
    service.tellChanged('another');
    service.tellChanged(null);
    await until(() => looks() === 3);
    service.dropListeners();
    await until(() => looks() === 4);
  });
});

describe('the list of connections', () => {
  it('follows what others do, and says so', async () => {
    const { page, service } = await openConnections(browser, [draft()]);
    await page.getByText('Draft', { exact: true }).waitFor();
    await others(service, proposed());
    await page.getByText(/^Waits for approval/).waitFor();
    await spoken(page).getByText(`${sampleDetail().name} waits for approval.`).waitFor({ state: 'attached' });
    await others(service, sampleDetail({ id: 'another', name: 'Harbour' }));
    await page.getByRole('link', { name: 'Harbour' }).waitFor();
    await expectAccessible(page);
  });

  it('does not take away the dialog in which somebody adds the first connection', async () => {
    const { page, service } = await openConnections(browser, []);
    await page.getByRole('button', { name: 'Add a connection' }).click();
    const name = page.getByRole('dialog').getByRole('textbox', { name: /Name/ });
    await name.fill('Mine');
    await others(service, draft());
    await until(() => service.requests.filter((one) => one === 'GET /api/connections').length === 3);
    expect(await name.inputValue()).toBe('Mine');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: sampleDetail().name }).waitFor();
  });
});
