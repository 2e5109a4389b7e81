import type { LaunchOrder } from '@ehr-connector/sandbox/hospital/control/launches.ts';
import { type Answer, type Browser, createBrowser } from './browser.ts';
import type { World } from './world.ts';

const isMicrosoft = (world: World, url: URL) => url.origin === new URL(world.cloud.authority).origin;

/** On Entra's page that asks who somebody is, picks an account; returns where the browser is then sent. */
export async function pickAccount(world: World, browser: Browser, page: Answer, oid: string): Promise<URL> {
  const context = /name="context" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const answer = await browser.open(`${world.cloud.authority}/login`, {
    method: 'POST',
    body: new URLSearchParams({ context, oid }),
  });
  if (answer.location === null) throw new Error(`not signed in: ${answer.text.slice(0, 500)}`);
  return answer.location;
}

/** Signs a member of staff in, in a browser window of their own. */
export async function signedIn(world: World, oid: string): Promise<Browser> {
  const browser = createBrowser();
  const page = await browser.follow(`${world.serviceUrl}/signin?to=/tabs/`);
  const callback = await pickAccount(world, browser, page, oid);
  const answer = await browser.open(callback);
  if (answer.location?.pathname !== '/tabs/') throw new Error(`not signed in: ${answer.status}`);
  return browser;
}

/** Begins a launch as somebody of the hospital. */
export const launchUrl = (world: World, order: LaunchOrder): URL =>
  new URL(world.hospital.control.mintLaunch(order).url);

/** Launches honestly up to the callback, which is not yet called; from there on calls to the outside are counted. */
export async function callbackOf(world: World, browser: Browser, order: LaunchOrder): Promise<URL> {
  const isCallback = (url: URL) => url.pathname.endsWith('/callback');
  const { location, status, text } = await browser.follow(launchUrl(world, order), isCallback);
  if (location === null) throw new Error(`no callback, but ${status} ${text.slice(0, 300)}`);
  world.forgetOutsideCalls();
  return location;
}

/** A patient (or proxy) launches and comes to the page of their visit. */
export async function entered(
  world: World,
  order: LaunchOrder,
): Promise<{ readonly browser: Browser; readonly visitId: string }> {
  const browser = createBrowser();
  const { location, status } = await browser.follow(launchUrl(world, order), (url) =>
    url.pathname.startsWith('/visit/'),
  );
  const visitId = location?.pathname.split('/')[2];
  if (visitId === undefined) throw new Error(`the launch ended with ${status}`);
  return { browser, visitId };
}

/** A clinician launches for the first time: up to the page that shows both identities. */
export async function askedToConfirm(world: World, order: LaunchOrder, oid: string) {
  const browser = createBrowser();
  const page = await browser.follow(launchUrl(world, order));
  if (!isMicrosoft(world, page.url))
    throw new Error(`no sign-in, but ${page.status} at ${page.url.pathname}`);
  const callback = await pickAccount(world, browser, page, oid);
  return { browser, callback, page: await browser.open(callback) };
}

/** A clinician launches for the first time, signs in and confirms. @returns the answer that leads into the meeting. */
export async function linked(world: World, order: LaunchOrder, oid: string): Promise<Answer> {
  const { browser } = await askedToConfirm(world, order, oid);
  return await confirm(world, browser);
}

export const confirm = (world: World, browser: Browser, origin: string | null = world.serviceUrl) =>
  browser.open(`${world.serviceUrl}/signin/confirm`, {
    method: 'POST',
    headers: origin === null ? {} : { origin },
  });
