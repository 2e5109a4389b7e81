import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBrowser } from './browser.ts';
import { launchUrl, linked } from './people.ts';
import { startWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

const okafor = { face: 'epic', kind: 'provider', as: 'okafor', visit: 'carter' } as const;
const carter = { face: 'epic', kind: 'patient', as: 'carter', visit: 'carter' } as const;

it('makes one visit and one meeting of fifty launches from both sides at the same moment', async () => {
  // Linked by a visit of its own, so that no sign-in stands between the launches.
  expect((await linked(world, { ...okafor, visit: 'case-conference' }, SAMPLE_OIDS.amara)).status).toBe(303);
  const meetingsBefore = world.cloud.cloud.meetings.size;
  const isEnd = (url: URL) => url.pathname.startsWith('/visit/') || url.pathname.includes('meetup-join');
  const launches = Array.from({ length: 50 }, (_, index) => {
    const url = launchUrl(world, index % 2 === 0 ? okafor : carter);
    return createBrowser().follow(url, isEnd);
  });
  const ends = (await Promise.all(launches)).map(
    ({ location, status }) => location?.href ?? `status ${status}`,
  );
  expect(new Set(ends.filter((_, index) => index % 2 === 0)).size).toBe(1);
  expect(new Set(ends.filter((_, index) => index % 2 === 1)).size).toBe(1);
  const [visit, ...others] = await world.rows(
    `select v.id from visits v where exists
       (select from participants p where p.visit_id = v.id and p.role = 'patient')`,
  );
  expect(others).toEqual([]);
  expect(ends[1]).toBe(`${world.serviceUrl}/visit/${visit?.id}`);
  const participants = await world.rows('select role from participants where visit_id = $1 order by role', [
    visit?.id,
  ]);
  expect(participants).toEqual([{ role: 'clinician' }, { role: 'patient' }]);
  expect(world.cloud.cloud.meetings.size).toBe(meetingsBefore + 1);
}, 60_000);
