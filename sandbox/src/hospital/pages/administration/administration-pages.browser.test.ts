import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../../tests/browser/chromium.ts';
import { type HospitalUnderTest, startHospitalUnderTest } from '../../testing/connector.ts';

let world: HospitalUnderTest;
let browser: Browser;
let now = new Date();
beforeAll(async () => {
  world = await startHospitalUnderTest({ now: () => now });
  browser = await launchChromium();
});
beforeEach(async () => {
  now = new Date();
  await world.hospital.control.reset();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});
afterAll(async () => {
  await browser?.close();
  await world.close();
});

async function open(
  path: string,
  { width = 1280, colorScheme = 'light' as 'light' | 'dark' } = {},
): Promise<Page> {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto(world.hospital.url + path);
  return page;
}

async function enterAddresses(page: Page): Promise<void> {
  const { appAddresses } = world;
  await page.getByLabel('Launch URL for providers').fill(appAddresses.providerLaunchUrl);
  await page.getByLabel('Launch URL for patients').fill(appAddresses.patientLaunchUrl);
  await page.getByLabel('Launch URL for the device test').fill(appAddresses.deviceTestLaunchUrl);
  await page.getByLabel('Redirect URI').fill(appAddresses.redirectUri);
  await page.getByLabel('JWK Set URL').fill(appAddresses.jwksUri);
}

describe('registering an app', () => {
  it('gives a client ID to copy, which becomes active by itself', async () => {
    const page = await open('/administration/practice');
    await page.getByRole('link', { name: 'Open App registration' }).click();
    await enterAddresses(page);
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByText('Activating').waitFor();
    const clientId = world.hospital.control.app('practice')?.clientId ?? '';
    await page.getByRole('button', { name: 'Copy client ID' }).click();
    await page.getByRole('button', { name: 'Copied client ID' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(clientId);

    now = new Date(now.getTime() + 19_950);
    await page.reload();
    await page.getByText('Activating').waitFor();
    now = new Date(now.getTime() + 100);
    await page.getByText('Sign-ins and launches with this client ID are let in.').waitFor();
    expect(world.hospital.control.app('practice')).toMatchObject({ clientId, isActive: true });
  });

  it('need not wait', async () => {
    world.hospital.control.registerApp('practice', world.appAddresses);
    const page = await open('/administration/practice/app');
    await page.getByRole('button', { name: 'Activate now' }).click();
    await page.getByText('Active', { exact: true }).waitFor();
  });

  it('can be for the production environment', async () => {
    const page = await open('/administration/practice/app');
    await enterAddresses(page);
    await page.getByRole('radio', { name: 'Production' }).check();
    await page.getByRole('button', { name: 'Register' }).click();
    await page.waitForURL('**/administration/practice-prd/app');
    expect(world.hospital.control.app('practice')).toBeNull();
    expect(world.hospital.control.app('practice-prd')).toMatchObject(world.appAddresses);
  });

  it('says what is wrong beside each address, and keeps the others', async () => {
    const page = await open('/administration/practice/app');
    await enterAddresses(page);
    await page.getByLabel('Redirect URI').fill('http://connector.example/callback');
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByRole('alert').getByText('One address was not taken.').waitFor();
    const wrong = page.getByLabel('Redirect URI');
    expect(await wrong.getAttribute('aria-invalid')).toBe('true');
    await page.getByText('The address must begin with https://').waitFor();
    expect(await page.getByLabel('JWK Set URL').inputValue()).toBe(world.appAddresses.jwksUri);
    await expectAccessible(page);
  });

  it('is begun again with a new client ID, or not at all', async () => {
    const first = world.hospital.control.registerApp('practice', world.appAddresses);
    const page = await open('/administration/practice/app');
    await page.getByRole('button', { name: 'Issue a new client ID' }).click();
    await page.getByText('Activating').waitFor();
    expect(world.hospital.control.app('practice')?.clientId).not.toBe(first.clientId);
    await page.getByLabel('Redirect URI').fill(`${world.appAddresses.redirectUri}2`);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Activating').waitFor();
    expect(world.hospital.control.app('practice')?.redirectUri).toBe(`${world.appAddresses.redirectUri}2`);
    await page.getByRole('button', { name: 'Remove the registration' }).click();
    await page.getByRole('button', { name: 'Register' }).waitFor();
    expect(world.hospital.control.app('practice')).toBeNull();
  });
});

describe('integration records', () => {
  it('build the visit type, exactly as they were pasted', async () => {
    const { clientId } = world.hospital.control.registerApp('practice', world.appAddresses);
    const page = await open('/schedule?face=practice');
    expect(await page.getByText('This visit type is not built yet.').count()).toBe(4);
    await page
      .getByRole('link', { name: /^Integration records/ })
      .first()
      .click();
    const record = page.getByRole('region', { name: 'Provider record' });
    const pasted = `${world.appAddresses.providerLaunchUrl} `;
    await record.getByLabel('Meeting URL').fill(pasted);
    await record.getByLabel('Client ID').fill(clientId);
    await record.getByLabel('Context token (single)').fill('sessionId=%CSN%');
    await record.getByRole('button', { name: 'Save provider record' }).click();
    await record.getByRole('status').getByText('Saved').waitFor();
    expect(await record.getByLabel('Meeting URL').inputValue()).toBe(pasted);
    await record.getByText('Filled in', { exact: true }).waitFor();

    await page.getByRole('link', { name: 'Schedule', exact: true }).click();
    const begin = page.getByRole('link', { name: /^Begin virtual visit/ });
    const href = (await begin.first().getAttribute('href')) ?? '';
    const answer = await fetch(new URL(href, world.hospital.url), { redirect: 'manual' });
    expect(answer.headers.get('location')).toMatch(/\/provider%20\?iss=.*&sessionId=810101$/);
    await page.getByRole('link', { name: 'Ms Mei Lin' }).click();
    await page.getByRole('heading', { name: 'Group of 2' }).waitFor();
    expect(await begin.count()).toBe(3);
  });

  it('of the portal are those for patients and for the device test', async () => {
    const page = await open('/portal?face=practice&as=whitfield');
    await page.getByText('This visit type is not built yet.').waitFor();
    world.hospital.control.setRecord('practice', 'patient', {
      meetingUrl: 'https://x.example',
      clientId: 'x',
    });
    await page.reload();
    await page.getByRole('link', { name: /^Begin virtual visit/ }).waitFor();
    expect(await page.getByRole('link', { name: /^Test your device/ }).count()).toBe(0);
    world.hospital.control.setRecord('practice', 'device-test', {
      meetingUrl: 'https://x.example',
      clientId: 'x',
    });
    await page.reload();
    await page.getByRole('link', { name: /^Test your device/ }).waitFor();
  });
});

it.each([
  { width: 1280, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
] as const)('is accessible and fits at $width pixels, $colorScheme', async (options) => {
  const page = await open('/administration', options);
  const look = async (path: string) => {
    await page.goto(world.hospital.url + path);
    await expectAccessible(page);
    const spare = await page.locator('html').evaluate((html) => html.clientWidth - html.scrollWidth);
    expect({ path, spare }).toEqual({ path, spare: 0 });
  };
  const paths = ['/administration/practice', '/administration/practice/app', '/schedule?face=practice'];
  for (const path of paths) await look(path);
  world.hospital.control.registerApp('practice', world.appAddresses);
  await look('/administration/practice/app');
  await look('/administration/practice/records?saved=patient');
  await look('/administration/epic');
});
