import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import { openConnections } from '../testing/open-connections.ts';
import { openSignedIn } from '../testing/open-portal.ts';
import {
  AUDITOR_MAY,
  approvedRevision,
  proposedRevision,
  sampleContent,
  sampleDetail,
  sampleInvitation,
  sampleRevision,
} from '../testing/sample-connections.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe('the list of connections', () => {
  it('says what this is when nothing is there yet, and begins with one button', async () => {
    const { page, service } = await openConnections(browser, []);
    await page.getByRole('heading', { name: 'Connect your EHR to Teams' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add a connection' }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Give the connection a name.').waitFor();
    await page.waitForFunction(() =>
      document.activeElement?.matches('[role=dialog] input:not([type=radio])'),
    );
    await page.getByLabel('Name').fill('Northwind Epic');
    await page.getByRole('radio', { name: 'Production' }).check();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Northwind Epic' }).waitFor();
    expect(page.url()).toContain('#/connections/added-1');
    expect(service.configuration.details.get('added-1')).toMatchObject({
      environment: 'production',
      ehr: 'epic',
    });
  });

  it('shows how each one stands, what waits for the reader first', async () => {
    const { page } = await openConnections(browser, [
      sampleDetail({ id: 'c-live', name: 'Live', state: 'approved', live: approvedRevision() }),
      sampleDetail({
        id: 'b-draft',
        name: 'Draft',
        open: sampleRevision({ registration: { state: 'waiting', since: '2026-11-20T09:30:00.000Z' } }),
      }),
      sampleDetail({
        id: 'd-mine',
        name: 'Mine',
        open: proposedRevision(),
        allowed: ['view-configuration', 'decide'],
      }),
      sampleDetail({
        id: 'e-off',
        name: 'Off',
        state: 'disabled',
        live: approvedRevision(),
        lastRehearsal: { at: '2026-11-20T02:00:00.000Z', by: null, isGreen: false, results: [] },
      }),
    ]);
    await page.getByText('Waits for your approval').waitFor();
    const order = await page
      .locator('[data-connection]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-connection')));
    expect(order).toEqual(['d-mine', 'b-draft', 'c-live', 'e-off']);
    await page.locator('[data-connection=b-draft]').getByText('Waits for the EHR').waitFor();
    await page.getByText('Failed on Nov 20, 2026').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Mine' }).click();
    await page.waitForURL(/#\/connections\/d-mine\/approval$/);
  });

  it('says that a connection was removed, to who removed it', async () => {
    const { page, service } = await openConnections(
      browser,
      [sampleDetail({ open: sampleRevision() })],
      `#/connections/${sampleDetail().id}/settings`,
    );
    service.answers.set(`DELETE /api/connections/${sampleDetail().id}`, () => {
      service.configuration.details.clear();
      return { status: 204 };
    });
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('Northwind Epic was removed.').waitFor();
    await page.getByRole('heading', { name: 'Connect your EHR to Teams' }).waitFor();
    await expectAccessible(page);
    await page.goto(page.url().replace(/#.*/, '#/account'));
    await page.goto(page.url().replace(/#.*/, '#/connections'));
    await page.getByRole('heading', { name: 'Connect your EHR to Teams' }).waitFor();
    expect(await page.getByText('was removed').count()).toBe(0);
  });

  it('keeps its rows apart, whichever page was drawn before', async () => {
    const { page } = await openConnections(
      browser,
      [sampleDetail({ state: 'approved', live: approvedRevision() })],
      `#/connections/${sampleDetail().id}/history`,
    );
    await page.getByRole('heading', { level: 2, name: 'History' }).waitFor();
    await page.getByRole('link', { name: 'All connections' }).click();
    const paddings = await page
      .getByRole('cell')
      .first()
      .evaluate((cell) => [getComputedStyle(cell).paddingTop, getComputedStyle(cell).paddingBottom]);
    expect(paddings).toEqual(['12px', '12px']);
  });

  it('says of what serves without an approver that nobody is named, not that somebody is still to be', async () => {
    const content = sampleContent({ approver: null });
    const { page } = await openConnections(browser, [
      sampleDetail({ state: 'approved', live: approvedRevision({ content }) }),
      sampleDetail({ id: 'new', open: sampleRevision({ content }) }),
    ]);
    const row = (id: string) => page.locator(`[data-connection=${id}]`);
    await row('northwind-epic').getByText('Nobody is named as approver').waitFor();
    await row('new').getByText('No approver chosen yet').waitFor();
  });

  it('offers what other organisations share, and takes it on', async () => {
    const { page, service } = await openConnections(browser, []);
    service.configuration.invitations = [sampleInvitation()];
    service.configuration.put(
      sampleDetail({ id: 'shared', sharedFrom: 'Contoso Hospitals', open: sampleRevision() }),
    );
    service.answers.set(`POST /api/invitations/${sampleInvitation().shareId}/accept`, (body) => {
      expect(body).toEqual({ name: 'Contoso Epic' });
      return { status: 201, body: { id: 'shared' } };
    });
    await page.reload();
    await page.getByText('Contoso Hospitals shares its EHR with you').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Accept the invitation of Contoso Hospitals' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('');
    await dialog.getByRole('button', { name: 'Accept' }).click();
    await dialog.getByText('Give the connection a name.').waitFor();
    await dialog.getByLabel('Name').fill('Contoso Epic');
    await dialog.getByRole('button', { name: 'Accept' }).click();
    await page.getByText(/shared by Contoso Hospitals/).waitFor();
  });

  it('gives the configuration as a file', async () => {
    const { page } = await openConnections(browser, [sampleDetail({ open: sampleRevision() })]);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export the configuration' }).click();
    expect((await download).suggestedFilename()).toBe('ehr-connections.json');
  });

  it('draws what is on its way', async () => {
    const { page } = await openConnections(browser, []);
    const held = Promise.withResolvers<void>();
    await page.route('**/api/connections', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.reload();
    await page.getByLabel('Loading connections').waitFor();
    await expectAccessible(page);
    held.resolve();
    await page.getByRole('heading', { name: 'Connect your EHR to Teams' }).waitFor();
  });

  it.each([
    [403, 'You do not have access', /configuration administrators, auditors/],
    [500, 'Something went wrong', /Reference: ref-500/],
  ] as const)('draws a refusal with %i kindly', async (status, title, words) => {
    const { page, service } = await openSignedIn(browser, {}, '#/connections');
    service.answers.set('GET /api/connections', () => ({ status, code: 'not-allowed' }));
    await page.reload();
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText(words).waitFor();
    await expectAccessible(page);
    service.answers.clear();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Connect your EHR to Teams' }).waitFor();
  });

  it('lets an auditor look, and nothing else', async () => {
    const { page, service } = await openConnections(browser, [
      sampleDetail({ open: sampleRevision(), allowed: [...AUDITOR_MAY] }),
    ]);
    service.configuration.allowed = [...AUDITOR_MAY];
    await page.reload();
    await page.getByRole('link', { name: 'Northwind Epic' }).waitFor();
    expect(await page.getByRole('button', { name: 'Add a connection' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Northwind Epic' }).click();
    await page.getByText(/Ada Alder is preparing this/).waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    await expectAccessible(page);
  });
});
