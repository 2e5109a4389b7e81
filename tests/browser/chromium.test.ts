import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, type MediaAnswer } from './chromium.ts';

let server: Server;
let other: Server;
let browser: Browser;

/** Answers with the cookies it was sent, and sets one of each kind. */
async function cookieServer(host: string): Promise<Server> {
  const started = createServer((request, response) => {
    const attributes = 'Secure; HttpOnly; Path=/';
    response.setHeader('set-cookie', [
      `__Host-own=1; ${attributes}; SameSite=Lax`,
      `__Host-third=1; ${attributes}; SameSite=None`,
      `__Host-frame=1; ${attributes}; SameSite=None; Partitioned`,
    ]);
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>cookies</title><h1>${request.headers.cookie ?? 'none'}</h1>`);
  }).listen(0, host);
  await once(started, 'listening');
  return started;
}

function origin(of: Server, host: string): string {
  const address = of.address();
  return `http://${host}:${typeof address === 'object' ? address?.port : ''}/`;
}

beforeAll(async () => {
  [server, other, browser] = await Promise.all([
    cookieServer('127.0.0.1'),
    cookieServer('::1'),
    launchChromium(),
  ]);
});
afterAll(async () => {
  await browser.close();
  server.close();
  other.close();
});

const askForMedia = (page: Page) =>
  page.evaluate(async () => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
      return stream
        .getTracks()
        .map(({ kind }) => kind)
        .sort();
    } catch (error) {
      return (error as Error).name;
    }
  });

describe.each([
  ['127.0.0.1', () => server],
  ['localhost', () => server],
  ['[::1]', () => other],
] as const)('a page of http://%s', (host, its) => {
  it('is a secure context with camera, microphone and __Host- cookies', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(origin(its(), host));
    expect(await page.textContent('h1')).toBe('none');
    await page.reload();
    expect(await page.textContent('h1')).toContain('__Host-own=1');
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
    expect(await askForMedia(page)).toEqual(['audio', 'video']);
    await context.close();
  });
});

it('gives a frame of another site its partitioned cookies only', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(origin(server, '127.0.0.1'));
  await page.goto(origin(other, '[::1]'));
  for (const expected of ['none', '__Host-frame=1']) {
    await page.evaluate(
      async (src) => {
        const frame = Object.assign(document.createElement('iframe'), { src });
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
        document.body.replaceChildren(frame);
        await loaded;
      },
      origin(server, '127.0.0.1'),
    );
    expect(await page.frames()[1]?.textContent('h1')).toBe(expected);
  }
  await context.close();
});

it.each([
  ['deny', 'NotAllowedError'],
  ['no-devices', 'NotFoundError'],
] as const)('answers %s when a page asks for camera and microphone', async (media: MediaAnswer, error) => {
  const refusing = await launchChromium({ media });
  const page = await refusing.newPage();
  await page.goto(origin(server, '127.0.0.1'));
  expect(await askForMedia(page)).toBe(error);
  await refusing.close();
});

it('connects two people by WebRTC, and both see a moving picture', async () => {
  const people = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()));
  for (const page of people) {
    await page.goto(origin(server, '127.0.0.1'));
    await page.evaluate(async () => {
      const connection = new RTCPeerConnection();
      const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
      for (const track of stream.getTracks()) connection.addTrack(track, stream);
      const video = Object.assign(document.createElement('video'), { autoplay: true });
      document.body.append(video);
      connection.addEventListener('track', ({ streams }) => {
        video.srcObject = streams[0] ?? null;
      });
      Object.assign(globalThis, { connection });
    });
  }
  const [caller, answerer] = people as [Page, Page];
  const offer = await caller.evaluate(sideOfCall, null);
  const answer = await answerer.evaluate(sideOfCall, offer);
  await caller.evaluate(
    (remote) => (globalThis as unknown as Call).connection.setRemoteDescription(remote),
    answer,
  );
  const playing = () => (document.querySelector('video')?.currentTime ?? 0) > 0.2;
  await Promise.all(people.map((page) => page.waitForFunction(playing)));
  await Promise.all(people.map((page) => page.context().close()));
});

interface Call {
  readonly connection: RTCPeerConnection;
}

/** Runs in the page: its side of the call, with every address in it. */
async function sideOfCall(remote: RTCSessionDescriptionInit | null): Promise<RTCSessionDescriptionInit> {
  const { connection } = globalThis as unknown as Call;
  if (remote) await connection.setRemoteDescription(remote);
  await connection.setLocalDescription();
  while (connection.iceGatheringState !== 'complete') {
    await new Promise((resolve) => {
      connection.addEventListener('icegatheringstatechange', resolve, { once: true });
    });
  }
  return connection.localDescription?.toJSON() as RTCSessionDescriptionInit;
}
