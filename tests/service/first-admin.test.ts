import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from './browser.ts';
import { signedIn } from './people.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function rolesInTab(oid: string): Promise<unknown> {
  const token = await world.cloud.ssoToken(oid);
  const answer = await fetch(`${world.serviceUrl}/api/me`, { headers: { authorization: `Bearer ${token}` } });
  return ((await answer.json()) as { roles: unknown }).roles;
}

async function rolesInBrowser(browser: Browser): Promise<unknown> {
  const answer = await browser.open(`${world.serviceUrl}/api/me`);
  return (JSON.parse(answer.text) as { roles: unknown }).roles;
}

it('lets a Teams administrator begin, until the organisation has a configuration administrator', async () => {
  const { teamsAdmin, ehrAnalyst, admin } = SAMPLE_OIDS;
  const browser = await signedIn(world, teamsAdmin);
  expect(await rolesInBrowser(browser)).toEqual(['ConfigAdmin']);
  expect(await rolesInTab(teamsAdmin)).toEqual(['ConfigAdmin']);
  expect(await rolesInTab(ehrAnalyst)).toEqual([]);

  expect(await rolesInTab(admin)).toEqual(['ConfigAdmin']);
  expect(await rolesInTab(teamsAdmin)).toEqual([]);
  // A session keeps the roles of its sign-in; the next one has those of then.
  expect(await rolesInBrowser(browser)).toEqual(['ConfigAdmin']);
  expect(await rolesInBrowser(await signedIn(world, teamsAdmin))).toEqual([]);

  const noted = await world.rows('select entra_object_id from config_admins order by 1');
  expect(noted.map(({ entra_object_id }) => entra_object_id)).toEqual([admin, teamsAdmin]);
});
