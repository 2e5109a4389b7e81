import { gzipSync } from 'node:zlib';
import type { PatientVisit } from '@ehr-connector/shared/contract/patient-visit.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../tests/browser/chromium.ts';
import { screenshot } from '../../../tests/browser/screenshot.ts';
import { type BuiltPage, buildPage } from './testing/built-page.ts';
import { openVisit } from './testing/open-visit.ts';

const NARROW = { width: 320, height: 640 };
const open = { careTeamNotified: true, clinicianInMeeting: true, joinUrl: '/join/x?as=patient' };

let built: BuiltPage;
let browser: Browser;
beforeAll(async () => {
  [built, browser] = await Promise.all([buildPage(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await built.remove();
});

const visit = (visitNow: Partial<PatientVisit> = {}, options: Parameters<typeof openVisit>[2] = {}) =>
  openVisit({ built, browser }, visitNow, options);

describe('the waiting room', () => {
  it('is there at once, and says that the care team knows only when it does', async () => {
    const { page, service, heading, sees, isSound } = await visit(
      { startsAt: '2030-03-02T10:30:00.000Z' },
      { timezoneId: 'America/Chicago' },
    );
    await heading('You are in the waiting room').waitFor();
    await sees('Your care team will be told that you are here.');
    expect(await page.getByText('Your care team knows').count()).toBe(0);
    await sees(/March 2 at 4:30/);
    await sees('You are early');
    service.change({ startsAt: new Date().toISOString() });
    await sees('We are telling your care team that you are here…');
    service.change({ careTeamNotified: true, since: new Date().toISOString() });
    await sees('Your care team knows you are here.');
    await sees('Waiting since');
    expect(service.signals()[0]).toMatchObject({ kind: 'here', sequence: 0 });
    await isSound();
    await screenshot(page, 'patient-waiting-room', { fullPage: true });
  });

  it.each([
    ['light', 'none'],
    ['dark', 'none'],
    ['light', 'active'],
  ] as const)(
    'can be read in %s colours, with forced colours %s, on a small phone',
    async (colorScheme, forcedColors) => {
      const { sees, isSound } = await visit(
        { careTeamNotified: true },
        { viewport: NARROW, colorScheme, forcedColors, reducedMotion: 'reduce' },
      );
      await sees('Your care team knows you are here.');
      await isSound();
    },
  );

  it('has targets that a thumb can hit', async () => {
    const { page, heading } = await visit(open, { viewport: NARROW });
    await heading('Your clinician is ready').waitFor();
    for (const control of await page.locator('button, a.button').all()) {
      const box = await control.boundingBox();
      expect(box?.height, (await control.textContent()) ?? '').toBeGreaterThanOrEqual(44);
    }
  });

  it.each([
    ['es-ES', 'Está en la sala de espera', 'Español'],
    ['zh-CN', '您已进入候诊室', '中文'],
  ])('speaks %s from the first paint, and whatever the patient chooses', async (locale, title, own) => {
    const { page, heading, button, isFocused, isSound } = await visit({}, { locale });
    await heading(title).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(locale);
    expect(await button(own).getAttribute('aria-current')).toBe('true');
    await isSound();
    await button('English').click();
    await heading('You are in the waiting room').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en-US');
    await isFocused('English');
    await page.reload();
    await heading('You are in the waiting room').waitFor();
  });

  it('names the trouble and the place of one who is cut off, and recovers', async () => {
    const { page, service, heading, sees, isSound } = await visit({ careTeamNotified: true });
    await sees('Your care team knows you are here.');
    service.hangUp(true);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await sees('We have not reached the visit service since');
    await page.context().setOffline(true);
    await sees('You have been offline since');
    await heading('You are in the waiting room').waitFor();
    await isSound();
    service.hangUp(false);
    await page.context().setOffline(false);
    await page.getByText('You have been offline since').waitFor({ state: 'detached' });
  });

  it('tells how to get help, by a number that can be pressed', async () => {
    const { page } = await visit();
    const phone = page.getByRole('link', { name: '+1 555 010 0123' });
    expect(await phone.getAttribute('href')).toBe('tel:+15550100123');
  });

  it('says what is missing where there is no JavaScript', async () => {
    const { page } = await visit({}, { javaScriptEnabled: false });
    await page.locator('noscript p').waitFor();
    expect(await page.locator('noscript p').textContent()).toContain('This page needs JavaScript');
    expect(await page.getByText('we are opening your visit').isVisible()).toBe(false);
  });
});

describe('Join now', () => {
  it('comes with focus, an announcement, a mark on the tab and a chime, and opens Teams beside the page', async () => {
    const { page, service, heading, button, sees, isFocused, isSound } = await visit({
      careTeamNotified: true,
    });
    await button('Play a sound').click();
    await sees('Did you hear it?');
    service.change(open);
    const join = page.getByRole('link', { name: 'Join now' });
    await join.waitFor();
    await isFocused('Join now');
    expect(await page.locator('[aria-live="assertive"]').textContent()).toBe(
      'Your clinician is ready. Press Join now.',
    );
    expect(await page.title()).toMatch(/^● Join now/);
    expect(await page.locator('link[rel="icon"]').getAttribute('href')).toContain('visit-ready');
    await isSound();
    await screenshot(page, 'patient-join-now');

    const [teams] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]);
    await teams.getByRole('heading', { name: 'Teams' }).waitFor();
    expect(new URL(teams.url()).pathname).toBe('/join/x');
    expect(await teams.evaluate(() => window.opener)).toBeNull();
    await heading('Go on in Microsoft Teams').waitFor();
    expect(await page.title()).not.toContain('●');
    await isSound();
  });

  it('lets go of camera and microphone, which began to be tested unasked where that was allowed before', async () => {
    const { page } = await visit(open, { permissions: ['camera', 'microphone'] });
    await page.locator('video').waitFor();
    const tracks = await page.evaluateHandle(() =>
      ((document.querySelector('video') as HTMLVideoElement).srcObject as MediaStream).getTracks(),
    );
    await page.getByRole('link', { name: 'Join now' }).click();
    expect(await tracks.evaluate((all) => all.map((track) => track.readyState))).toEqual(['ended', 'ended']);
  });

  it('is offered again when the clinician comes back, and withdrawn in between', async () => {
    const { page, service, heading, isFocused } = await visit(open);
    const join = page.getByRole('link', { name: 'Join now' });
    await join.waitFor();
    service.change({ clinicianInMeeting: false, joinUrl: null });
    await heading('You are in the waiting room').waitFor();
    await isFocused('You are in the waiting room');
    service.change(open);
    await join.waitFor();
    await isFocused('Join now');
  });
});

describe('after the hand-over', () => {
  it.each([
    ['handed-over', 'Go on in Microsoft Teams', 'Open Teams again'],
    ['lobby', 'You are in the lobby', 'Open Teams again'],
    ['in-meeting', 'You are in the meeting', 'Return to the meeting'],
    ['left', 'You have left the meeting', 'Return to the meeting'],
  ] as const)('one who is %s is told so, and finds the way back', async (state, title, way) => {
    const { page, heading, isSound } = await visit(
      { ...open, state, since: '2026-03-02T10:30:00.000Z' },
      { viewport: NARROW },
    );
    await heading(title).waitFor();
    expect(await page.getByRole('link', { name: way }).getAttribute('target')).toBe('_blank');
    await isSound();
  });

  it('follows the patient through the meeting, in a page that lies behind it', async () => {
    const { page, service, heading, isFocused, isSound } = await visit(open);
    await page.getByRole('link', { name: 'Join now' }).click();
    for (const [state, title] of [
      ['lobby', 'You are in the lobby'],
      ['in-meeting', 'You are in the meeting'],
      ['left', 'You have left the meeting'],
      ['ended', 'Your visit has ended'],
    ] as const) {
      service.change({ state, since: new Date().toISOString() });
      await heading(title).waitFor();
      await isFocused(title);
    }
    await isSound();
  });

  it('reports that the patient is back, and that the page goes away', async () => {
    const { page, service, heading } = await visit({ ...open, state: 'in-meeting' });
    await heading('You are in the meeting').waitFor();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(() => service.signals().map(({ kind }) => kind)).toContain('back');
    await page.evaluate(() =>
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false })),
    );
    await expect.poll(() => service.signals().at(-1)?.kind).toBe('closing');
    const sequences = service.signals().map(({ sequence }) => sequence);
    expect(new Set(sequences).size).toBe(sequences.length);
    // The service takes nothing from elsewhere, so each post has to say that it is ours; a beacon too.
    expect([...service.origins()]).toEqual([service.origin]);
  });
});

