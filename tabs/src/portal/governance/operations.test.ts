import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import { idOf } from '../testing/sample-visits.ts';
import type { ConfigurationStandIn } from './testing/configuration-stand-in.ts';
import { openSection } from './testing/open-section.ts';
import {
  AUDITOR,
  CONNECTION_ID,
  sampleChecks,
  sampleConnection,
  sampleUnapproved,
} from './testing/sample-connection.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const readOnly = (detail = sampleConnection()) => ({ ...detail, allowed: AUDITOR });

describe('a rehearsal', () => {
  it('runs item by item, and joins those of before', async () => {
    const { page, configuration } = await openSection(browser, 'rehearsal');
    await page.getByText('The certificate has expired.').waitFor();
    await page.getByText(/^By night, /).waitFor();
    await page.getByRole('button', { name: /All right/ }).waitFor();
    expect(await page.getByRole('button', { name: /Something failed/ }).count()).toBe(0);
    await page.getByText(/the configuration administrators and the approver are told/).waitFor();
    await expectAccessible(page);
    configuration.results = sampleChecks(true);
    await page.getByRole('button', { name: 'Rehearse now' }).click();
    await page.getByRole('heading', { name: 'This rehearsal' }).waitFor();
    // What stands above is not listed once more.
    await expect.poll(() => page.getByRole('button', { name: /Something failed/ }).count()).toBe(1);
    expect(await page.getByRole('button', { name: /All right/ }).count()).toBe(1);
    await expectAccessible(page);
    await page.getByRole('button', { name: /All right.*Ben Birch/ }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByText('The server answers.').count()).toBe(2);
  });

  it('comes with a warning where nobody would be told of an arrival', async () => {
    const { page, configuration } = await openSection(browser, 'rehearsal');
    await page.getByRole('button', { name: 'Rehearse now' }).waitFor();
    expect(await page.getByText(/no fallback is chosen/).count()).toBe(0);
    const { settings } = configuration.detail;
    configuration.detail = { ...configuration.detail, settings: { ...settings, fallback: null } };
    await page.reload();
    await page.getByText(/no fallback is chosen/).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Choose one in the settings' }).click();
    await page.getByRole('heading', { level: 2, name: 'Settings' }).waitFor();
  });

  it('that is refused says so with a reference', async () => {
    const { page, configuration } = await openSection(browser, 'rehearsal');
    configuration.refusals[`POST /api/connections/${CONNECTION_ID}/rehearsals`] = {
      status: 500,
      code: 'bug',
    };
    await page.getByRole('button', { name: 'Rehearse now' }).click();
    await page.getByRole('alert').filter({ hasText: 'ref-bug' }).waitFor();
    await expectAccessible(page);
  });

  it('wants something approved, and somebody who may', async () => {
    const { page, configuration } = await openSection(browser, 'rehearsal', (prepared) => {
      prepared.detail = sampleUnapproved();
      prepared.rehearsals = [];
    });
    await page.getByText('There is something to rehearse once the connection is approved.').waitFor();
    await page.getByText('There has been none yet.').waitFor();
    await expectAccessible(page);
    configuration.detail = readOnly();
    await page.reload();
    await page.getByRole('heading', { name: 'Last rehearsal' }).waitFor();
    expect(await page.getByRole('button', { name: 'Rehearse now' }).count()).toBe(0);
  });
});

