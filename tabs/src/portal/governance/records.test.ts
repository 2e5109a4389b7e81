import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import { openSection } from './testing/open-section.ts';
import { sampleConnection, sampleUnapproved } from './testing/sample-connection.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const TOKEN = 'sessionId=%CSN%&departmentId=%PERFDEPID;;; ; ;;NONE;%';
const GROUP_TOKEN = TOKEN.replace('%CSN%', '%CONFERENCEID%');

describe('integration records', () => {
  it('are copied exactly as they stand, and say that they were', async () => {
    const { page, context } = await openSection(browser, 'records');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const copy = page.getByRole('button', { name: 'Copy Context token of: Provider record' });
    await copy.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(TOKEN);
    await expectAccessible(page);
    // Only one button may say that what is in the clipboard is its own.
    const other = page.getByRole('button', { name: 'Copy Meeting URL of: Provider record' });
    await other.click();
    await expect.poll(() => page.getByRole('button').filter({ hasText: 'Copied' }).count()).toBe(1);
    expect(await other.textContent()).toBe('Copied');
    await page.getByText(TOKEN).first().selectText();
    await page.keyboard.press('Control+C');
    await expect.poll(() => page.getByRole('button').filter({ hasText: 'Copied' }).count()).toBe(0);
    await page.getByRole('radio', { name: 'Group visits' }).check();
    await page.getByText(GROUP_TOKEN).waitFor();
    await copy.click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(GROUP_TOKEN);
  });

  it('are selected for copying by hand where a frame may not copy', async () => {
    const { page } = await openSection(browser, 'records');
    await page.evaluate(() =>
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: () => Promise.reject(new Error()) },
      }),
    );
    await page.getByRole('button', { name: 'Copy Context token of: Provider record' }).click();
    await page.getByText(/^Copying is not allowed here/).waitFor();
    expect(await page.evaluate(() => window.getSelection()?.toString())).toBe(TOKEN);
    await expectAccessible(page);
  });

  it('are downloaded as a text file, in both forms', async () => {
    const { page } = await openSection(browser, 'records');
    const downloaded = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download all as a text file' }).click();
    const file = await downloaded;
    expect(file.suggestedFilename()).toBe('northwind-epic-testing.txt');
    const text = await readFile(await file.path(), 'utf8');
    for (const part of ['Patient record', 'Device test record', TOKEN, GROUP_TOKEN])
      expect(text).toContain(part);
  });

  it.each([
    ['epic', 'What to do with them in Epic'],
    ['oracle-health', 'What to do with them in Oracle Health'],
    ['fhir-r4', 'What to do with them in your EHR'],
  ] as const)('come with what to do with them in %s', async (ehr, title) => {
    const { page } = await openSection(browser, 'records', (configuration) => {
      const { records } = sampleConnection();
      const plain = records.map((record) => ({ ...record, contextTokens: { single: null, group: null } }));
      configuration.detail = sampleConnection({ ehr, records: ehr === 'epic' ? records : plain });
    });
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByRole('heading', { name: 'SMS records' }).waitFor();
    expect(await page.getByText(/^No context token/).count()).toBe(ehr === 'epic' ? 0 : 3);
    await expectAccessible(page);
  });

  it('are not there before the first approval, and the page says what comes first', async () => {
    const { page } = await openSection(browser, 'records', (configuration) => {
      configuration.detail = sampleUnapproved();
    });
    await page.getByText(/^The records appear once the connection is approved/).waitFor();
    await expectAccessible(page);
  });
});

describe('what was pasted', () => {
  it('is looked at blank by blank, and what differs is marked', async () => {
    const { page, configuration } = await openSection(browser, 'pasted');
    configuration.pasted = [
      { part: 'meeting-url', token: null, code: 'same', expected: 'https://x', found: 'https://x' },
      {
        part: 'client-id',
        token: null,
        code: 'test-and-production-swapped',
        expected: 'a-client',
        found: 'Northwind production',
      },
      {
        part: 'context-token',
        token: 'sessionId',
        code: 'stray-space',
        expected: 'sessionId=%CSN%',
        found: null,
      },
    ];
    await page.getByRole('combobox', { name: 'Which record?' }).selectOption('provider');
    await page.getByRole('textbox', { name: 'Meeting URL' }).fill('https://x');
    await page.getByRole('textbox', { name: 'Client ID' }).fill('b-client');
    await page.getByRole('textbox', { name: 'Context token' }).fill('sessionId=%CSN% ');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText('2 things are not right.').waitFor();
    await page.getByText(/^Testing and production are swapped.*It is: Northwind production/).waitFor();
    expect(await page.locator('mark').allTextContents()).toEqual(['a', 'b', '␣']);
    expect(configuration.sent[0]?.body).toMatchObject({
      kind: 'record',
      record: 'provider',
      form: 'single',
      contextToken: 'sessionId=%CSN% ',
    });
    await expectAccessible(page);
    // What was found is of what was checked: as soon as it changes, it is gone.
    await page.getByRole('textbox', { name: 'Client ID' }).fill('a-client');
    expect(await page.getByText('2 things are not right.').count()).toBe(0);
  });

  it('is all right when nothing differs', async () => {
    const { page, configuration } = await openSection(browser, 'pasted');
    configuration.pasted = [{ part: 'client-id', token: null, code: 'same', expected: 'a', found: 'a' }];
    await page.getByRole('textbox', { name: 'Client ID' }).fill('a');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText('All is as it should be.').waitFor();
    await expectAccessible(page);
  });

  it('can be the address of a failed launch, of which nothing is shown again', async () => {
    const { page, configuration } = await openSection(browser, 'pasted');
    configuration.pasted = [
      { part: 'launch-url', token: 'sessionId', code: 'unsubstituted-token', expected: null, found: '%CSN%' },
    ];
    await page.getByRole('radio', { name: 'The address of a launch that failed' }).check();
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText('Paste something first.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await expectAccessible(page);
    const url = 'https://visits.example/launch/x/patient?launch=secret&sessionId=%25CSN%25';
    await page.getByRole('textbox').fill(url);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText(/^The EHR did not put a value in.*It is: %CSN%/).waitFor();
    expect(await page.getByRole('list', { name: 'What was found' }).textContent()).not.toContain('secret');
    expect(configuration.sent[0]?.body).toEqual({ kind: 'launch-url', url });
  });

  it('says why it could not be checked', async () => {
    const { page, configuration } = await openSection(browser, 'pasted');
    configuration.refusals['/pasted'] = { status: 500, code: 'bug' };
    await page.getByRole('textbox', { name: 'Client ID' }).fill('a');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'ref-bug' }).waitFor();
  });
});
