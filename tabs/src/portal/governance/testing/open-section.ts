import type { Browser, BrowserContextOptions } from 'playwright-core';
import { openPortal, type Portal } from '../../testing/open-portal.ts';
import { type ConfigurationStandIn, createConfigurationStandIn } from './configuration-stand-in.ts';
import { CONNECTION_ID } from './sample-connection.ts';

/** The portal at an address of its own, with a configuration that the test may change before and after. */
export async function openAt(
  browser: Browser,
  hash: string,
  prepare: (configuration: ConfigurationStandIn) => void = () => undefined,
  options: BrowserContextOptions = {},
): Promise<Portal & { configuration: ConfigurationStandIn }> {
  const portal = await openPortal(browser, options);
  const configuration = createConfigurationStandIn();
  prepare(configuration);
  portal.service.behaviour.roles = ['ConfigAdmin'];
  portal.service.behaviour.answer = configuration.answer;
  await portal.page.goto(`${portal.service.origin}/signin?to=${encodeURIComponent(`/tabs/${hash}`)}`);
  return { ...portal, configuration };
}

/** A section of the sample connection's page. */
export function openSection(
  browser: Browser,
  section: string,
  prepare?: (configuration: ConfigurationStandIn) => void,
  options?: BrowserContextOptions,
) {
  return openAt(browser, `#/connections/${CONNECTION_ID}/${section}`, prepare, options);
}
