import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import type { LaunchOrder } from '@ehr-connector/sandbox/hospital/control/launches.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, createBrowser } from './browser.ts';
import { callbackOf, launchUrl, linked } from './people.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let before: Readonly<Record<string, number>>;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  before = await world.footprint();
});

const carter: LaunchOrder = { face: 'epic', kind: 'patient', as: 'carter', visit: 'carter' };
const almeida: LaunchOrder = { face: 'plain', kind: 'patient', as: 'almeida', visit: 'almeida' };
const okafor: LaunchOrder = { face: 'epic', kind: 'provider', as: 'okafor', visit: 'carter' };

async function expectRefused(answer: Answer, status: number, code: string): Promise<void> {
  await world.expectRefusalPage(answer, status, code);
  expect(await world.footprint()).toEqual(before);
}

describe('a launch URL', () => {
  async function expectTurnedAway(url: URL, status: number, code: string): Promise<void> {
    world.forgetOutsideCalls();
    const answer = await createBrowser().open(url);
    expect(answer.location).toBeNull();
    expect(answer.headers.getSetCookie()).toEqual([]);
    await expectRefused(answer, status, code);
    expect(world.outsideCalls()).toEqual([]);
  }

  const other = (change: (url: URL) => void) => {
    const url = launchUrl(world, carter);
    change(url);
    return url;
  };
  const iss = (value: string) => other((url) => url.searchParams.set('iss', value));

  it('of no connection is not known', async () => {
    const url = new URL(`${world.serviceUrl}/launch/AAAAAAAAAAAAAAAAAAAAAA/patient?iss=x&launch=y`);
    await expectTurnedAway(url, 404, 'connection-unknown');
  });

  it.each(['/patient%20', '/patients', '/Patient', '/'])(
    'that was pasted with something wrong at its end, %s, is not known',
    async (end) => {
      const url = launchUrl(world, carter);
      url.pathname = url.pathname.replace('/patient', end);
      await expectTurnedAway(url, 404, 'connection-unknown');
    },
  );

  it.each(['https://evil.example/api/FHIR/R4', 'http://169.254.169.254/latest'])(
    'with the iss %s of another server is refused, and that server never asked',
    async (value) => {
      await expectTurnedAway(iss(value), 403, 'launch-issuer-unknown');
    },
  );

  it('with the iss of the organisation’s other connection is refused, as when test is sent to production', async () => {
    await expectTurnedAway(iss(world.hospital.faces.plain.fhirBaseUrl), 403, 'launch-issuer-unknown');
    const crossed = new URL(
      launchUrl(world, almeida).href.replace(world.connections.plain, world.connections.epic),
    );
    await expectTurnedAway(crossed, 403, 'launch-issuer-unknown');
  });

  it('with an iss that only looks like the connection’s is refused', async () => {
    const { fhirBaseUrl } = world.hospital.faces.epic;
    const url = new URL(fhirBaseUrl);
    for (const lookalike of [
      fhirBaseUrl.replace('://', `://${url.host}@evil.example/`),
      fhirBaseUrl.replace('://', '://evil@'),
      fhirBaseUrl.replace('localhost', 'localhost.evil.example'),
      fhirBaseUrl.replace('localhost', '127.0.0.1'),
      fhirBaseUrl.replace(`:${url.port}`, `:${Number(url.port) + 1}`),
      fhirBaseUrl.toUpperCase(),
      `${fhirBaseUrl}/../R4`,
      `${fhirBaseUrl}?x=1`,
      `${fhirBaseUrl}#x`,
      ` ${fhirBaseUrl}`,
      `${fhirBaseUrl}//`,
    ]) {
      await expectTurnedAway(iss(lookalike), 403, 'launch-issuer-unknown');
    }
  });

  it('with a slash after the iss is accepted', async () => {
    const answer = await createBrowser().open(iss(`${world.hospital.faces.epic.fhirBaseUrl}/`));
    expect(answer.status).toBe(303);
    expect(answer.location?.href).toMatch(world.hospital.faces.epic.authorizationEndpoint);
  });

  it('without iss or launch, with empty ones or with huge ones, is refused as incomplete', async () => {
    for (const name of ['iss', 'launch']) {
      await expectTurnedAway(
        other((url) => url.searchParams.delete(name)),
        400,
        'launch-incomplete',
      );
      await expectTurnedAway(
        other((url) => url.searchParams.set(name, '')),
        400,
        'launch-incomplete',
      );
      const huge = other((url) => url.searchParams.set(name, 'x'.repeat(8_193)));
      await expectTurnedAway(huge, 400, 'launch-incomplete');
    }
  });

  it('with one parameter twice, a huge session, or one that is no text, is refused as incomplete', async () => {
    for (const name of ['iss', 'launch', 'sessionId', 'departmentId']) {
      const twice = other((url) => url.searchParams.append(name, 'another'));
      await expectTurnedAway(twice, 400, 'launch-incomplete');
    }
    const huge = other((url) => url.searchParams.set('sessionId', '7'.repeat(8_193)));
    await expectTurnedAway(huge, 400, 'launch-incomplete');
    for (const name of ['sessionId', 'departmentId']) {
      const nul = other((url) => url.searchParams.set(name, '7\0'));
      await expectTurnedAway(nul, 400, 'launch-incomplete');
    }
  });

  it('of a disabled connection is refused, and its callback too', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(world, browser, almeida);
    const setDisabled = (isDisabled: boolean) =>
      world.rows('update connections set is_disabled = $1 where id = $2', [
        isDisabled,
        world.connections.plain,
      ]);
    await setDisabled(true);
    try {
      await expectTurnedAway(launchUrl(world, almeida), 403, 'connection-disabled');
      world.forgetOutsideCalls();
      await expectRefused(await browser.open(callback), 403, 'connection-disabled');
      expect(world.outsideCalls()).toEqual([]);
    } finally {
      await setDisabled(false);
    }
  });
});

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

it('limits the launches of a connection, and not those of the others at the same address', async () => {
  const url = `${world.serviceUrl}/launch/FFFFFFFFFFFFFFFFFFFFFFFF/patient?iss=x&launch=y`;
  const statuses = new Map<number, number>();
  const flood = async () => {
    for (let count = 0; count < 60; count += 1) {
      const { status } = await createBrowser().open(url);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: 20 }, flood));
  expect([...statuses.keys()].sort()).toEqual([404, 429]);
  const refused = await createBrowser().open(url);
  if (refused.status === 429) await expectRefused(refused, 429, 'launch-rate-limited');
  expect((await createBrowser().open(launchUrl(world, carter))).status).toBe(303);
});
