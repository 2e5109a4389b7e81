import { gzipSync } from 'node:zlib';
import type { PatientVisit } from '@ehr-connector/shared/contract/patient-visit.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../tests/browser/axe.ts';
import { launchChromium, type MediaAnswer } from '../../../tests/browser/chromium.ts';
import { screenshot } from '../../../tests/browser/screenshot.ts';
import { type BuiltPage, buildPage } from './testing/built-page.ts';
import { HANDOVER_CODE, startVisitService, type VisitService } from './testing/visit-service.ts';

const NARROW = { width: 320, height: 640 };
const WEB_VIEW =
  'Mozilla/5.0 (Linux; Android 14; Pixel 7 Build/X; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0 Mobile Safari/537.36';
const open = { careTeamNotified: true, clinicianInMeeting: true, joinUrl: '/join/x?as=patient' };

let built: BuiltPage;
const browsers = new Map<MediaAnswer, Browser>();
let service: VisitService;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  built = await buildPage();
});
afterAll(async () => {
  for (const browser of browsers.values()) await browser.close();
  await built.remove();
});
afterEach(async () => {
  await page.context().close();
  await service.close();
});

/** Opens the page of a visit as it stands, in a browser of its own. */
async function visit(
  visitNow: Partial<PatientVisit> = {},
  options: BrowserContextOptions & {
    media?: MediaAnswer;
    path?: string;
    before?: (started: VisitService) => void;
  } = {},
): Promise<void> {
  const { media = 'allow', path, before, ...context } = options;
  service = await startVisitService(built, visitNow);
  before?.(service);
  const browser = browsers.get(media) ?? (await launchChromium({ media }));
  browsers.set(media, browser);
  page = await (await browser.newContext({ locale: 'en-US', ...context })).newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
  await page.goto(path === undefined ? service.visitUrl : service.origin + path);
}

const heading = (name: string) => page.getByRole('heading', { level: 1, name });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const sees = (text: string | RegExp) => page.getByText(text).first().waitFor();
const isFocused = (name: string) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(name);

/** What holds of every screen: nothing broke, everybody can use it, and it fits. */
async function isSound(): Promise<void> {
  expect(complaints).toEqual([]);
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overhang).toBe(0);
  await expectAccessible(page);
}

describe('the waiting room', () => {
  it('is there at once, and says that the care team knows only when it does', async () => {
    await visit({ startsAt: '2030-03-02T10:30:00.000Z' }, { timezoneId: 'America/Chicago' });
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
      await visit(
        { careTeamNotified: true },
        { viewport: NARROW, colorScheme, forcedColors, reducedMotion: 'reduce' },
      );
      await sees('Your care team knows you are here.');
      await isSound();
    },
  );

  it('has targets that a thumb can hit', async () => {
    await visit(open, { viewport: NARROW });
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
    await visit({}, { locale });
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
    await visit({ careTeamNotified: true });
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
    await visit();
    const phone = page.getByRole('link', { name: '+1 555 010 0123' });
    expect(await phone.getAttribute('href')).toBe('tel:+15550100123');
  });

  it('says what is missing where there is no JavaScript', async () => {
    await visit({}, { javaScriptEnabled: false });
    await page.locator('noscript p').waitFor();
    expect(await page.locator('noscript p').textContent()).toContain('This page needs JavaScript');
    expect(await page.getByText('we are opening your visit').isVisible()).toBe(false);
  });
});

