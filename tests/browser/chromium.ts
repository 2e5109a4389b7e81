import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { type BrowserProgram, packagedChromium } from './packaged-chromium.ts';

/** What happens when a page asks for camera and microphone. */
export type MediaAnswer = 'allow' | 'deny' | 'no-devices';

const SYSTEM_BROWSERS = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Replaces Playwright's own list, which a second switch of this name would silently replace in any case.
 * Unlike Playwright's, it leaves third-party storage partitioned, as it is for people.
 */
const FEATURES_TURNED_OFF = [
  'WebRtcHideLocalIpsWithMdns', // nobody answers multicast DNS on a build machine, and no connection is made
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'PaintHolding',
  'AvoidCorsURLLoaderRestartOnRedirect',
];

/**
 * Starts a headless Chromium: `CHROME_PATH`, else one of the system's, else the one of an npm package.
 *
 * Give each person of a test a context of their own; close the browser at the end.
 *
 * @param options.media a moving picture and a beep stand in for camera and microphone unless told otherwise.
 */
export async function launchChromium(options: { readonly media?: MediaAnswer } = {}): Promise<Browser> {
  const program = await findBrowser();
  return chromium.launch({
    executablePath: program.path,
    headless: true,
    env: { ...process.env, ...program.env },
    args: [
      '--no-sandbox', // Chromium's sandbox refuses to run as root, as containers do
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--allow-loopback-in-peer-connection', // a machine may have no other network
      '--autoplay-policy=no-user-gesture-required',
      '--test-third-party-cookie-phaseout', // as in Safari, and in private windows of every browser
      `--disable-features=${FEATURES_TURNED_OFF.join(',')}`,
      ...mediaSwitches(options.media ?? 'allow'),
    ],
  });
}

async function findBrowser(): Promise<BrowserProgram> {
  const path = process.env.CHROME_PATH ?? SYSTEM_BROWSERS.find((candidate) => existsSync(candidate));
  return path === undefined ? packagedChromium() : { path, env: {} };
}

function mediaSwitches(answer: MediaAnswer): string[] {
  switch (answer) {
    case 'allow':
      return ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
    case 'deny':
      return ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'];
    case 'no-devices':
      return ['--use-fake-device-for-media-stream=device-count=0', '--use-fake-ui-for-media-stream'];
  }
}
