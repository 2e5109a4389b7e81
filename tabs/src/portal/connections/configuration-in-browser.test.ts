import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import { openConnections } from '../testing/open-connections.ts';
import {
  approvedRevision,
  EMPTY_CONTENT,
  EPIC_ID,
  GREEN_CHECKS,
  MIXED_CHECKS,
  proposedRevision,
  reportOf,
  sampleContent,
  sampleDetail,
  sampleRevision,
} from '../testing/sample-connections.ts';
import { EDGAR, VISITS_ACCOUNT } from '../testing/sample-people.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const at = (step: string) => `#/connections/${EPIC_ID}/configuration/${step}`;
const empty = () =>
  sampleDetail({ open: sampleRevision({ content: EMPTY_CONTENT, missing: ['fhirBaseUrl'] }) });
const complete = () => sampleDetail({ open: sampleRevision({ probe: reportOf(GREEN_CHECKS) }) });
const isSaved = (page: Page) => page.locator('[data-save-state=saved]').waitFor();
const isFocused = (field: Locator) =>
  expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
const outcomes = (page: Page) =>
  page.locator('[data-check]').evaluateAll((lines) => lines.map((line) => line.getAttribute('data-outcome')));

describe('the address of the EHR', () => {
  it('is checked item by item, with a sentence and a way out for each', async () => {
    const { page, service } = await openConnections(browser, [empty()], at('address'));
    service.configuration.probe = { results: MIXED_CHECKS, holdAt: 4 };
    await page.getByLabel('FHIR base URL').fill('https://fhir.northwind.example/api/FHIR/R4');
    await page.getByLabel('FHIR base URL').press('Enter');
    await page.getByText('4 of 14 checked').waitFor();
    expect((await outcomes(page)).slice(0, 6)).toEqual([
      'fine',
      'fine',
      'warning',
      'fine',
      'running',
      'waiting',
    ]);
    await expectAccessible(page);
    service.configuration.letGoOn();
    await page.getByText('Something has to be corrected.').waitFor();
    const failed = page.locator('[data-check=smart-configuration]');
    await failed.getByText(/does not offer PKCE with S256/).waitFor();
    await failed.getByText(/Ask your EHR team to turn on S256/).waitFor();
    await page
      .locator('[data-check=client]')
      .getByText(/an earlier check has to succeed first/)
      .waitFor();
    await expectAccessible(page);
    expect(service.configuration.details.get(EPIC_ID)?.open?.content.fhirBaseUrl).toBe(
      'https://fhir.northwind.example/api/FHIR/R4',
    );
  });

  it('keeps what was found, and says when it belongs to another address', async () => {
    const { page } = await openConnections(browser, [complete()], at('address'));
    await page.getByText('Everything that has to be right is right.').waitFor();
    await page.getByLabel('FHIR base URL').fill('https://elsewhere.example/r4');
    await page.getByText(/Another address was checked/).waitFor();
    expect(await page.locator('[data-check]').count()).toBe(0);
  });

  it('says so when the check breaks off', async () => {
    const { page, service } = await openConnections(browser, [complete()], at('address'));
    service.answers.set(`POST /api/connections/${EPIC_ID}/probe`, () => ({
      status: 503,
      code: 'ehr-unavailable',
    }));
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByText(/The check stopped before its end. Reference: ref-503/).waitFor();
    await expectAccessible(page);
  });
});

describe('the registration in the EHR', () => {
  it('hands out the addresses, and remembers that one waits for the EHR', async () => {
    const { page, service, context } = await openConnections(browser, [complete()], at('registration'));
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy: Redirect address' }).click();
    await page.getByText('Copied').first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `https://visits.example/launch/${EPIC_ID}/callback`,
    );
    await page.getByLabel('Client ID').fill('client-7');
    await page.getByRole('radio', { name: /waiting for the EHR to activate/ }).check();
    await page.getByText(/^Waiting since .* Epic takes up to 12 hours/).waitFor();
    await expectAccessible(page);
    expect(service.configuration.details.get(EPIC_ID)?.open).toMatchObject({
      content: { clientId: 'client-7' },
      registration: { state: 'waiting' },
    });
    const unknown = { check: 'client', outcome: 'failed', finding: 'client-unknown', details: {} } as const;
    service.configuration.probe = { results: [unknown], holdAt: null };
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.locator('[data-check=client][data-outcome=warning]').waitFor();
    service.configuration.probe = { results: GREEN_CHECKS, holdAt: null };
    await page.getByRole('button', { name: 'Check now' }).click();
    await page
      .locator('[data-check=client]')
      .getByText('The EHR knows this client ID and our keys.')
      .waitFor();
    await page.getByRole('radio', { name: 'The client is active', checked: true }).waitFor();
    expect(service.configuration.details.get(EPIC_ID)?.open?.registration.state).toBe('active');
  });
});

