import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import { idOf } from '../testing/sample-visits.ts';
import { openSection } from './testing/open-section.ts';
import { AUDITOR, CLEO, CONNECTION_ID, daysAgo } from './testing/sample-connection.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const isFocused = (where: Locator) => where.evaluate((element) => element === document.activeElement);
const row = { line: 2, ehrUser: 'Practitioner/a', username: 'cleo@northwind.example', person: CLEO } as const;

describe('links of EHR users and accounts', () => {
  it('are searched, and revoked after asking', async () => {
    const { page, configuration } = await openSection(browser, 'links', undefined, {
      viewport: { width: 900, height: 700 },
    });
    await page.getByText('3 links').waitFor();
    await expectAccessible(page);
    for (const words of [
      page.getByRole('button', { name: /^Revoke/ }),
      page.getByRole('cell').locator('time'),
    ])
      expect(await words.evaluateAll((all) => all.filter((one) => one.getClientRects().length > 1))).toEqual(
        [],
      );
    const revoke = page.getByRole('button', { name: /^Revoke/ }).first();
    expect((await revoke.boundingBox())?.height).toBeLessThan(30);
    await page.getByRole('searchbox').fill('cleo');
    await page.getByText('1 link', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Revoke the link of Practitioner/eA1b2 with Cleo Cedar' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.waitFor();
    await expectAccessible(page);
    expect(configuration.sent).toEqual([]);
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No link matches.').waitFor();
    expect(configuration.sent.map(({ what }) => what)).toEqual([
      `DELETE /api/connections/${CONNECTION_ID}/links/${idOf(961)}`,
    ]);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Links');
  });

  it('are shown fifty at a time', async () => {
    const { page } = await openSection(browser, 'links', (configuration) => {
      configuration.links = Array.from({ length: 120 }, (_, index) => ({
        id: idOf(2_000 + index),
        ehrUser: `Practitioner/e${index}`,
        person: CLEO,
        linkedAt: daysAgo(index),
      }));
    });
    await page.getByText('120 links').waitFor();
    expect(await page.getByRole('row').count()).toBe(51);
    await page.getByRole('button', { name: 'Show more' }).click();
    expect(await page.getByRole('row').count()).toBe(101);
  });

  it('are made one by one, with a person of the directory', async () => {
    const { page, configuration } = await openSection(browser, 'links');
    const user = page.getByRole('textbox', { name: 'EHR user' });
    await user.fill('Ben');
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    await page.getByText(/^Give Practitioner\//).waitFor();
    await page.getByText('Search for the person and choose them.').waitFor();
    await expectAccessible(page);
    await expect.poll(() => isFocused(user)).toBe(true);
    await user.fill('Practitioner/e777');
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    const account = page.getByRole('combobox', { name: 'Microsoft account' });
    await expect.poll(() => isFocused(account)).toBe(true);
    await account.pressSequentially('ben');
    await page.getByRole('option', { name: /Ben Birch/ }).click();
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    await page.getByText('Practitioner/e777 is linked with Ben Birch.').waitFor();
    expect(configuration.sent[0]?.body).toEqual({ ehrUser: 'Practitioner/e777', entraObjectId: idOf(911) });
    await expectAccessible(page);
  });

  it('say that somebody is linked already', async () => {
    const { page, configuration } = await openSection(browser, 'links');
    configuration.refusals[`POST /api/connections/${CONNECTION_ID}/links`] = {
      status: 409,
      code: 'link-other-account',
    };
    await page.getByRole('textbox', { name: 'EHR user' }).fill('Practitioner/e777');
    await page.getByRole('combobox', { name: 'Microsoft account' }).pressSequentially('ben');
    await page.getByRole('option', { name: /Ben Birch/ }).click();
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    await page.getByText(/is linked already\. Revoke that link first/).waitFor();
    await expectAccessible(page);
  });

  it('say so when there are none, and when they cannot be loaded', async () => {
    const { page, configuration } = await openSection(browser, 'links', (prepared) => {
      prepared.links = [];
      prepared.refusals['/links'] = { status: 500, code: 'bug' };
    });
    await page.getByRole('alert').filter({ hasText: 'ref-bug' }).waitFor();
    await expectAccessible(page);
    configuration.refusals = {};
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Nobody is linked yet.').waitFor();
  });

  it('are read, and no more, by an auditor', async () => {
    const { page } = await openSection(browser, 'links', (configuration) => {
      configuration.detail = { ...configuration.detail, allowed: AUDITOR };
    });
    await page.getByText('3 links').waitFor();
    expect(await page.getByRole('button', { name: /Revoke|Link|Preview/ }).count()).toBe(0);
    await expectAccessible(page);
  });
});

describe('a file of links', () => {
  it('is imported as a whole, after every row was shown', async () => {
    const { page, configuration } = await openSection(browser, 'links');
    configuration.preview = {
      canImport: true,
      rows: [
        { ...row, state: 'new' },
        { ...row, line: 3, ehrUser: 'Practitioner/b', state: 'there' },
      ],
    };
    const csv = 'ehr_user,username\nPractitioner/a,cleo@northwind.example\n';
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a CSV file' }).click();
    await (await chosen).setFiles({ name: 'links.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByText('1 new link.').waitFor();
    await page.getByText('Will be linked').waitFor();
    await page.getByText('Is linked so already').waitFor();
    await expectAccessible(page);
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toMatch(/^1 new link\./);
    await page.getByRole('button', { name: 'Import 1 link' }).click();
    await page.getByText('1 link was made.').waitFor();
    await expect.poll(focused).toBe('1 link was made.');
    expect(configuration.sent.map(({ what, body }) => [what.split('/').at(-1), body])).toEqual([
      ['preview', { csv }],
      ['import', { csv }],
    ]);
  });

  it('is not imported while a row is wrong; wrong rows can be seen alone', async () => {
    const { page, configuration } = await openSection(browser, 'links');
    configuration.preview = {
      canImport: false,
      rows: [
        { ...row, state: 'new' },
        ...(['malformed', 'person-unknown', 'ehr-user-taken', 'person-taken', 'twice'] as const).map(
          (state, index) => ({ ...row, person: null, line: 3 + index, state }),
        ),
      ],
    };
    await page.getByRole('textbox', { name: 'Or paste rows' }).fill('ehr_user,username');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText(/5 rows are wrong: correct them/).waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toMatch(/^1 new link\./);
    expect(await page.getByRole('button', { name: 'Import 1 link' }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    await page.getByRole('switch', { name: 'Show wrong rows only' }).check();
    expect(await page.getByText('Will be linked').count()).toBe(0);
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Or paste rows' }).fill('ehr_user,username\n');
    expect(await page.getByText(/rows are wrong/).count()).toBe(0);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => isFocused(page.getByRole('textbox', { name: 'Or paste rows' }))).toBe(true);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('Give rows, up to a million characters.').waitFor();
    expect(await isFocused(page.getByRole('textbox', { name: 'Or paste rows' }))).toBe(true);
  });

  it('has a template', async () => {
    const { page } = await openSection(browser, 'links');
    const downloaded = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download a template' }).click();
    expect((await downloaded).suggestedFilename()).toBe('ehr-users.csv');
  });
});
