import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const IMAGES = join(import.meta.dirname, '../../docs/images');

/**
 * Writes `docs/images/<name>.png` when `UPDATE_SCREENSHOTS=1`, and does nothing otherwise.
 *
 * @param name kebab-case, after what the picture shows.
 */
export async function screenshot(
  page: Page,
  name: string,
  options: { readonly fullPage?: boolean; readonly folder?: string } = {},
): Promise<void> {
  if (process.env.UPDATE_SCREENSHOTS !== '1') return;
  const folder = options.folder ?? IMAGES;
  await mkdir(folder, { recursive: true });
  await page.screenshot({
    path: join(folder, `${name}.png`),
    fullPage: options.fullPage ?? false,
    animations: 'disabled',
    caret: 'hide',
  });
}
