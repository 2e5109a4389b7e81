import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../tests/browser/axe.ts';
import { launchChromium } from '../../../tests/browser/chromium.ts';
import { isLive, openPortal, openSignedIn, row } from './testing/open-portal.ts';
import { idOf, sampleDay, sampleVisit } from './testing/sample-visits.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe('in a plain browser window', () => {
  it('offers Microsoft sign-in and comes back', async () => {
    const { page, service } = await openPortal(browser);
    await page.goto(`${service.origin}/tabs/`);
    const signIn = page.getByRole('link', { name: 'Sign in with Microsoft' });
    await signIn.waitFor();
    await expectAccessible(page);
    await signIn.click();
    await row(page, 1).waitFor();
    expect(new URL(page.url()).pathname).toBe('/tabs/');
  });

  it('comes back from sign-in to the place that was opened', async () => {
    const { page, service } = await openPortal(browser);
    await page.goto(`${service.origin}/tabs/#/account`);
    await page.getByRole('link', { name: 'Sign in with Microsoft' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(page.url()).hash).toBe('#/account');
  });

  it.each([
    [['Clinician'], 'Visits today', ['Visits']],
    [['ConfigAdmin'], 'Connections', ['Connections']],
    [['Auditor'], 'Visits today', ['Visits', 'Connections']],
  ] as const)('opens for %j what they may see, and leads nowhere else', async (roles, heading, links) => {
    const { page, service } = await openPortal(browser);
    service.behaviour.roles = [...roles];
    await page.goto(`${service.origin}/signin?to=/tabs/`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    const navigation = page.getByRole('navigation', { name: 'Sections' }).getByRole('link');
    expect(await navigation.allTextContents()).toEqual(links);
  });

  it('underlines where one is, and nothing else, also in forced colours', async () => {
    const { page } = await openSignedIn(browser, { forcedColors: 'active' }, '#/visits');
    const links = page.getByRole('navigation', { name: 'Sections' }).getByRole('link');
    await links.first().waitFor();
    const lines = () =>
      links.evaluateAll((all) =>
        all.map((link) => [
          getComputedStyle(link).borderBottomStyle,
          getComputedStyle(link, '::after').content !== 'none',
        ]),
      );
    expect(await lines()).toEqual([['none', true]]);
    await page.getByRole('link', { name: /^Account of/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
    expect(await lines()).toEqual([['none', false]]);
  });

  it('opens Join in a window of its own', async () => {
    const { page, context, service } = await openSignedIn(browser);
    const opened = context.waitForEvent('page');
    await row(page, 1).getByRole('link', { name: /^Join/ }).click();
    expect((await opened).url()).toBe(`${service.origin}/join/${idOf(1)}`);
  });

  it('shows yesterday and tomorrow, and remembers the day in the address', async () => {
    const { page, service } = await openSignedIn(browser);
    await row(page, 1).waitFor();
    service.behaviour.board = (now) => ({ scope: 'own', asOf: now.toISOString(), visits: [] });
    await page.getByRole('button', { name: 'Previous day' }).click();
    await page.getByText('No virtual visits on this day').waitFor();
    expect(page.url()).toMatch(/#\/visits\?day=\d{4}-\d{2}-\d{2}$/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Next day' }).click();
    await page.getByRole('heading', { name: 'Visits today' }).waitFor();
  });

  it('is used by keyboard alone', async () => {
    const { page, service } = await openSignedIn(browser);
    service.behaviour.roles = ['Coordinator'];
    await page.reload();
    await row(page, 1).waitFor();
    const seen: string[] = [];
    for (let stops = 0; stops < 20; stops += 1) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const { activeElement: at } = document;
        return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
      });
      seen.push(name);
    }
    for (const wanted of [/^Previous day/, /^Send again: Patient connected/, /^Join the visit/]) {
      expect(
        seen.some((name) => wanted.test(name)),
        `${wanted} among ${seen.join(' | ')}`,
      ).toBe(true);
    }
  });
});

