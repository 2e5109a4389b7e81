import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from '../browser/chromium.ts';
import { startBareProcess } from './bare-process.ts';
import { bookVisits, CLINICIAN, idOf } from './chart.ts';
import { type Effort, median, numberRow, type Row } from './figures.ts';
import { timed } from './load.ts';
import { launchAsPatient } from './patient-session.ts';
import type { World } from './world.ts';

/** The page's own words once it knows where the patient stands; before, it shows a frame without them. */
const WAITING = 'You are in the waiting room';
const CPU_SLOWDOWN = 4;
const BYTES_A_KILOBYTE = 1_000;
/** What Chromium's developer tools call slow 4G: bytes a second, and milliseconds added to each request. */
const SLOW_4G = { offline: false, downloadThroughput: 180_000, uploadThroughput: 84_375, latency: 562.5 };

const SLOW_PHONE = `processor ${CPU_SLOWDOWN}× slower, slow 4G (${SLOW_4G.downloadThroughput / BYTES_A_KILOBYTE} kB/s, ${SLOW_4G.latency} ms)`;

interface Load {
  readonly bytes: number;
  readonly firstPaintMs: number;
  readonly shownMs: number;
  readonly encodings: ReadonlySet<string>;
}

/** What a patient's phone has to fetch and how long it shows nothing. The floor is a page with one word. */
export async function measureVisitPage(world: World, effort: Effort): Promise<readonly Row[]> {
  const { hospital, serviceUrl } = world.sandbox;
  const clinician = idOf(hospital, 'clinicians', CLINICIAN);
  const plan = { count: 1, firstCsn: 830_000, startsInMinutes: 45, practitionerOf: () => clinician };
  const [visit] = await bookVisits([hospital], plan);
  if (visit === undefined) throw new Error('No visit was booked.');
  const { visitId, cookie } = await launchAsPatient(world, visit);
  const bare = await startBareProcess();
  const browser = await launchChromium();
  try {
    const [name = '', value = ''] = cookie.split('=');
    // Loopback is as good as https to Chromium, only not when cookies are put in by hand.
    const url = serviceUrl.replace('http:', 'https:');
    const letIn = (context: BrowserContext) =>
      context.addCookies([{ name, value, url, httpOnly: true, secure: true, sameSite: 'Lax' }]);
    const ours: Load[] = [];
    const floor: Load[] = [];
    for (let load = 0; load < effort.pageLoads; load += 1) {
      ours.push(await loadAnew(browser, `${serviceUrl}/visit/${visitId}`, WAITING, letIn));
      floor.push(await loadAnew(browser, bare.url, 'Empty'));
    }
    if (!ours[0]?.encodings.has('br')) throw new Error('The visit page was not sent with brotli.');
    const row = (what: string, unit: string, of: (load: Load) => number) =>
      numberRow(`Visit page: ${what}`, unit, median(ours.map(of)), median(floor.map(of)));
    return [
      row('fetched, with brotli', 'kB', ({ bytes }) => bytes / BYTES_A_KILOBYTE),
      row(`first contentful paint, ${SLOW_PHONE}`, 'ms', ({ firstPaintMs }) => firstPaintMs),
      row(`the waiting room stands, ${SLOW_PHONE}`, 'ms', ({ shownMs }) => shownMs),
    ];
  } finally {
    await browser.close();
    await bare.close();
  }
}

/** Loads a page with nothing in the cache, until it shows a heading. */
async function loadAnew(
  browser: Browser,
  url: string,
  heading: string,
  prepare: (context: BrowserContext) => Promise<void> = async () => undefined,
): Promise<Load> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 390, height: 844 } });
  try {
    await prepare(context);
    const page = await context.newPage();
    const devTools = await context.newCDPSession(page);
    await devTools.send('Network.enable');
    await devTools.send('Network.emulateNetworkConditions', SLOW_4G);
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    let bytes = 0;
    const encodings = new Set<string>();
    devTools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    devTools.on('Network.responseReceived', ({ response }) => {
      const encoding = response.headers['content-encoding'];
      if (encoding !== undefined) encodings.add(encoding);
    });
    const shownMs = await timed(async () => {
      await page.goto(url, { waitUntil: 'commit' });
      await page.getByRole('heading', { name: heading }).waitFor();
    });
    await page.waitForLoadState('load');
    const firstPaintMs = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            const [entry] = list.getEntriesByName('first-contentful-paint');
            if (entry !== undefined) resolve(entry.startTime);
          }).observe({ type: 'paint', buffered: true });
        }),
    );
    return { bytes, firstPaintMs, shownMs, encodings };
  } finally {
    await context.close();
  }
}