describe('approver and organisers', () => {
  it('are found by keyboard, with photo and title', async () => {
    const { page, service } = await openConnections(browser, [empty()], at('people'));
    const search = page.getByRole('combobox', { name: 'Search for the approver' });
    await search.focus();
    await page.keyboard.type('Ed');
    await page.getByText('2 people found. Choose with the arrow keys and Enter.').waitFor();
    const option = page.getByRole('option', { name: /Edgar Elm/ });
    await option.getByText('Epic analyst').waitFor();
    await option.locator('img[src^="data:image/png"]').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Remove Ed/ }).waitFor();
    await page.waitForFunction(() =>
      document.activeElement?.getAttribute('aria-label')?.startsWith('Remove'),
    );
    await page.getByRole('combobox', { name: 'Search for an organiser' }).fill('Virtual');
    await page.getByRole('option', { name: /Virtual Visits 1/ }).click();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await isSaved(page);
    await expectAccessible(page);
    const content = service.configuration.details.get(EPIC_ID)?.open?.content;
    expect(content?.organizers).toEqual([VISITS_ACCOUNT.id]);
    expect(content?.approver).not.toBeNull();
  });

  it('says when nobody is found, when the directory is slow, and when it fails', async () => {
    const { page, service } = await openConnections(browser, [empty()], at('people'));
    const search = page.getByRole('combobox', { name: 'Search for the approver' });
    await search.fill('Zo');
    await page.getByText('Nobody’s name begins with “Zo”.').waitFor();
    await expectAccessible(page);
    const held = Promise.withResolvers<void>();
    await page.route('**/api/people?search=Edi', async (route) => {
      await held.promise;
      await route.fallback();
    });
    await search.fill('Edi');
    await page.getByText('Searching the directory').waitFor();
    await search.fill('Edgar');
    await page.getByRole('option', { name: /Edgar Elm/ }).waitFor();
    held.resolve(); // too late: another text was typed since
    service.answers.set('GET /api/people', () => ({ status: 503, code: 'directory-unavailable' }));
    await search.fill('Edg');
    await page.getByText(/The directory could not be searched. Reference: ref-503/).waitFor();
    await expectAccessible(page);
    service.answers.clear();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('option', { name: /Edgar Elm/ }).waitFor();
  });

  it('needs no approver for Oracle Health, and says so', async () => {
    const detail = { ...empty(), ehr: 'oracle-health' as const };
    const { page } = await openConnections(browser, [detail], at('people'));
    await page.getByText(/Oracle Health needs no approver/).waitFor();
    await expectAccessible(page);
  });
});

describe('visits', () => {
  it('marks what is assumed of Epic, and never shows credentials again', async () => {
    const { page, service } = await openConnections(browser, [complete()], at('visits'));
    await page.getByRole('radio', { name: /Epic connection status/ }).check();
    await page.getByText('To be confirmed with Epic').waitFor();
    const { fhirBaseUrl } = sampleContent();
    const beside = fhirBaseUrl.replace(/FHIR\/R4$/, 'epic/2018/');
    await page.getByText(`For example ${beside}`).waitFor();
    await page.getByLabel('Address of the service').fill('to be asked for');
    await page.getByRole('radio', { name: /User and password/ }).check();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('Enter a complete address, beginning with https://.').waitFor();
    await page.locator('[data-save-state=invalid]').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Address of the service').fill('https://fhir.northwind.example/status');
    await page.getByRole('button', { name: 'Set user and password' }).click();
    await isFocused(page.getByRole('textbox', { name: /^User/ }));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await isFocused(page.getByRole('button', { name: 'Set user and password' }));
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: /^User/ }).fill('emp-teams');
    await page.getByRole('button', { name: 'Save user and password' }).click();
    await page.getByText('Fill this in.').waitFor();
    await isFocused(page.getByRole('textbox', { name: 'Password' }));
    await page.getByRole('textbox', { name: 'Password' }).fill('not-shown-again');
    await page.getByRole('button', { name: 'Save user and password' }).click();
    await page.getByText('Saved. They will not be shown again.').waitFor();
    await expectAccessible(page);
    expect(await page.content()).not.toContain('not-shown-again');
    expect(service.configuration.details.get(EPIC_ID)?.open).toMatchObject({
      hasBasicCredentials: true,
      content: { writeback: { kind: 'epic', url: 'https://fhir.northwind.example/status' } },
    });
  });

  it('can be limited to departments, and shared with another organisation', async () => {
    const { page, service } = await openConnections(browser, [complete()], at('visits'));
    await page.getByRole('radio', { name: /Only these departments/ }).check();
    await page.getByLabel('Department IDs').fill('10501\n10502\n\n10501');
    await page.getByRole('button', { name: 'Share with an organisation' }).click();
    const share = page.getByRole('group', { name: 'Organisation 1' });
    await share.getByLabel('Microsoft tenant ID').fill('0b1c2d3e-4f50-4a61-8b72-9c83ad94be05');
    await share.getByLabel('Department IDs').fill('20301');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await isSaved(page);
    await expectAccessible(page);
    expect(service.configuration.details.get(EPIC_ID)?.open?.content).toMatchObject({
      onlyDepartments: ['10501', '10502'],
      shares: [{ tenantId: '0b1c2d3e-4f50-4a61-8b72-9c83ad94be05', departments: ['20301'] }],
    });
  });
});

