import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { arrive } from './hospital-pages.ts';
import {
  admit,
  endMeeting,
  enterLobby,
  enterMeeting,
  followJoin,
  launchAsClinician,
  messagesOf,
  pickAccount,
} from './teams-pages.ts';
import { everyRow, type Place, type Secret, traces } from './traces.ts';
import { openWorld, type World } from './world.ts';

const CANARY = 'Zaunkoenig7';

let world: World;
let people: readonly Page[];

beforeAll(async () => {
  world = await openWorld({ canary: CANARY, logLevel: 'trace', settings: { absentAfterMs: 500 } });
});
afterAll(() => world.close());

/** Everything the service keeps, says, shows and is asked for. */
async function places(): Promise<readonly Place[]> {
  const { sandbox, log, visited } = world;
  const messages = [SAMPLE_OIDS.amara, SAMPLE_OIDS.coordinator].flatMap((oid) => messagesOf(world, oid));
  const metrics = await fetch(`${sandbox.serviceUrl}/metrics`);
  return [
    ...(await everyRow(sandbox.superuserDatabaseUrl)),
    ...log.map((text) => ({ where: 'log', text })),
    ...messages.map((message) => ({ where: 'card', text: JSON.stringify(message) })),
    { where: 'metrics', text: await metrics.text() },
    ...[...visited].map((text) => ({ where: 'address', text })),
  ];
}

async function secrets(): Promise<readonly Secret[]> {
  const { sandbox } = world;
  const patient = sandbox.hospital.control.people('epic').patients.find(({ key }) => key === 'carter');
  const meetings = [...sandbox.cloud.cloud.meetings.values()];
  const cookies = (
    await Promise.all(people.map((page) => page.context().cookies(sandbox.serviceUrl)))
  ).flat();
  return [
    { what: 'what was planted in names, MRNs, phone numbers and addresses', is: CANARY },
    { what: 'a birth date', is: patient?.birthDate ?? '' },
    { what: 'a patient’s name', is: patient?.name.given ?? '' },
    ...meetings.map(({ joinWebUrl }) => ({ what: 'a join link', is: joinWebUrl })),
    { what: 'a join link', is: /meetup-join/i },
    // But for checkpoints of the audit log, which are signed with EdDSA and are there to be seen.
    { what: 'a token', is: /eyj(?!hbGciOiJFZERTQSI)[\w-]{8,}\.[\w-]{8,}/i },
    { what: 'a token', is: /bearer [\w-]{8,}/i },
    ...cookies.map(({ name, value }) => ({ what: `the cookie ${name}`, is: value })),
    ...['ENTRA_CLIENT_SECRET', 'BOT_SECRET', 'ENCRYPTION_KEY', 'AUDIT_SIGNING_KEY'].map((name) => ({
      what: name,
      is: sandbox.environment[name] ?? '',
    })),
  ];
}

it('takes a visit from launch to end, with a refused launch and a failing EHR on the way', async () => {
  const [clinician, patient, coordinator] = await Promise.all([
    world.person(),
    world.person(),
    world.person(),
  ]);
  const { control } = world.sandbox.hospital;
  const refused = control.mintLaunch({
    face: 'epic',
    kind: 'patient',
    as: 'nguyen',
    visit: 'nguyen',
    overrides: { sessionId: '700103' },
  });
  await patient.goto(refused.url);
  await patient.getByText('Reference:').waitFor();
  await coordinator.goto(`${world.sandbox.serviceUrl}/tabs/`);
  await coordinator.getByRole('link', { name: 'Sign in with Microsoft' }).click();
  await pickAccount(coordinator, 'Hannah Berg');
  control.setFault({ face: 'epic', area: 'status-service', kind: 'status', status: 500, count: 1 });
  const room = await arrive(world, { page: patient, as: 'carter', visit: 'carter' });
  await room.getByText('Your care team knows you are here.').waitFor();
  const meeting = await launchAsClinician(world, {
    page: clinician,
    as: 'okafor',
    visit: 'carter',
    firstTimeAs: 'Dr. Amara Okafor',
  });
  await enterMeeting(meeting);
  const inTeams = await followJoin(room);
  await enterLobby(inTeams, `Eleanor ${CANARY}`);
  await admit(meeting, `Eleanor ${CANARY}`);
  await room.getByRole('heading', { name: 'You are in the meeting' }).waitFor();
  await endMeeting(meeting);
  await room.getByRole('heading', { name: 'Your visit has ended' }).waitFor();
  await expect.poll(() => world.told('epic', 'carter').length, { timeout: 15_000 }).toBe(4);
  people = [clinician, patient, coordinator];
}, 90_000);

it('has gone through everything that is looked into', async () => {
  const looked = Map.groupBy(await places(), ({ where }) => where);
  for (const where of ['log', 'card', 'metrics', 'address']) expect(looked.get(where), where).toBeDefined();
  const tables = [...looked.keys()].map((where) => where.split('.').at(-1));
  for (const table of ['visits', 'participants', 'signals', 'outbox', 'audit_entries'])
    expect(
      tables.some((name) => name?.startsWith(table)),
      `${table} among ${tables.join(', ')}`,
    ).toBe(true);
  for (const { what, is } of await secrets()) expect(is, what).not.toBe('');
});

it('leaves no trace of a patient, a token or a join link in tables, logs, cards, metrics and addresses', async () => {
  expect(traces(await places(), await secrets())).toEqual([]);
});

it('would find each secret, plain, as bytes and escaped, wherever it were', async () => {
  const all = await secrets();
  const planted = all.map(({ is }) =>
    typeof is === 'string' ? is : 'Bearer eyJhbGciOiJFUzM4.eyJzdWIiOiIx meetup-join',
  );
  const url = world.sandbox.superuserDatabaseUrl;
  await withClient(url, async (client) => {
    await client.query('create table planted (note text, sealed bytea, document jsonb)');
    for (const text of planted) {
      await client.query('insert into planted (note) values ($1)', [text]);
      await client.query('insert into planted (sealed) values ($1)', [Buffer.from(text)]);
      await client.query('insert into planted (document) values ($1)', [JSON.stringify({ deep: [text] })]);
    }
  });
  const inTables = traces(await everyRow(url), all).filter((trace) => trace.startsWith('public.planted: '));
  await withClient(url, (client) => client.query('drop table planted'));
  for (const { what } of all)
    expect(inTables.filter((trace) => trace.endsWith(what)).length, what).toBeGreaterThanOrEqual(3);
  for (const [index, text] of planted.entries()) {
    const twice = { where: 'address', text: encodeURIComponent(encodeURIComponent(text)) };
    expect(traces([twice], all.slice(index, index + 1))).toHaveLength(1);
  }
});
