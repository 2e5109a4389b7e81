import type { Page } from 'playwright-core';
import { expectAccessible } from '../browser/axe.ts';
import { screenshot } from '../browser/screenshot.ts';

/** Looks at the tab in Teams: every state is for everybody, and some are pictures of the guide. */
export async function look(page: Page, picture?: string): Promise<void> {
  await expectAccessible(page, { within: 'iframe' });
  if (picture !== undefined) await screenshot(page, picture);
}
