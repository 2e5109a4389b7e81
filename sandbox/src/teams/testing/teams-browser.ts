import type { Browser, Page } from 'playwright-core';
import type { TeamsServer } from './teams-server.ts';

/** Opens a page of Teams in a browser of its own, signed in if `as` is given. */
export async function openTeamsPage(options: {
  browser: Browser;
  teams: TeamsServer;
  /** Path on the server, or a whole address. */
  path: string;
  as?: string;
  width?: number;
  height?: number;
}): Promise<Page> {
  const { browser, teams, path, as, width = 1280, height = 800 } = options;
  const context = await browser.newContext({ viewport: { width, height } });
  if (as !== undefined) {
    const [name = '', value = ''] = (await teams.signIn(as)).split('=');
    await context.addCookies([{ name, value, url: teams.url }]);
  }
  const page = await context.newPage();
  await page.goto(new URL(path, teams.url).href);
  return page;
}
