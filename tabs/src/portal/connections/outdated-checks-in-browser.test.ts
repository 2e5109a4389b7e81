import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import { openConnections } from '../testing/open-connections.ts';
import {
  AUDITOR_MAY,
  EMPTY_CONTENT,
  EPIC_ID,
  GREEN_CHECKS,
  reportOf,
  sampleDetail,
  sampleRevision,
} from '../testing/sample-connections.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const at = (step: string) => `#/connections/${EPIC_ID}/configuration/${step}`;
const checked = () => sampleDetail({ open: sampleRevision({ probe: reportOf(GREEN_CHECKS) }) });
const green = (page: Page) => page.getByText('Everything that has to be right is right.');
const outdated = (page: Page) => page.getByText('What was checked has changed since. Check again.');
const address = (page: Page) => page.getByLabel('FHIR base URL');
const goTo = async (page: Page, step: string) => {
  const name = new RegExp(step);
  await page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 3, name }).waitFor();
};

describe('what was checked', () => {
  it('does not pass for what is there now: it has changed since, and is checked again', async () => {
    const { page } = await openConnections(browser, [checked()], at('address'));
    await green(page).waitFor();
    await goTo(page, 'Visits');
    await page.getByRole('radio', { name: /FHIR R4 audit events/ }).check();
    // What is left is saved meanwhile.
    await goTo(page, 'EHR address');
    await outdated(page).waitFor();
    expect(await green(page).count()).toBe(0);
    expect(await page.locator('[data-check]').count()).toBe(GREEN_CHECKS.length);
    await expectAccessible(page);
    await goTo(page, 'Review and propose');
    expect(
      await page.getByRole('button', { name: 'Propose for approval' }).getAttribute('aria-disabled'),
    ).toBe('true');
    await expectAccessible(page);
    await outdated(page).click();
    await page.waitForFunction(() => document.activeElement?.id === 'field-check');
    await page.keyboard.press('Enter');
    await green(page).waitFor();
    expect(await outdated(page).count()).toBe(0);
    await goTo(page, 'Review and propose');
    await page.getByText('Nothing is missing: this can be proposed.').waitFor();
  });

  it('goes on counting when only something changes that was not checked', async () => {
    const { page, service } = await openConnections(browser, [checked()], at('visits'));
    await page.getByRole('radio', { name: /Only these departments/ }).check();
    await page.getByLabel('Department IDs').fill('10501');
    await goTo(page, 'Review and propose');
    await page.getByLabel('Why').fill('Cardiology begins.');
    await goTo(page, 'EHR address');
    await green(page).waitFor();
    await page.locator('[data-save-state=saved]').waitFor();
    expect(await outdated(page).count()).toBe(0);
    expect(service.configuration.details.get(EPIC_ID)?.open).toMatchObject({
      note: 'Cardiology begins.',
      content: { onlyDepartments: ['10501'] },
    });
  });

  it('is said to be of another address as soon as that is typed, also right after the check', async () => {
    const open = sampleRevision({ content: EMPTY_CONTENT });
    const { page } = await openConnections(browser, [sampleDetail({ open })], at('address'));
    await address(page).fill('https://fhir.northwind.example/api/FHIR/R4');
    await page.getByRole('button', { name: 'Check this address' }).click();
    await page.getByText(/^Last checked/).waitFor();
    await green(page).waitFor();
    await address(page).fill('https://elsewhere.example/r4');
    await page.getByText(/Another address was checked/).waitFor();
    expect(await page.locator('[data-check]').count()).toBe(0);
    await address(page).fill('https://fhir.northwind.example/api/FHIR/R4/');
    await green(page).waitFor();
  });

  it('is said to be of another client as soon as that is typed, also right after the check', async () => {
    const open = sampleRevision({ registration: { state: 'active', since: '2026-11-20T09:30:00.000Z' } });
    const { page } = await openConnections(browser, [sampleDetail({ open })], at('registration'));
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.locator('[data-check=client][data-outcome=fine]').waitFor();
    await page.getByLabel('Client ID').fill('client-8');
    await outdated(page).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Check now' }).click();
    await outdated(page).waitFor({ state: 'detached' });
    await page.locator('[data-check=client][data-outcome=fine]').waitFor();
  });

  it('is said to have changed to those who only read', async () => {
    const open = sampleRevision({ probe: { ...reportOf(GREEN_CHECKS), isOutdated: true } });
    const detail = sampleDetail({ open, allowed: [...AUDITOR_MAY] });
    const { page } = await openConnections(browser, [detail], `#/connections/${EPIC_ID}`);
    await outdated(page).waitFor();
    expect(await green(page).count()).toBe(0);
    await expectAccessible(page);
  });
});
