import type { Browser, BrowserContext, BrowserContextOptions, Frame, Locator, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { idOf, sampleDay } from './sample-visits.ts';
import { type ServiceStandIn, startServiceStandIn } from './service-stand-in.ts';
import { ssoToken } from './sso-token.ts';
import { startTeamsStandIn, type TeamsBehaviour, type TeamsStandIn } from './teams-stand-in.ts';

export interface Portal {
  readonly service: ServiceStandIn;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the content security policy stopped, and what threw. */
  readonly faults: string[];
}

export async function openPortal(browser: Browser, options: BrowserContextOptions = {}): Promise<Portal> {
  const service = await startServiceStandIn();
  service.behaviour.board = sampleDay;
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1360, height: 800 },
    reducedMotion: 'reduce', // axe would measure colours in the middle of a fade
    ...options,
  });
  // teams-js asks the network for a list of hosts and goes on without it.
  await context.route('https://res.cdn.office.net/**', (route) => route.abort());
  // Below the test's own limit, so that a failure says what was waited for.
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    await service.close();
    expect(faults).toEqual([]);
  });
  return { service, context, page, faults };
}

/** The portal in a plain browser window of somebody who is signed in. */
export async function openSignedIn(
  browser: Browser,
  options: BrowserContextOptions = {},
  hash = '',
): Promise<Portal> {
  const portal = await openPortal(browser, options);
  await portal.page.goto(`${portal.service.origin}/signin?to=${encodeURIComponent(`/tabs/${hash}`)}`);
  return portal;
}

/** The portal inside Teams. */
export async function openInTeams(
  browser: Browser,
  behaviour: Partial<TeamsBehaviour> = {},
  options: BrowserContextOptions = {},
): Promise<Portal & { teams: TeamsStandIn; tab: Frame }> {
  const portal = await openPortal(browser, options);
  const teams = await startTeamsStandIn(portal.service.origin);
  onTestFinished(() => teams.close());
  portal.service.allowFrames(teams.origin);
  const token = ssoToken();
  portal.service.behaviour.token = token;
  await portal.page.goto(teams.addressFor({ theme: 'default', locale: 'en-US', token, ...behaviour }));
  const tab = portal.page.frames().find((frame) => frame.parentFrame() !== null);
  if (!tab) throw new Error('There is no tab frame');
  return { ...portal, teams, tab };
}

/** A visit on the board, as a row or a card. */
export const row = (where: Page | Frame, number: number): Locator =>
  where.locator(`[data-visit="${idOf(number)}"]`);
export const isLive = (where: Page | Frame) => where.getByText('Live', { exact: true }).waitFor();
