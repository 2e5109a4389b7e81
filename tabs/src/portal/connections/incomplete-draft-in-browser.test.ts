import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import { openConnections } from '../testing/open-connections.ts';
import {
  EMPTY_CONTENT,
  EPIC_ID,
  GREEN_CHECKS,
  proposedRevision,
  reportOf,
  sampleContent,
  sampleDetail,
  sampleRevision,
} from '../testing/sample-connections.ts';
import { EDGAR } from '../testing/sample-people.ts';
import { firstWriteback } from './configuration/first-content.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const at = (step: string) => `#/connections/${EPIC_ID}/configuration/${step}`;
const empty = () =>
  sampleDetail({
    open: sampleRevision({ content: EMPTY_CONTENT, missing: ['fhirBaseUrl', 'clientId', 'writeback.url'] }),
  });
const complete = () => sampleDetail({ open: sampleRevision({ probe: reportOf(GREEN_CHECKS) }) });
const isFocused = (field: Locator) =>
  expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
const stepLink = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name });

describe('one field that cannot be saved', () => {
  const withBadShare = async (page: Page) => {
    await page.getByRole('radio', { name: 'RS384' }).check();
    await page.getByRole('button', { name: 'Share with an organisation' }).click();
    return page.getByLabel('Microsoft tenant ID');
  };

  it('keeps one in its step, with the focus there; everything else is saved', async () => {
    const { page, service } = await openConnections(browser, [complete()], at('visits'));
    const tenant = await withBadShare(page);
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await isFocused(tenant);
    await page.getByText('This has to be filled in correctly.').waitFor();
    await page.getByText('Saved, but for what has to be corrected').waitFor();
    await page.getByRole('heading', { name: 'Step 4 of 5: Visits' }).waitFor();
    await expectAccessible(page);
    const { content } = service.configuration.details.get(EPIC_ID)?.open ?? {};
    expect(content).toMatchObject({ signingAlgorithm: 'RS384', shares: [] });
    await tenant.fill('0b1c2d3e-4f50-4a61-8b72-9c83ad94be05');
    await page.getByLabel('Department IDs').fill('20301');
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await page.getByRole('heading', { name: 'Step 5 of 5: Review and propose' }).waitFor();
    await page.locator('[data-save-state=saved]').waitFor();
  });

  it('is told by the review, which shows what is saved and leads there', async () => {
    const { page } = await openConnections(browser, [complete()], at('visits'));
    const tenant = await withBadShare(page);
    await stepLink(page, /Review and propose/).click();
    await stepLink(page, /Visits, something has to be corrected/).waitFor();
    const wrong = page.getByRole('link', {
      name: 'Correct this in the step “Visits”: Shared with other organisations',
    });
    await wrong.first().waitFor();
    expect(await page.getByText('Nothing is missing').count()).toBe(0);
    expect(await page.getByText(/^:/).count()).toBe(0);
    await expectAccessible(page);
    await wrong.first().click();
    await isFocused(tenant);
  });

  it('is led to by whoever would save and leave', async () => {
    const { page } = await openConnections(browser, [complete()], at('visits'));
    const tenant = await withBadShare(page);
    await stepLink(page, /EHR address/).click();
    await page.getByRole('link', { name: 'All connections' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Save and leave' }).click();
    await page.getByRole('heading', { name: 'Step 4 of 5: Visits' }).waitFor();
    await isFocused(tenant);
    expect(page.url()).toContain(at('visits'));
  });
});

describe('what was not chosen yet', () => {
  it('of a new Epic connection is how Epic is told, and the step says that it is not done', async () => {
    const { page } = await openConnections(browser, [empty()], at('visits'));
    await stepLink(page, /Visits, something is missing/).waitFor();
    await page.getByRole('radio', { name: /Epic connection status/, checked: true }).waitFor();
    await page.getByLabel('Address of the service').fill('https://fhir.northwind.example/status');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await stepLink(page, /Visits, complete/).waitFor();
    await expectAccessible(page);
  });

  it('is not checked yet, and nothing wrong', async () => {
    const { page, service } = await openConnections(browser, [empty()], at('address'));
    const results = GREEN_CHECKS.map((result) => {
      if (result.check === 'organizer-licences')
        return { ...result, outcome: 'skipped' as const, finding: 'organizers-none' };
      return result.check === 'meeting-policy' || result.check === 'client'
        ? { ...result, outcome: 'skipped' as const, finding: null, details: {} }
        : result;
    });
    service.configuration.probe = { results, holdAt: null };
    // What cannot be saved was not looked at: it makes nothing old that was.
    await stepLink(page, /Visits/).click();
    await page.getByLabel('Address of the service').fill('to be asked for');
    await stepLink(page, /EHR address/).click();
    await page.getByLabel('FHIR base URL').fill('https://fhir.northwind.example/api/FHIR/R4');
    await page.getByRole('button', { name: 'Check this address' }).click();
    await page.getByText('Nothing is wrong so far. What is not chosen yet is not checked yet.').waitFor();
    const organizers = page.locator('[data-check=organizer-licences]');
    await organizers.getByText('Not checked yet').waitFor();
    await organizers.getByText(/Choose at least one account in the step/).waitFor();
    await stepLink(page, /EHR address, complete/).waitFor();
    await expectAccessible(page);
    await stepLink(page, /Review/).click();
    await page.getByRole('link', { name: /in the step “Visits”: Address of the service/ }).waitFor();
    expect(await page.getByRole('link', { name: /Enter the address of the writeback/ }).count()).toBe(0);
  });

  it('is told once for all that could not be looked at', async () => {
    const { page, service } = await openConnections(browser, [empty()], at('address'));
    const results = GREEN_CHECKS.map((result, index) =>
      index === 0
        ? { ...result, outcome: 'failed' as const, finding: 'address-unknown-host' }
        : { ...result, outcome: 'skipped' as const, finding: null, details: {} },
    );
    service.configuration.probe = { results: results.slice(0, 11), holdAt: null };
    await page.getByLabel('FHIR base URL').fill('https://nowhere.example/R4');
    await page.getByRole('button', { name: 'Check this address' }).click();
    await page.getByText('Something has to be corrected.').waitFor();
    expect(await page.locator('[data-outcome=skipped]').count()).toBe(10);
    expect(await page.getByText(/an earlier check has to succeed first/).count()).toBe(1);
  });

  it('is asked for where it is needed: the address to be checked, the client that is to be active', async () => {
    const { page, service } = await openConnections(browser, [empty()], at('address'));
    await page.getByRole('button', { name: 'Check this address' }).click();
    await page.getByText('Enter the address of the EHR first.').waitFor();
    await isFocused(page.getByLabel('FHIR base URL'));
    await stepLink(page, /Register in the EHR/).click();
    await page.getByRole('radio', { name: 'The client is active' }).click();
    await page.getByText('Enter the client ID first: without one no client is active.').waitFor();
    await isFocused(page.getByLabel('Client ID'));
    await page.getByRole('radio', { name: 'Still to be registered', checked: true }).waitFor();
    await expectAccessible(page);
    expect(service.configuration.details.get(EPIC_ID)?.open?.registration.state).toBe('to-register');
    await stepLink(page, /Approver and organisers/).click();
    for (const name of ['Search for the approver', 'Search for an organiser'])
      expect(await page.getByRole('combobox', { name }).getAttribute('required')).not.toBeNull();
  });

  it('is never what only Epic has, of another EHR', async () => {
    const { page } = await openConnections(browser, [{ ...complete(), ehr: 'fhir-r4' }], at('visits'));
    await page.getByRole('radio', { name: 'The appointment of the launch' }).waitFor();
    expect(await page.getByRole('radio', { name: /Epic/ }).count()).toBe(0);
  });
});

describe('the review', () => {
  it('is not ticked before it is proposed, and warns of what would tell nobody', async () => {
    const detail = complete();
    const { page, service } = await openConnections(browser, [detail], at('review'));
    await stepLink(page, /Review and propose, not proposed yet/).waitFor();
    await page.getByText(/no fallback is chosen/).waitFor();
    await page.getByText(/nothing is written back/).waitFor();
    await expectAccessible(page);
    const fallback = { kind: 'person', entraObjectId: EDGAR.id } as const;
    const writeback = { ...firstWriteback('epic'), url: 'https://fhir.northwind.example/status' };
    service.configuration.put({
      ...detail,
      settings: { ...detail.settings, fallback },
      open: sampleRevision({ content: sampleContent({ writeback }) }),
    });
    await page.reload();
    await page.getByText('Nothing is missing: this can be proposed.').waitFor();
    expect(await page.getByText(/no fallback is chosen|nothing is written back/).count()).toBe(0);
  });

  it('is over in a proposal: only where one stands with the EHR is noted on', async () => {
    const detail = sampleDetail({ open: proposedRevision() });
    const { page } = await openConnections(browser, [detail], `#/connections/${EPIC_ID}`);
    await page.getByText('Your own note beside the proposal: it can be changed meanwhile.').waitFor();
    await expectAccessible(page);
  });
});
