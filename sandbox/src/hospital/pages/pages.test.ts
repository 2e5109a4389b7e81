import { AxeBuilder } from '@axe-core/playwright';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BASIC_USER } from '../epic/basic-users.ts';
import { type HospitalUnderTest, startHospitalUnderTest } from '../testing/connector.ts';

let world: HospitalUnderTest;
let browser: Browser;
beforeAll(async () => {
  world = await startHospitalUnderTest();
  // In one process, closing a context would close the browser.
  const args = chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote');
  browser = await playwright.launch({ executablePath: await chromium.executablePath(), args });
});
beforeEach(() => world.hospital.control.reset());
afterAll(async () => {
  await browser?.close();
  await world.close();
});

async function open(
  path: string,
  options: { width?: number; colorScheme?: 'light' | 'dark' } = {},
): Promise<Page> {
  const { width = 1280, colorScheme = 'light' } = options;
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
  const page = await context.newPage();
  await page.goto(world.hospital.url + path);
  return page;
}

async function tell(who: string, status: '1' | '2', side: '1' | '2' = '2'): Promise<void> {
  const query = new URLSearchParams({
    ConferenceID: '700101',
    ExternalID: who,
    ExternalIDType: side,
    VendorName: 'Teams',
    ConnectionStatus: status,
  });
  const credentials = Buffer.from(`${BASIC_USER.user}:${BASIC_USER.password}`).toString('base64');
  await fetch(`${world.hospital.faces.epic.setExternalConnectionStatusUrl}?${query}`, {
    headers: { authorization: `Basic ${credentials}`, 'epic-client-id': world.clients.epic.clientId },
  });
}

describe('the schedule', () => {
  it('offers a new tab for each video visit of today that is on, and for nothing else', async () => {
    const page = await open('/schedule?face=epic&as=okafor');
    const rows = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }) });
    const offered = await rows
      .filter({ has: page.getByRole('link', { name: /^Begin virtual visit/ }) })
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-visit')));
    expect(offered).toEqual(['carter', 'nguyen', 'case-conference', 'haddad', 'reyes-later']);
    const link = page.getByRole('link', { name: /^Begin virtual visit/ }).first();
    expect(await link.getAttribute('target')).toBe('_blank');
    const answer = await fetch(new URL((await link.getAttribute('href')) ?? '', page.url()), {
      redirect: 'manual',
    });
    expect(answer.headers.get('location')).toMatch(
      /\/launch\/epic\/provider\?iss=.*&launch=.*&sessionId=700101&departmentId=10101$/,
    );
    await page.context().close();
  });

  it('shows who is connected as it is written back, without a reload', async () => {
    const page = await open('/schedule?face=epic&as=okafor');
    const visit = page.locator('[data-visit="carter"]');
    await visit.getByText('Visit timeline').click();
    const patient = world.hospital.control.people('epic').patients.find((one) => one.key === 'carter');
    await tell(`Patient/${patient?.id}`, '1');
    await visit.getByText('Connected: Eleanor Carter').waitFor();
    await tell(`Patient/${patient?.id}`, '2');
    await visit.getByText('Disconnected: Eleanor Carter').waitFor();
    expect(await visit.getByRole('listitem').allTextContents()).toEqual([
      expect.stringContaining('Disconnected: Eleanor Carter'),
      expect.stringContaining('Eleanor Carter connected'),
      expect.stringContaining('Eleanor Carter disconnected'),
    ]);
    await page.context().close();
  });

  it('draws a group visit as one', async () => {
    const page = await open('/schedule?face=epic&as=duarte');
    await page.getByRole('heading', { name: 'Group of 3' }).waitFor();
    expect(await page.getByRole('link', { name: /^Begin virtual visit/ }).getAttribute('href')).toBe(
      '/schedule/launch/epic/duarte/58812',
    );
    await page.context().close();
  });
});

describe('the patient portal', () => {
  it("shows a parent each child's visit, to begin and to test the device for", async () => {
    const page = await open('/portal?face=epic&as=grace', { width: 320 });
    await page.getByText('For Leo Bennett', { exact: true }).waitFor();
    const begin = page.getByRole('link', { name: /^Begin virtual visit for Leo Bennett/ });
    const answer = await fetch(new URL((await begin.getAttribute('href')) ?? '', page.url()), {
      redirect: 'manual',
    });
    expect(answer.headers.get('location')).toContain('/launch/epic/patient?iss=');
    expect(await page.getByRole('link', { name: /^Test your device/ }).count()).toBe(2);
    await page.context().close();
  });

  it('shows nothing to begin when a visit is cancelled or hours away', async () => {
    const page = await open('/portal?face=epic&as=brooks');
    const begin = await page.getByRole('link', { name: /^Begin virtual visit/ }).count();
    expect([begin, await page.getByText('Cancelled', { exact: true }).count()]).toEqual([1, 1]);
    await page.context().close();
  });
});

describe('the switches', () => {
  it('switch a fault on and off', async () => {
    const page = await open('/control');
    await page.getByLabel('Area').selectOption('token');
    await page.getByLabel('Fault').selectOption('429');
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByText('answers 429').waitFor();
    expect(world.hospital.control.faults()).toEqual([
      { face: 'epic', area: 'token', kind: 'status', status: 429, retryAfterSeconds: 5 },
    ]);
    await page.getByRole('button', { name: 'Switch off epic, token' }).click();
    await page.getByText('Everything works.').waitFor();
    await page.context().close();
  });
});

describe('every page', () => {
  const paths = [
    '/',
    '/schedule?face=epic&as=okafor',
    '/schedule?face=plain',
    '/portal?face=epic&as=grace',
    '/portal?face=plain',
    '/control',
    '/schedule/launch/epic/nobody/1',
  ];
  it.each([
    { width: 1280, colorScheme: 'light' },
    { width: 320, colorScheme: 'dark' },
  ] as const)('is accessible and fits at $width pixels, $colorScheme', async (options) => {
    await tell('somebody', '1');
    world.hospital.control.setFault({ face: 'epic', area: 'token', kind: 'down' });
    const page = await open('/', options);
    for (const path of paths) {
      await page.goto(world.hospital.url + path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect({ path, violations: violations.map((one) => one.id) }).toEqual({ path, violations: [] });
      const spare = await page.locator('html').evaluate((html) => html.clientWidth - html.scrollWidth);
      expect({ path, spare }).toEqual({ path, spare: 0 });
    }
    await page.context().close();
  });
});