describe('the review', () => {
  it('leads to what is missing', async () => {
    const detail = sampleDetail({
      open: sampleRevision({
        content: EMPTY_CONTENT,
        missing: ['fhirBaseUrl', 'organizers', 'authority', 'probe'],
      }),
    });
    const { page } = await openConnections(browser, [detail], at('review'));
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Choose at least one organiser for the meetings.' }).click();
    await page.getByRole('heading', { name: 'Step 3 of 5: Approver and organisers' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'field-organizers');
  });

  it('shows the difference to what serves, and proposes it with a reason', async () => {
    const live = approvedRevision();
    const open = sampleRevision({
      number: 2,
      content: sampleContent({ fhirBaseUrl: 'https://new.northwind.example/api/FHIR/R4', organizers: [] }),
      probe: reportOf(GREEN_CHECKS, 'https://new.northwind.example/api/FHIR/R4'),
    });
    const detail = sampleDetail({ state: 'approved', live, open });
    const { page, service } = await openConnections(browser, [detail], at('review'));
    await page.getByText('https://new.northwind.example/api/FHIR/R4').waitFor();
    await page.getByText(live.content.fhirBaseUrl).waitFor();
    await page.getByText('Virtual Visits 1').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Why').fill('The EHR moved.');
    await page.getByRole('button', { name: 'Propose for approval' }).click();
    await page.getByText('Revision 2 waits for approval.').waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Configuration');
    await page.getByText(/Edgar Elm can approve or reject it until/).waitFor();
    expect(await page.getByLabel('FHIR base URL').count()).toBe(0);
    await expectAccessible(page);
    expect(service.configuration.details.get(EPIC_ID)?.open).toMatchObject({
      state: 'proposed',
      note: 'The EHR moved.',
    });
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('button', { name: 'Correct revision 2 and propose it again' }).waitFor();
    await expectAccessible(page);
  });

  it('says what the service still misses when it refuses', async () => {
    const { page, service } = await openConnections(browser, [complete()], at('review'));
    service.answers.set(`POST /api/connections/${EPIC_ID}/draft/propose`, () => ({
      status: 409,
      code: 'revision-incomplete',
    }));
    await page.getByRole('button', { name: 'Propose for approval' }).click();
    await page
      .getByRole('alert')
      .getByText(/ref-409/)
      .waitFor();
    await expectAccessible(page);
  });
});

describe('what serves, and what is proposed', () => {
  it('is read, and changed by beginning a draft', async () => {
    const detail = sampleDetail({ state: 'approved', live: approvedRevision() });
    const { page } = await openConnections(browser, [detail], `#/connections/${EPIC_ID}`);
    await page.getByText('What serves now').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Propose a change' }).click();
    await page.getByText('The approved revision goes on serving while you change this draft.').waitFor();
    await page.getByRole('heading', { name: 'Step 1 of 5: EHR address' }).waitFor();
  });

  it('is read only while somebody decides', async () => {
    const detail = sampleDetail({ open: proposedRevision() });
    const { page } = await openConnections(browser, [detail], `#/connections/${EPIC_ID}`);
    await page.getByText(/Until then nothing in it can be changed/).waitFor();
    await page.getByText('What is proposed').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    await expectAccessible(page);
  });

  it('says why it was rejected, and begins again with what it held', async () => {
    const rejected = proposedRevision({
      state: 'rejected',
      decidedBy: EDGAR.id,
      reason: 'Wrong environment.',
    });
    const detail = sampleDetail({ history: [rejected] });
    const { page, service } = await openConnections(browser, [detail], `#/connections/${EPIC_ID}`);
    await page.getByText(/Wrong environment\./).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Correct revision 1 and propose it again' }).click();
    await page.getByRole('heading', { name: 'Step 1 of 5: EHR address' }).waitFor();
    expect(service.configuration.details.get(EPIC_ID)?.open?.number).toBe(2);
    await page.getByText(/Wrong environment\./).waitFor(); // still there to be corrected by
  });
});