describe('Join now', () => {
  it('comes with focus, an announcement, a mark on the tab and a chime, and opens Teams beside the page', async () => {
    await visit({ careTeamNotified: true });
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
    await visit(open, { permissions: ['camera', 'microphone'] });
    await page.locator('video').waitFor();
    const tracks = await page.evaluateHandle(() =>
      ((document.querySelector('video') as HTMLVideoElement).srcObject as MediaStream).getTracks(),
    );
    await page.getByRole('link', { name: 'Join now' }).click();
    expect(await tracks.evaluate((all) => all.map((track) => track.readyState))).toEqual(['ended', 'ended']);
  });

  it('is offered again when the clinician comes back, and withdrawn in between', async () => {
    await visit(open);
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
    await visit({ ...open, state, since: '2026-03-02T10:30:00.000Z' }, { viewport: NARROW });
    await heading(title).waitFor();
    expect(await page.getByRole('link', { name: way }).getAttribute('target')).toBe('_blank');
    await isSound();
  });

  it('follows the patient through the meeting, in a page that lies behind it', async () => {
    await visit(open);
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
    await visit({ ...open, state: 'in-meeting' });
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
    await visit({}, { before: (started) => started.refuseWith(code, status) });
    await heading(title).waitFor();
    await isFocused(title);
    await isSound();
  });

  it('with a reference, and recovers when asked to', async () => {
    await visit({}, { before: (started) => started.refuseWith('ehr-unavailable', 503) });
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
    await visit({ careTeamNotified: true }, { viewport: NARROW });
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

describe('inside another app', () => {
  it('lets the patient wait, and hands over to the real browser by a link that works once', async () => {
    await visit(
      { careTeamNotified: true },
      { userAgent: WEB_VIEW, viewport: NARROW, permissions: ['clipboard-read', 'clipboard-write'] },
    );
    await sees('Your care team knows you are here.');
    await page.getByRole('heading', { name: 'Better in your own browser' }).waitFor();
    await button('Open in Chrome').waitFor();
    await button('Copy the link').click();
    await sees(/Copied. The link works once, until/);
    await isSound();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(`${service.visitUrl}#h=${HANDOVER_CODE}`);

    service.requireSession();
    const [chrome, second] = await Promise.all(
      [1, 2].map(async () => (await page.context().browser()?.newContext({ locale: 'en-US' }))?.newPage()),
    );
    if (chrome === undefined || second === undefined) throw new Error('no browser');
    await chrome.goto(link);
    await chrome.getByRole('heading', { name: 'You are in the waiting room' }).waitFor();
    expect(chrome.url()).toBe(service.visitUrl);
    expect(service.requests().some((request) => request.includes(HANDOVER_CODE))).toBe(false);
    await second.goto(link);
    await second.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    await expectAccessible(second);
    await Promise.all([chrome.context().close(), second.context().close()]);
  });
});

describe('the device tests', () => {
  it('show the camera, hear the microphone, and measure the connection', async () => {
    await visit({}, { path: '/visit/device-test' });
    await heading('Test your device').waitFor();
    await isSound();
    await button('Test camera and microphone').click();
    await sees('Your camera works.');
    await sees('We hear you: your microphone works.');
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0.2);
    await isSound();
    await button('Play a sound').click();
    await button('Yes').click();
    await sees('Your sound works.');
    await button('Test connection').click();
    await sees(/Your connection is/);
    await sees('Everything works. You are ready for your video visit.');
    await isSound();
    await screenshot(page, 'patient-device-test', { fullPage: true });
    expect(service.requests().filter((request) => request.includes('/api/visits/'))).toEqual([]);
  });

  it('tell one who denied camera and microphone how to allow them, and that the visit can take place', async () => {
    await visit(open, { media: 'deny', viewport: NARROW });
    await button('Test camera and microphone').click();
    await sees('Your browser does not allow the camera.');
    await sees('Your browser does not allow the microphone.');
    await sees('How to allow it');
    await sees('You can still join.');
    await page.getByRole('link', { name: 'Join now' }).waitFor();
    await isSound();
  });

  it('tell one without a camera that the visit can take place by sound', async () => {
    await visit({}, { media: 'no-devices' });
    await button('Test camera and microphone').click();
    await sees('We found no camera on this device.');
    await sees('You can still have your visit');
    await isSound();
  });

  it('go on by sound alone when another program has the camera', async () => {
    await visit();
    await page.evaluate(() => {
      const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        if (constraints?.video) throw new DOMException('busy', 'NotReadableError');
        return real(constraints);
      };
    });
    await button('Test camera and microphone').click();
    await sees('Your camera is busy.');
    await sees('You can still have your visit');
    await sees('We hear you');
    await isSound();
  });
});

describe('the size of the page', () => {
  it('suits a cheap phone: at most 25 kB of script, compressed, for one language', async () => {
    await visit();
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
