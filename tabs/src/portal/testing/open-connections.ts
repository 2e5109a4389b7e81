import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { openPortal, type Portal } from './open-portal.ts';

/** The portal in a plain browser window of a configuration administrator, with these connections. */
export async function openConnections(
  browser: Browser,
  details: readonly ConnectionDetail[],
  hash = '#/connections',
  options: BrowserContextOptions = {},
): Promise<Portal> {
  const portal = await openPortal(browser, options);
  portal.service.behaviour.roles = ['ConfigAdmin'];
  for (const detail of details) portal.service.configuration.put(detail);
  const to = encodeURIComponent(`/tabs/${hash}`);
  await portal.page.goto(`${portal.service.origin}/signin?to=${to}`);
  return portal;
}
