import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import { openSection } from './testing/open-section.ts';
import { AUDITOR, CLEO, SETTINGS, sampleUnapproved } from './testing/sample-connection.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const saved = (detail: ReturnType<typeof sampleUnapproved>, body: unknown) => {
  const { name, settings } = body as { name: string; settings: typeof SETTINGS };
  return { ...detail, name, settings, settingsVersion: detail.settingsVersion + 1 };
};

describe('settings', () => {
  it('are changed, saved, and said to be in effect', async () => {
    const { page, configuration } = await openSection(browser, 'settings');
    configuration.effects['PUT settings'] = saved;
    await page.getByRole('textbox', { name: 'Name of the connection' }).fill('Northwind Main');
    await page.getByRole('spinbutton', { name: 'A visit opens before its start' }).fill('45');
    await page.getByRole('radio', { name: 'the patient is in the meeting itself' }).check();
    await page.getByText('There are unsaved changes.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved, and in effect.').waitFor();
    expect(configuration.sent[0]?.body).toEqual({
      version: 4,
      name: 'Northwind Main',
      settings: { ...SETTINGS, opensBeforeMs: 2_700_000, connectedMeans: 'meeting' },
    });
    await page.getByRole('heading', { name: 'Northwind Main' }).waitFor();
  });

  it('are not sent as long as something is wrong, and the focus goes there', async () => {
    const { page, configuration } = await openSection(browser, 'settings');
    await page.getByRole('spinbutton', { name: 'A visit closes after its end' }).fill('2000');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Give a number from 0 to 1,440.').waitFor();
    await expect
      .poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.value))
      .toBe('2000');
    expect(configuration.sent).toEqual([]);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Undo changes' }).click();
    expect(await page.getByRole('spinbutton', { name: 'A visit closes after its end' }).inputValue()).toBe(
      '240',
    );
  });

  it('of somebody who was faster are never overwritten silently', async () => {
    const { page, configuration } = await openSection(browser, 'settings');
    await page.getByRole('textbox', { name: 'Name of the connection' }).fill('Mine');
    configuration.detail = {
      ...configuration.detail,
      settingsVersion: 5,
      settings: { ...SETTINGS, helpContact: 'Theirs' },
    };
    configuration.refusals['/settings'] = { status: 409, code: 'settings-changed' };
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^Things have changed in the meantime/).waitFor();
    await expectAccessible(page);
    configuration.refusals = {};
    configuration.effects['PUT settings'] = saved;
    await page.getByRole('button', { name: 'Show how it is now' }).click();
    await page.getByText(/They changed: Whom patients call for help\./).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Keep my changes on top of theirs' }).click();
    expect(await page.getByRole('textbox', { name: 'Whom patients call for help' }).inputValue()).toBe(
      'Theirs',
    );
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved, and in effect.').waitFor();
    expect(configuration.sent.at(-1)?.body).toMatchObject({
      version: 5,
      name: 'Mine',
      settings: { helpContact: 'Theirs' },
    });
  });

  it('are not left behind unsaved without a question', async () => {
    const { page } = await openSection(browser, 'settings');
    await page.getByRole('textbox', { name: 'Name of the connection' }).fill('Mine');
    await page.getByRole('link', { name: 'Connections', exact: true }).click();
    await page.getByRole('alertdialog').waitFor();
  });

  it('name departments, each with a fallback of its own', async () => {
    const { page, configuration } = await openSection(browser, 'settings');
    configuration.effects['PUT settings'] = saved;
    await page.getByRole('button', { name: 'Add a department' }).click();
    const dialog = page.getByRole('dialog');
    const id = dialog.getByRole('textbox', { name: 'ID in the EHR' });
    await dialog.getByRole('button', { name: 'Add' }).click();
    await expect.poll(() => id.evaluate((element) => element === document.activeElement)).toBe(true);
    await id.fill('10010');
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.getByText('There is a department with this id already.').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('textbox', { name: 'ID in the EHR' }).fill('10030');
    await dialog.getByRole('textbox', { name: 'Department' }).fill('Oncology');
    await dialog.getByRole('radio', { name: 'A chat or team that this app was added to' }).check();
    const place = dialog.getByRole('combobox', { name: 'Chat or team' });
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.getByText('Choose who is to be told, or choose “As the connection’s”.').waitFor();
    await expect.poll(() => place.evaluate((element) => element === document.activeElement)).toBe(true);
    await place.selectOption({ label: 'Front desk' });
    await dialog.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'Remove Dermatology' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved, and in effect.').waitFor();
    const front = '19:cardiology@thread.tacv2';
    const serviceUrl = 'https://smba.example/emea/';
    expect(configuration.sent[0]?.body).toMatchObject({
      settings: {
        departments: [
          { ehrId: '10010', name: 'Cardiology', fallback: null },
          {
            ehrId: '10030',
            name: 'Oncology',
            fallback: { kind: 'conversation', conversationId: front, serviceUrl },
          },
        ],
      },
    });
    await expectAccessible(page);
  });

  it('want a fallback that was begun to be finished, and find a person as one types', async () => {
    const { page, configuration } = await openSection(browser, 'settings');
    configuration.effects['PUT settings'] = saved;
    await page.getByRole('button', { name: /^Remove Cleo Cedar/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Choose who is to be told, or choose “Nobody”.').waitFor();
    const person = page.getByRole('combobox', { name: 'Person to be told' });
    await expect.poll(() => person.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(configuration.sent).toEqual([]);
    await page.getByRole('combobox', { name: 'Person to be told' }).pressSequentially('ben');
    await page.getByRole('option', { name: /Ben Birch/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Remove Ben Birch/ }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved, and in effect.').waitFor();
  });

  it('are read, and no more, by an auditor', async () => {
    const { page } = await openSection(browser, 'settings', (configuration) => {
      configuration.detail = { ...configuration.detail, allowed: AUDITOR };
    });
    await page.getByText('60 minutes').waitFor();
    await page.getByText(CLEO.displayName).waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await page.getByRole('button', { name: /Save|Disable|Add/ }).count()).toBe(0);
    await expectAccessible(page);
  });
});

describe('a connection', () => {
  it('is disabled with a reason, after being told what stops, and enabled again', async () => {
    const { page, configuration } = await openSection(browser, 'settings');
    configuration.effects['POST disable'] = (detail) => ({ ...detail, state: 'disabled' });
    configuration.effects['POST enable'] = (detail) => ({ ...detail, state: 'approved' });
    await page.getByRole('button', { name: 'Disable' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText(/every launch through this connection is refused/).waitFor();
    await expectAccessible(page);
    await dialog.getByRole('textbox').fill('Upgrade tonight');
    await dialog.getByRole('button', { name: 'Disable it' }).click();
    await page.getByText('This connection is disabled: no launch is let in.').waitFor();
    expect(configuration.sent[0]?.body).toEqual({ reason: 'Upgrade tonight' });
    await page.getByRole('button', { name: 'Enable' }).click();
    await dialog.getByRole('textbox').fill('Done');
    await dialog.getByRole('button', { name: 'Enable it' }).click();
    await page.getByText('This connection is in service.').waitFor();
    await expectAccessible(page);
  });

  it('that was never approved is removed', async () => {
    const { page, configuration } = await openSection(browser, 'settings', (prepared) => {
      prepared.detail = sampleUnapproved();
    });
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove it' }).click();
    await expect.poll(() => page.url()).toMatch(/#\/connections$/);
    expect(configuration.sent.map(({ what }) => what)).toEqual(['DELETE /api/connections/c0nnect10n']);
  });

  it('that cannot be disabled now says why, with a reference, and keeps what was written', async () => {
    const { page, configuration } = await openSection(browser, 'settings');
    configuration.refusals['/disable'] = { status: 500, code: 'bug' };
    await page.getByRole('button', { name: 'Disable' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('textbox').fill('Upgrade tonight');
    await dialog.getByRole('button', { name: 'Disable it' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'ref-bug' }).waitFor();
    await expectAccessible(page);
    expect(await dialog.getByRole('textbox').inputValue()).toBe('Upgrade tonight');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Disable');
  });
});
