import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { launchChromium } from './chromium.ts';
import { screenshot } from './screenshot.ts';

it('writes a picture only when pictures are to be updated', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ehr-connector-screenshots-'));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.setContent('<h1>Waiting room</h1>');
    vi.stubEnv('UPDATE_SCREENSHOTS', undefined);
    await screenshot(page, 'waiting-room', { folder });
    expect(await readdir(folder)).toEqual([]);
    vi.stubEnv('UPDATE_SCREENSHOTS', '1');
    await screenshot(page, 'waiting-room', { folder });
    expect((await readFile(join(folder, 'waiting-room.png'))).subarray(1, 4).toString()).toBe('PNG');
  } finally {
    vi.unstubAllEnvs();
    await browser.close();
    await rm(folder, { recursive: true });
  }
});