describe('while the board is open', () => {
  it('shows and says a change within a second, on every open page', async () => {
    const { page, context, service } = await openSignedIn(browser);
    const other = await context.newPage();
    await other.goto(`${service.origin}/tabs/`);
    await Promise.all([isLive(page), isLive(other)]);
    const [before] = sampleDay(new Date()).visits.slice(3);
    if (!before) throw new Error('The sample day has become shorter');
    const since = new Date().toISOString();
    const pushedAt = Date.now();
    // Unscheduled, so that it stays on the board also when the test runs around midnight.
    const after = { ...before, startsAt: null };
    service.push({
      ...after,
      version: 2,
      state: 'waiting',
      waitingSince: since,
      participants: before.participants.map((one) => ({ ...one, state: 'waiting', since })),
    });
    await Promise.all(
      [page, other].map((open) => row(open, 4).getByText('Waiting', { exact: true }).first().waitFor()),
    );
    expect(Date.now() - pushedAt).toBeLessThan(1_000);
    const log = page.getByRole('log');
    await expect.poll(() => log.textContent()).toMatch(/Patient is waiting\.$/);
    expect(await log.getAttribute('aria-live')).toBe('polite');
    service.push(before); // late: an older version
    service.push({ ...after, version: 3, notification: 'failed' });
    await row(page, 4).getByText('Nobody could be reached').waitFor();
    await expectAccessible(page);
  });

  it('says that it is offline and since when, and catches up when the network is back', async () => {
    const { page, context, service } = await openSignedIn(browser);
    await isLive(page);
    await context.setOffline(true);
    await page.getByText(/^You are offline\. This is what was known at/).waitFor();
    await row(page, 1).waitFor();
    await expectAccessible(page);
    service.behaviour.board = (now) => ({
      scope: 'own',
      asOf: now.toISOString(),
      visits: [sampleVisit({ number: 7 })],
    });
    await context.setOffline(false);
    await row(page, 7).waitFor();
    await isLive(page);
    expect(await row(page, 1).count()).toBe(0);
  });

  it('reconnects when the service went away, without being asked', async () => {
    const { page, service } = await openSignedIn(browser);
    await isLive(page);
    service.dropStreams();
    await page.getByText(/^The connection is lost/).waitFor();
    await isLive(page);
    expect(service.openStreams()).toBe(1);
  });

  it('hides the board from somebody whose session has ended', async () => {
    const { page, context, service } = await openSignedIn(browser);
    await isLive(page);
    await context.clearCookies();
    service.dropStreams();
    await page.getByRole('link', { name: 'Sign in with Microsoft' }).waitFor();
    expect(await row(page, 1).count()).toBe(0);
  });

  it('lets a coordinator, and nobody else, send again what is parked', async () => {
    const { page, service } = await openSignedIn(browser);
    await row(page, 2).getByText('Not told: HTTP 503 from the EHR').waitFor();
    expect(await page.getByRole('button', { name: /^Send again/ }).count()).toBe(0);
    service.behaviour.roles = ['Coordinator'];
    await page.reload();
    await page.getByRole('button', { name: /^Send again: Patient connected/ }).click();
    const asked = `POST /api/writebacks/${idOf(201)}-connected/retry`;
    await expect.poll(() => service.requests).toContain(asked);
  });

  it('lets an auditor look at every visit, and neither join nor send again', async () => {
    const { page, service } = await openSignedIn(browser);
    service.behaviour.roles = ['Auditor'];
    service.behaviour.board = (now) => {
      const day = sampleDay(now);
      return { ...day, visits: day.visits.map((visit) => ({ ...visit, joinUrl: null })) };
    };
    await page.reload();
    await row(page, 2).getByText('Not told: HTTP 503 from the EHR').waitFor();
    await page.getByText('All visits of', { exact: false }).waitFor();
    const actions = page
      .getByRole('main')
      .getByRole('link')
      .or(page.getByRole('button', { name: /^Send again/ }));
    expect(await actions.count()).toBe(0);
    await expectAccessible(page);
  });

  it('shows the account, and unlinks an EHR user after asking', async () => {
    const { page, service } = await openSignedIn(browser);
    await page.getByRole('link', { name: 'Account of Ada Alder' }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Unlink Northwind Epic' }).click();
    await page.getByText(/^Unlink Northwind Epic\?/).waitFor();
    expect(service.requests.some((request) => request.startsWith('DELETE'))).toBe(false);
    await page.getByRole('button', { name: 'Unlink', exact: true }).click();
    await page.getByText(/^No EHR user is linked/).waitFor();
    expect(service.requests).toContain(`DELETE /api/links/${idOf(903)}`);
  });
});

describe('when it cannot be shown', () => {
  it('draws an empty day', async () => {
    const { page, service } = await openSignedIn(browser, {}, '#/visits/none');
    service.behaviour.board = (now) => ({ scope: 'own', asOf: now.toISOString(), visits: [] });
    await page.reload();
    await page.getByRole('heading', { name: 'No virtual visits on this day' }).waitFor();
    await page.getByText(/^The visit you were sent to is not in this list/).waitFor();
    await expectAccessible(page);
  });

  it('draws what is on its way', async () => {
    const { page } = await openSignedIn(browser);
    const held = Promise.withResolvers<void>();
    await page.route('**/api/visits?*', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.reload();
    await page.getByLabel('Loading visits').waitFor();
    await expectAccessible(page);
    held.resolve();
    await row(page, 1).waitFor();
  });

  it.each([
    [403, 'You do not have access', 'Use another account'],
    [500, 'Something went wrong', null],
  ] as const)('draws a refusal with %i, with its reference and a way on', async (status, title, link) => {
    const { page, service } = await openSignedIn(browser);
    service.behaviour.refuse = status;
    await page.reload();
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText(`Reference: ref-${status}`).waitFor();
    if (link) await page.getByRole('link', { name: link }).waitFor();
    await expectAccessible(page);
    service.behaviour.refuse = null;
    await page.getByRole('button', { name: 'Try again' }).click();
    await row(page, 1).waitFor();
  });

  it('draws a page where a part of it could not be loaded, instead of a blank one', async () => {
    const { page } = await openSignedIn(browser);
    await row(page, 1).waitFor();
    await page.route('**/assets/visits-feature-*.js', (route) => route.abort());
    await page.reload();
    await page.getByRole('heading', { name: 'This page stopped working' }).waitFor();
    await expectAccessible(page);
    await page.unroute('**/assets/visits-feature-*.js');
    await page.getByRole('button', { name: 'Reload' }).click();
    await row(page, 1).waitFor();
  });
});
