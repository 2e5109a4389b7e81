import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../../../tests/browser/axe.ts';
import { launchChromium } from '../../../tests/browser/chromium.ts';
import { SAMPLE_OIDS } from './sample-people.ts';
import { CLIENT_ID, startTestCloud, TENANT_ID, type TestCloud } from './testing/test-cloud.ts';

let browser: Browser;
let cloud: TestCloud;
let app: Server;
let redirectUri: string;

beforeAll(async () => {
  app = createServer((_req, res) => res.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Back</h1>'));
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  redirectUri = `http://127.0.0.1:${(app.address() as AddressInfo).port}/signin/callback`;
  [browser, cloud] = await Promise.all([launchChromium(), startTestCloud()]);
  cloud.configure({ app: { redirectUris: [redirectUri] } });
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await Promise.all([browser.close(), cloud.close()]);
  app.close();
});

async function openSignIn(page: Page, extra: Record<string, string> = {}): Promise<void> {
  const query = new URLSearchParams({
    client_id: CLIENT_ID,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    state: 'state-1',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...extra,
  });
  await page.goto(`${cloud.authority}/${TENANT_ID}/oauth2/v2.0/authorize?${query}`);
}

it('signs a person in with one click, and silently the next time', async () => {
  const page = await (await browser.newContext()).newPage();
  await openSignIn(page);
  await page.getByRole('button', { name: /Dr. Amara Okafor/ }).click();
  await page.getByRole('heading', { name: 'Back' }).waitFor();
  expect(new URL(page.url()).searchParams.get('state')).toBe('state-1');

  await openSignIn(page, { state: 'state-2', response_mode: 'form_post' });
  await page.getByRole('heading', { name: 'Back' }).waitFor();
  expect(page.url()).toBe(redirectUri);
});

it('signs in who types a name, by keyboard', async () => {
  const page = await (await browser.newContext()).newPage();
  await openSignIn(page);
  await page.getByRole('button', { name: 'Use another account' }).click();
  await page.getByRole('textbox', { name: 'Email or user name' }).fill('nobody@riverside.example');
  await page.keyboard.press('Enter');
  await page
    .getByRole('alert')
    .getByText(/find an account/)
    .waitFor();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Email or user name' }).fill('mei.lin@riverside.example');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Back' }).waitFor();
});

it.each(['light', 'dark'] as const)(
  'has accessible pages in %s, also on a narrow screen',
  async (colorScheme) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    await openSignIn(page);
    await expectAccessible(page);
    await openSignIn(page, { redirect_uri: 'http://127.0.0.1:1/' });
    await page.getByRole('heading', { name: /having trouble/ }).waitFor();
    await expectAccessible(page);
    cloud.control.setFault({ target: 'graph.users', kind: '500' });
    await page.goto(`${cloud.url}/control`);
    await expectAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  },
);

it('grants the application access policy from the control page, and takes it back', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${cloud.url}/control`);
  const isGranted = () =>
    cloud.control.meetingPolicy().find(({ oid }) => oid === SAMPLE_OIDS.coordinator)?.isGranted;
  expect(isGranted()).toBe(false);
  await page.getByRole('button', { name: 'Grant to Hannah Berg' }).click();
  await page.getByRole('button', { name: 'Remove from Hannah Berg' }).waitFor();
  expect(isGranted()).toBe(true);
  await page.getByRole('button', { name: 'Remove from Hannah Berg' }).click();
  await page.getByRole('button', { name: 'Grant to Hannah Berg' }).waitFor();
  expect(isGranted()).toBe(false);
});

it('switches faults from the control page', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${cloud.url}/control`);
  await page.getByRole('combobox', { name: 'Part' }).selectOption('connector');
  await page.getByRole('combobox', { name: 'Fault' }).selectOption('429');
  await page.getByRole('spinbutton', { name: /How often/ }).fill('3');
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('cell', { name: 'connector', exact: true }).waitFor();
  expect(cloud.control.faults().at(-1)).toMatchObject({ target: 'connector', kind: '429', count: 3 });
  await page.getByRole('button', { name: 'Switch all off' }).click();
  await page.getByText('None.').waitFor();
  expect(cloud.control.faults()).toEqual([]);
});