describe('keys', () => {
  it('have a state whose words stay within their badge', async () => {
    const waits = (configuration: ConfigurationStandIn) => {
      const { detail } = configuration;
      const keys = detail.keys.map((key) => ({ ...key, state: 'upcoming' as const }));
      configuration.detail = { ...detail, keys };
    };
    const { page } = await openSection(browser, 'keys', waits, {
      locale: 'es-ES',
      viewport: { width: 800, height: 700 },
    });
    await page.getByText('Publicada, firmará más tarde').first().waitFor();
    const badges = page.locator('.fui-Badge');
    expect(await badges.count()).toBeGreaterThan(0);
    expect(
      await badges.evaluateAll((all) =>
        all.filter((badge) => {
          const range = document.createRange();
          range.selectNodeContents(badge);
          const [words, box] = [range.getBoundingClientRect(), badge.getBoundingClientRect()];
          return words.top < box.top || words.bottom > box.bottom;
        }),
      ),
    ).toEqual([]);
  });

  it('are rotated after being told what happens, and not twice at once', async () => {
    const { page, configuration } = await openSection(browser, 'keys');
    await page.getByText('kZ3m8yV0').waitFor();
    await expectAccessible(page);
    configuration.refusals['/keys/rotate'] = { status: 409, code: 'keys-rotating' };
    await page.getByRole('button', { name: 'Rotate now' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText(/signs after 30 hours/).waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await dialog.getByText(/^.*A new key is waiting for its turn already/).waitFor();
    configuration.refusals = {};
    configuration.effects['POST keys/rotate'] = (detail) => ({
      ...detail,
      keys: detail.keys.map((key) => ({ ...key, state: 'upcoming' as const })),
    });
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('A new key is published.', { exact: true }).waitFor();
    await page.getByText('A new key is published and waits for its turn.').waitFor();
    expect(await page.getByRole('button', { name: 'Rotate now' }).getAttribute('aria-disabled')).toBe('true');
    await expectAccessible(page);
  });

  it('are read, and no more, by an auditor', async () => {
    const { page } = await openSection(browser, 'keys', (configuration) => {
      configuration.detail = readOnly();
    });
    await page.getByText('kZ3m8yV0').waitFor();
    expect(await page.getByRole('button', { name: 'Rotate now' }).count()).toBe(0);
  });
});

describe('sharing', () => {
  it('is revoked at once, after asking', async () => {
    const { page, configuration } = await openSection(browser, 'sharing');
    configuration.effects[`POST shares/${idOf(930)}/revoke`] = (detail) => ({
      ...detail,
      shares: detail.shares.map((share) => ({ ...share, state: 'revoked' as const })),
    });
    await expectAccessible(page);
    await page.getByRole('button', { name: `Revoke the share with ${idOf(940)}` }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke the share' }).click();
    await expect.poll(() => page.getByText('Revoked', { exact: true }).count()).toBe(2);
    expect(await page.getByRole('button', { name: /^Revoke/ }).count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Shared with');
    const link = page.getByRole('link', { name: 'Open the configuration' });
    expect(await link.getAttribute('href')).toBe(`#/connections/${CONNECTION_ID}/configuration`);
    await expectAccessible(page);
  });

  it('says where the EHR comes from that another organisation shares', async () => {
    const { page } = await openSection(browser, 'sharing', (configuration) => {
      configuration.detail = sampleConnection({ sharedFrom: 'Contoso Hospital', shares: [] });
    });
    await page.getByText(/^Contoso Hospital shares its EHR with you/).waitFor();
    await expectAccessible(page);
  });
});

describe('history', () => {
  it('says of every revision who, when and why, and what it changed', async () => {
    const { page } = await openSection(browser, 'history');
    await page.getByText('New client after the upgrade').waitFor();
    await page.getByText('00000000-1111-4222-8333-444444444444').waitFor();
    await page.getByRole('button', { name: /Revision 2/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('We launch by CSN, see ticket 4711.').waitFor();
    await expectAccessible(page);
  });

  it('leads back to an approved revision, as a new draft', async () => {
    const { page, configuration } = await openSection(browser, 'history');
    await page.getByRole('button', { name: /Revision 1/ }).click();
    await page.getByRole('button', { name: 'Return to revision 1' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog
      .getByText(/takes effect only after it has been checked, proposed and approved again/)
      .waitFor();
    await expectAccessible(page);
    configuration.refusals['/restore'] = { status: 409, code: 'revision-already-open' };
    await dialog.getByRole('button', { name: 'Begin the draft' }).click();
    await dialog.getByText(/There is a draft or a proposal under way already/).waitFor();
    configuration.refusals = {};
    await dialog.getByRole('button', { name: 'Begin the draft' }).click();
    await expect.poll(() => page.url()).toContain(`/connections/${CONNECTION_ID}/configuration`);
    expect(configuration.sent.map(({ what }) => what)).toEqual([
      `POST /api/connections/${CONNECTION_ID}/revisions/1/restore`,
    ]);
  });

  it('leads on to a new production connection, and says what is to be given anew', async () => {
    const { page, configuration } = await openSection(browser, 'history');
    await page.getByRole('button', { name: 'Promote to production' }).click();
    await page.getByRole('button', { name: 'Begin the production draft' }).click();
    await page.getByText('This is needed.').waitFor();
    const name = page.getByRole('textbox', { name: 'Name of the new connection' });
    await expect.poll(() => name.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByText(/^The client ID that the EHR gives out for production/).waitFor();
    await expectAccessible(page);
    // All that is carried over is new there: said once each, and not beside nothing.
    expect(await page.getByText('With the promotion').count()).toBe(0);
    await name.fill('Northwind production');
    await page.getByRole('button', { name: 'Begin the production draft' }).click();
    await expect.poll(() => page.url()).toContain('/connections/pr0duct10n/configuration');
    expect(configuration.sent[0]?.body).toEqual({ to: { kind: 'new', name: 'Northwind production' } });
  });

  it('leads on to a production connection that is there, with what that would change', async () => {
    const { live } = sampleConnection();
    if (!live) throw new Error('The sample serves');
    const own = {
      ...live.content,
      fhirBaseUrl: 'https://ehr.example/R4',
      clientId: 'of-production',
      organizers: [],
    };
    const { page, configuration } = await openSection(browser, 'history', (prepared) => {
      prepared.others = [
        sampleConnection({
          id: 'pr0duct10n',
          name: 'Northwind production',
          environment: 'production',
          live: { ...live, content: own },
        }),
      ];
    });
    await page.getByRole('button', { name: 'Promote to production' }).click();
    await page.getByRole('radio', { name: 'A production connection that is there' }).check();
    await page.getByText('With the promotion').first().waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Begin the production draft' }).click();
    await expect.poll(() => page.url()).toContain('/connections/pr0duct10n/configuration');
    expect(configuration.sent[0]?.body).toEqual({ to: { kind: 'existing', connectionId: 'pr0duct10n' } });
  });

  it('is read, and no more, by an auditor', async () => {
    const { page } = await openSection(browser, 'history', (configuration) => {
      configuration.detail = readOnly();
    });
    await page.getByRole('button', { name: /Revision 1/ }).click();
    await page.getByText('What it holds').waitFor();
    expect(await page.getByRole('button', { name: /Return to|[Pp]romote|production/ }).count()).toBe(0);
    await expectAccessible(page);
  });
});
