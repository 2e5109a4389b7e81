import type { PatientVisit } from '@ehr-connector/shared/contract/patient-visit.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { expectAccessible } from '../../../tests/browser/axe.ts';
import { launchChromium, type MediaAnswer } from '../../../tests/browser/chromium.ts';
import { screenshot } from '../../../tests/browser/screenshot.ts';
import { type BuiltPage, buildPage } from './testing/built-page.ts';
import { openVisit } from './testing/open-visit.ts';
import { HANDOVER_CODE } from './testing/visit-service.ts';

const NARROW = { width: 320, height: 640 };
const WEB_VIEW =
  'Mozilla/5.0 (Linux; Android 14; Pixel 7 Build/X; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0 Mobile Safari/537.36';
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

const visit = (
  visitNow: Partial<PatientVisit> = {},
  options: Parameters<typeof openVisit>[2] = {},
  inBrowser: Browser = browser,
) => openVisit({ built, browser: inBrowser }, visitNow, options);

/** A browser that answers so when it is asked for camera and microphone. */
async function browserWith(media: MediaAnswer): Promise<Browser> {
  const special = await launchChromium({ media });
  onTestFinished(() => special.close());
  return special;
}

describe('inside another app', () => {
  it('lets the patient wait, and hands over to the real browser by a link that works once', async () => {
    const { page, service, button, sees, isSound } = await visit(
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
    const { page, service, heading, button, sees, isSound } = await visit({}, { path: '/visit/device-test' });
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
    const { page, button, sees, isSound } = await visit(
      open,
      { viewport: NARROW },
      await browserWith('deny'),
    );
    await button('Test camera and microphone').click();
    await sees('Your browser does not allow the camera.');
    await sees('Your browser does not allow the microphone.');
    await sees('How to allow it');
    await sees('You can still join.');
    await page.getByRole('link', { name: 'Join now' }).waitFor();
    await isSound();
  });

  it('tell one without a camera that the visit can take place by sound', async () => {
    const { button, sees, isSound } = await visit({}, {}, await browserWith('no-devices'));
    await button('Test camera and microphone').click();
    await sees('We found no camera on this device.');
    await sees('You can still have your visit');
    await isSound();
  });

  it('go on by sound alone when another program has the camera', async () => {
    const { page, button, sees, isSound } = await visit();
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
