import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const ADDRESS = `#/connections/${EPIC_ID}/configuration/address`;
const BASE_URL = sampleContent().fhirBaseUrl;
const draft = () => sampleDetail({ open: sampleRevision({ number: 1 }) });

/** Somebody else saves another client id meanwhile. */
function edgarSaves(service: ServiceStandIn, change: Partial<ConnectionDetail> = {}): void {
  const open = sampleRevision({
    version: 2,
    content: sampleContent({ clientId: 'by-edgar' }),
    changedBy: EDGAR.id,
    changedAt: '2026-11-21T10:00:00.000Z',
  });
  service.configuration.put(sampleDetail({ open, ...change }));
}

const openOf = (service: ServiceStandIn) => service.configuration.details.get(EPIC_ID)?.open;

describe('two who write the same draft', () => {
  it('never overwrite each other: mine is put onto theirs', async () => {
    const { page, service } = await openConnections(browser, [draft()], ADDRESS);
    await page.getByLabel('FHIR base URL').fill('https://mine.example/r4');
    edgarSaves(service);
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText(/Edgar Elm saved other changes/).waitFor();
    await page.locator('[data-save-state=conflict]').waitFor();
    expect(openOf(service)?.content.clientId).toBe('by-edgar');
    expect(await page.getByLabel('FHIR base URL').inputValue()).toBe('https://mine.example/r4');
    await page.getByRole('button', { name: 'Compare the changes' }).click();
    await page.getByText('by-edgar').waitFor();
    await expectAccessible(page);
    await page.getByRole('heading', { name: 'What you changed' }).waitFor();
    await page.getByRole('button', { name: 'Put my changes onto theirs' }).click();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Step 1 of 5: EHR address');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.locator('[data-save-state=saved]').waitFor();
    expect(openOf(service)?.content).toMatchObject({
      fhirBaseUrl: 'https://mine.example/r4',
      clientId: 'by-edgar',
    });
  });

  it('may go on with the other’s', async () => {
    const { page, service } = await openConnections(browser, [draft()], ADDRESS);
    await page.getByLabel('FHIR base URL').fill('https://mine.example/r4');
    edgarSaves(service);
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByRole('button', { name: 'Drop mine and go on with theirs' }).click();
    await page.locator('[data-save-state=saved]').waitFor();
    expect(await page.getByLabel('FHIR base URL').inputValue()).toBe(BASE_URL);
    expect(openOf(service)?.version).toBe(2);
  });

  it('are told when they are one, with two windows', async () => {
    const { page, service } = await openConnections(browser, [draft()], ADDRESS);
    await page.getByLabel('FHIR base URL').fill('https://mine.example/r4');
    edgarSaves(service, {
      open: sampleRevision({ version: 2, content: sampleContent({ clientId: 'of-the-other' }) }),
    });
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page
      .getByText(/You changed this draft in another window\. There you saved other changes/)
      .waitFor();
    expect(await page.getByText(/Somebody else|Ada Alder/).count()).toBe(0);
    await page.getByRole('button', { name: 'Compare the changes' }).click();
    await page.getByRole('heading', { name: 'What you changed in the other window' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Put the changes of this window onto it' }).click();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.locator('[data-save-state=saved]').waitFor();
    expect(openOf(service)?.content).toMatchObject({
      fhirBaseUrl: 'https://mine.example/r4',
      clientId: 'of-the-other',
    });
  });

  it('are not bothered when the other changed nothing of the content', async () => {
    const { page, service } = await openConnections(browser, [draft()], ADDRESS);
    await page.getByLabel('FHIR base URL').fill('https://mine.example/r4');
    const registration = { state: 'waiting' as const, since: '2026-11-21T10:00:00.000Z' };
    service.configuration.put(sampleDetail({ open: sampleRevision({ version: 2, registration }) }));
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.locator('[data-save-state=saved]').waitFor();
    expect(openOf(service)).toMatchObject({
      registration,
      content: { fhirBaseUrl: 'https://mine.example/r4' },
    });
  });

  it('keep what was typed when the other proposed meanwhile', async () => {
    const { page, service } = await openConnections(browser, [draft()], ADDRESS);
    await page.getByLabel('FHIR base URL').fill('https://mine.example/r4');
    edgarSaves(service, {
      open: sampleRevision({ version: 2, state: 'proposed', changedBy: EDGAR.id, proposedBy: EDGAR.id }),
    });
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText(/Edgar Elm proposed it as it was/).waitFor();
    expect(await page.getByLabel('FHIR base URL').inputValue()).toBe('https://mine.example/r4');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Drop mine and go on with theirs' }).click();
    await page.getByText('Revision 1 waits for approval.').waitFor();
  });
});

describe('what is not saved', () => {
  it('is saved when one goes to another step, and can be come back to', async () => {
    const { page, service } = await openConnections(browser, [draft()], ADDRESS);
    await page.getByLabel('FHIR base URL').fill('https://later.example/r4');
    await page.locator('[data-save-state=unsaved]').waitFor();
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await page.getByRole('heading', { name: 'Step 2 of 5: Register in the EHR' }).waitFor();
    await page.waitForFunction(
      () => document.activeElement?.textContent === 'Step 2 of 5: Register in the EHR',
    );
    await page.locator('[data-save-state=saved]').waitFor();
    expect(openOf(service)?.content.fhirBaseUrl).toBe('https://later.example/r4');
    await page.reload();
    await page.goBack();
    expect(await page.getByLabel('FHIR base URL').inputValue()).toBe('https://later.example/r4');
  });

  it('is asked about before one leaves', async () => {
    const { page, service } = await openConnections(browser, [draft()], ADDRESS);
    await page.getByLabel('FHIR base URL').fill('https://leaving.example/r4');
    await page.getByRole('link', { name: 'Connections', exact: true }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Connections');
    expect(page.url()).toContain(ADDRESS);
    expect(await page.getByLabel('FHIR base URL').inputValue()).toBe('https://leaving.example/r4');
    await page.getByRole('link', { name: 'All connections' }).click();
    await dialog.getByRole('button', { name: 'Save and leave' }).click();
    await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
    expect(openOf(service)?.content.fhirBaseUrl).toBe('https://leaving.example/r4');
  });

  it('stays on the page when it could not be saved, offline too', async () => {
    const { page, service, context } = await openConnections(browser, [draft()], ADDRESS);
    await page.getByLabel('FHIR base URL').fill('https://offline.example/r4');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.locator('[data-save-state=failed]').waitFor();
    await page.getByText(/The service cannot be reached/).waitFor();
    await expectAccessible(page);
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('[data-save-state=saved]').waitFor();
    expect(openOf(service)?.content.fhirBaseUrl).toBe('https://offline.example/r4');
  });

  it('is discarded only after asking', async () => {
    const { page, service } = await openConnections(browser, [draft()], ADDRESS);
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Begin a draft' }).waitFor();
    expect(openOf(service)).toBeNull();
    await expectAccessible(page);
  });
});