describe('a page that cannot go on says why', () => {
  it.each([
    ['visit-session-expired', 401, 'Please begin again from your patient portal'],
    ['visit-not-found', 404, 'We cannot find this visit'],
    ['visit-ended', 409, 'Your visit has ended'],
  ])('%s', async (code, status, title) => {
    const { heading, isFocused, isSound } = await visit(
      {},
      { before: (started) => started.refuseWith(code, status) },
    );
    await heading(title).waitFor();
    await isFocused(title);
    await isSound();
  });

  it('with a reference, and recovers when asked to', async () => {
    const { service, heading, button, sees, isSound } = await visit(
      {},
      { before: (started) => started.refuseWith('ehr-unavailable', 503) },
    );
    await heading('Something went wrong on our side').waitFor();
    await sees('K7Q2-M4');
    await isSound();
    service.refuseWith(null);
    await button('Try again').click();
    await heading('You are in the waiting room').waitFor();
  });
});

describe('leaving on a shared computer', () => {
  it('asks once, ends the session, and leaves nothing to see', async () => {
    const { service, heading, button, isFocused, isSound } = await visit(
      { careTeamNotified: true },
      { viewport: NARROW },
    );
    await button('Leave, or I am on a shared computer').click();
    await isFocused('Leave this visit on this device?');
    await isSound();
    await button('Stay').click();
    await isFocused('Leave, or I am on a shared computer');
    await button('Leave, or I am on a shared computer').click();
    await button('Leave now').click();
    await heading('You have left this visit').waitFor();
    expect(service.requests().some((request) => /^POST .*\/leave$/.test(request))).toBe(true);
    await isSound();
  });
});

describe('the size of the page', () => {
  it('suits a cheap phone: at most 25 kB of script, compressed, for one language', async () => {
    const { service, heading } = await visit();
    await heading('You are in the waiting room').waitFor();
    const loaded = service.requests().filter((request) => request.endsWith('.js'));
    const sizes = await Promise.all(
      loaded.map(
        async (request) => gzipSync(await built.file(request.slice('GET /visit-assets/'.length))).length,
      ),
    );
    expect(loaded).toHaveLength(2);
    expect(sizes.reduce((all, one) => all + one)).toBeLessThanOrEqual(25_000);
  });
});
