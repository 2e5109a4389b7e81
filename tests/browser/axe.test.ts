import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { launchChromium } from './chromium.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
  page = await (await browser.newContext()).newPage();
});
afterAll(() => browser.close());

const show = (body: string) =>
  page.setContent(`<!doctype html><html lang="en"><title>Visit</title><main><h1>Visit</h1>${body}</main>`);

it('accepts a page that everybody can use', async () => {
  await show('<button>Join</button>');
  await expectAccessible(page);
});

it('names the rule that is broken, and where', async () => {
  await show('<button id="join"></button><p style="color:#999;background:#fff">Waiting</p>');
  await expect(expectAccessible(page)).rejects.toThrow(/button-name.*\n.*#join/);
  await expect(expectAccessible(page)).rejects.toThrow('color-contrast');
  await expect(expectAccessible(page, { within: 'p' })).rejects.not.toThrow('button-name');
});

it('looks into frames', async () => {
  await show(
    '<iframe title="Teams" srcdoc="<!doctype html><html lang=en><title>t</title><img src=x>"></iframe>',
  );
  await expect(expectAccessible(page)).rejects.toThrow('image-alt');
});

it('waits for what fades in, and not for what turns for ever', async () => {
  await show(`<style>@keyframes fade { from { color: #999 } } @keyframes turn { to { rotate: 1turn } }</style>
    <p style="color:#000;background:#fff;animation:fade 2s steps(1)">Waiting</p>
    <div style="animation:turn 1s infinite"></div>`);
  await expectAccessible(page);
});
