import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import type { ConfigurationStandIn } from './testing/configuration-stand-in.ts';
import { openSection } from './testing/open-section.ts';
import { AUDITOR, CONNECTION_ID, daysAgo, PROPOSAL, sampleRevision } from './testing/sample-connection.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const proposed = (configuration: ConfigurationStandIn) => {
  const { detail } = configuration;
  configuration.detail = {
    ...detail,
    open: PROPOSAL,
    history: [PROPOSAL, ...detail.history],
    allowed: ['view-configuration', 'decide', 'edit-draft'],
  };
};
const signedIn = (configuration: ConfigurationStandIn) => {
  proposed(configuration);
  configuration.detail = {
    ...configuration.detail,
    open: {
      ...PROPOSAL,
      ehrSignInAt: new Date().toISOString(),
      ehrSignInIssuer: PROPOSAL.authority?.issuer ?? null,
    },
  };
};
const decided = (state: 'approved' | 'rejected') => (detail: ConfigurationStandIn['detail']) => ({
  ...detail,
  open: null,
  history: [sampleRevision({ ...PROPOSAL, state, decidedBy: null }), ...detail.history],
});

describe('the approver', () => {
  it('sees what changes, signs in to the EHR in another window, and approves what was shown', async () => {
    const { page, context, configuration, service } = await openSection(browser, 'approval', proposed);
    await page.getByText('Ben Birch and Cleo Cedar').waitFor();
    await page.getByText('Cleo organises the cardiology visits from now on.').waitFor();
    // Whose proposal it is, and where the approver would sign in.
    for (const shown of [
      'Northwind Health',
      'https://fhir.northwind.example/interconnect/api/FHIR/R4',
      'https://fhir.northwind.example/interconnect/oauth2/authorize',
      'If you do not know these addresses, do not sign in: reject the proposal.',
    ])
      await page.locator('main').getByText(shown, { exact: true }).first().waitFor();
    const approve = page.getByRole('button', { name: 'Approve' });
    expect(await approve.getAttribute('aria-disabled')).toBe('true');
    await expectAccessible(page);

    const opened = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Sign in to the EHR' }).click();
    const window = await opened;
    expect(window.url()).toBe(`${service.origin}/approval/${CONNECTION_ID}/4`);
    await page.getByText('Waiting for your sign-in in the other window').waitFor();
    await expectAccessible(page);
    await vi.waitUntil(() => service.openListeners() > 0, { timeout: 15_000 });
    signedIn(configuration);
    service.tellChanged(CONNECTION_ID);
    await window.close();
    await page
      .getByText(
        /^You signed in to the EHR on .+ https:\/\/fhir\.northwind\.example\/interconnect\/oauth2 confirmed it\.$/,
      )
      .waitFor();
    await expectAccessible(page);

    configuration.effects['POST revisions/4/approve'] = decided('approved');
    await approve.click();
    await page.getByText('You approved it.').waitFor();
    expect(configuration.sent).toEqual([
      {
        what: `POST /api/connections/${CONNECTION_ID}/revisions/4/approve`,
        body: { digest: PROPOSAL.digest },
      },
    ]);
    // Where the buttons were is nothing any more: the focus is on what came of it.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toMatch(/^You approved it\./);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Go on with the integration records' }).click();
    await page.getByRole('heading', { level: 2, name: 'Integration records' }).waitFor();
  });

  it('is not waited for once they look at the page again, and can try again', async () => {
    const { page, context, configuration, service } = await openSection(browser, 'approval', proposed);
    const waiting = page.getByText('Waiting for your sign-in in the other window');
    for (const name of ['Sign in to the EHR', 'Try the sign-in again']) {
      const opened = context.waitForEvent('page');
      await page.getByRole('button', { name }).click();
      await waiting.waitFor();
      await (await opened).close();
      await page.evaluate(() => window.dispatchEvent(new Event('focus'))); // headless pages always have it
      await page.getByText(/^You are back, and the EHR has not confirmed you\./).waitFor();
      expect(await waiting.count()).toBe(0);
      await expectAccessible(page);
    }
    await vi.waitUntil(() => service.openListeners() > 0, { timeout: 15_000 });
    signedIn(configuration);
    service.tellChanged(CONNECTION_ID);
    await page.getByText(/^You signed in to the EHR on /).waitFor();
    expect(await page.getByText(/^You are back/).count()).toBe(0);
  });

  it('rejects with a reason, by keyboard, without signing in to the EHR', async () => {
    const { page, configuration } = await openSection(browser, 'approval', proposed);
    configuration.effects['POST revisions/4/reject'] = decided('rejected');
    await page.getByRole('button', { name: 'Reject' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('alertdialog');
    await dialog.waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Reject the proposal' }).focus();
    await page.keyboard.press('Enter');
    await dialog.getByText('Say why.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    expect(configuration.sent).toEqual([]);
    await page.keyboard.type('The wrong organiser');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('You rejected it.').waitFor();
    expect(configuration.sent[0]?.body).toEqual({ digest: PROPOSAL.digest, reason: 'The wrong organiser' });
  });

  it.each([
    [409, 'revision-changed', 'It is no longer what you were shown.'],
    [409, 'revision-not-open', 'It has been decided, withdrawn or replaced by somebody else.'],
    [409, 'revision-expired', 'The time for deciding is over.'],
    [403, 'approval-unproven', 'Your sign-in to the EHR no longer counts.'],
    [403, 'not-allowed', 'You may not do this, or not any more.'],
    [500, 'bug', 'The service could not answer.'],
  ])('is told with %i %s why it was not approved, and with which reference', async (status, code, words) => {
    const { page, configuration } = await openSection(browser, 'approval', signedIn);
    configuration.refusals['/approve'] = { status, code };
    await page.getByRole('button', { name: 'Approve' }).click();
    const alert = page.getByRole('alert').filter({ hasText: words });
    await alert.waitFor();
    expect(await alert.textContent()).toContain(`ref-${code}`);
    await expectAccessible(page);
    if (status !== 409) return;
    configuration.detail = decided('approved')(configuration.detail);
    await alert.getByRole('button', { name: 'Show how it is now' }).click();
    await page.getByText('Revision 4 was approved.').waitFor();
  });

  it('goes on after an outage of the network', async () => {
    const { page, context, configuration } = await openSection(browser, 'approval', signedIn);
    configuration.effects['POST revisions/4/approve'] = decided('approved');
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText(/The service cannot be reached/).waitFor();
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('You approved it.').waitFor();
  });
});

it('says on which day a proposal was withdrawn, and not when it would have expired', async () => {
  const { page } = await openSection(browser, 'approval', (configuration) => {
    const { detail } = configuration;
    const withdrawn = sampleRevision({
      ...PROPOSAL,
      state: 'withdrawn',
      changedAt: '2026-03-04T12:00:00.000Z',
      expiresAt: '2026-03-18T12:00:00.000Z',
    });
    configuration.detail = { ...detail, open: null, history: [withdrawn, ...detail.history] };
  });
  const told = page.locator('.fui-MessageBarBody').filter({ hasText: 'Revision 4 was withdrawn.' });
  await told.waitFor();
  expect(await told.textContent()).toMatch(/Mar 4, 2026/);
  expect(await told.textContent()).not.toContain('18');
});

it('shows what a first proposal holds as facts, each once', async () => {
  const { page } = await openSection(browser, 'approval', (configuration) => {
    const { detail } = configuration;
    configuration.detail = {
      ...detail,
      state: 'unapproved',
      live: null,
      open: PROPOSAL,
      history: [PROPOSAL],
      allowed: AUDITOR,
    };
  });
  await page.getByText('Nothing of this connection is in service yet, so this is all of it.').waitFor();
  await page.getByText(/Nothing of this connection is in service until then\.$/).waitFor();
  await page.getByRole('term').filter({ hasText: 'Organisers' }).waitFor();
  expect(await page.getByText('Proposed', { exact: true }).count()).toBe(0);
  await expectAccessible(page);
});

it('shows a sign-in of the EHR that moved, and credentials that were replaced', async () => {
  const { page } = await openSection(browser, 'approval', (configuration) => {
    const { live } = configuration.detail;
    if (!live?.authority) throw new Error('The sample serves');
    const elsewhere = 'https://elsewhere.example/oauth2/authorize';
    const open = {
      ...PROPOSAL,
      content: live.content,
      authority: { ...live.authority, authorizationEndpoint: elsewhere },
      credentialsSetIn: 4,
    };
    configuration.detail = { ...configuration.detail, open, allowed: AUDITOR };
  });
  await page.getByText('Where the EHR signs people in').waitFor();
  await page.getByText('https://elsewhere.example/oauth2/authorize').waitFor();
  await page.getByText('User and password for the writeback').waitFor();
  await page.getByText('Entered in revision 4').waitFor();
  await expectAccessible(page);
});

describe('everybody else', () => {
  it('sees who is asked since when, and what is proposed, and can decide nothing', async () => {
    const { page } = await openSection(browser, 'approval', (configuration) => {
      proposed(configuration);
      configuration.detail = { ...configuration.detail, allowed: AUDITOR };
    });
    await page.getByText(/^Ada Alder is asked to decide about this proposal/).waitFor();
    await page.getByText('Ben Birch and Cleo Cedar').waitFor();
    expect(await page.getByRole('button', { name: /Approve|Reject|Sign in/ }).count()).toBe(0);
    await expectAccessible(page);
  });

  it('is told that nothing waits, and how the last proposal ended', async () => {
    const { page } = await openSection(browser, 'approval', (configuration) => {
      const { detail } = configuration;
      configuration.detail = { ...detail, history: detail.history.slice(1) };
    });
    await page.getByText('Nothing waits for approval. The approved revision is in service.').waitFor();
    await page.getByText('Reason: We launch by CSN, see ticket 4711.').waitFor();
    await expectAccessible(page);
  });

  it('sees that the time for deciding is over', async () => {
    const { page } = await openSection(browser, 'approval', (configuration) => {
      proposed(configuration);
      configuration.detail = { ...configuration.detail, open: { ...PROPOSAL, expiresAt: daysAgo(1) } };
    });
    await page.getByText('The time for deciding is over.').waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await expectAccessible(page);
  });
});
