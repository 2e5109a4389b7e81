import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { BASIC_USER } from '@ehr-connector/sandbox/hospital/epic/basic-users.ts';
import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { checkpointVerifier } from '@ehr-connector/shared/adapters/node/checkpoint-keys.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { arrive } from './hospital-pages.ts';
import {
  approve,
  checkAddress,
  openApproval,
  openStep,
  openTab,
  proposeDraft,
  signInToEhr,
} from './portal-pages.ts';
import { connectionIdOf, draftPractice, fillInRecords } from './practice-connection.ts';
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
/** The files that an approver may download: the configuration, and the audit log as the approver sees it. */
let downloads: readonly Place[] = [];

beforeAll(async () => {
  world = await openWorld({ canary: CANARY, logLevel: 'trace', settings: { absentAfterMs: 500 } });
});
afterAll(() => world.close());

/** Everything the service keeps, says, shows and is asked for. */
async function places(): Promise<readonly Place[]> {
  const { sandbox, log, visited } = world;
  const { amara, coordinator, admin, ehrAnalyst } = SAMPLE_OIDS;
  const messages = [amara, coordinator, admin, ehrAnalyst].flatMap((oid) => messagesOf(world, oid));
  const metrics = await fetch(`${sandbox.serviceUrl}/metrics`);
  const all = [
    ...(await everyRow(sandbox.superuserDatabaseUrl)),
    ...log.map((text) => ({ where: 'log', text })),
    ...messages.map((message) => ({ where: 'card', text: withoutAdministrators(JSON.stringify(message)) })),
    { where: 'metrics', text: await metrics.text() },
    ...[...visited].map((text) => ({ where: 'address', text })),
    ...downloads,
  ];
  return await Promise.all(
    all.map(async ({ where, text }) => ({ where, text: await withoutCheckpoints(text) })),
  );
}

/** Notices say which administrator proposed or decided; the directory tells the name as they are sent. */
const withoutAdministrators = (text: string): string =>
  text.replaceAll(new RegExp(`(Tomás Novák|Priya Raman) ${CANARY}`, 'g'), '$1');

/** Checkpoints of the audit log look like tokens, are there to be seen, and open nothing. */
async function withoutCheckpoints(text: string): Promise<string> {
  const signed = text.match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g) ?? [];
  const key = JSON.parse(
    Buffer.from(world.sandbox.environment.AUDIT_SIGNING_KEY ?? '', 'base64url').toString(),
  );
  const { verify } = checkpointVerifier([key]);
  const known = await Promise.all(signed.map(async (jws) => ((await verify(jws)) === null ? [] : [jws])));
  return known.flat().reduce((rest, jws) => rest.replaceAll(jws, 'a checkpoint'), text);
}

async function secrets(): Promise<readonly Secret[]> {
  const { sandbox } = world;
  const patient = sandbox.hospital.control.people('epic').patients.find(({ key }) => key === 'carter');
  const approver = sandbox.hospital.control.people('practice').clinicians.find(({ key }) => key === 'raman');
  const meetings = [...sandbox.cloud.cloud.meetings.values()];
  const cookies = (
    await Promise.all(people.map((page) => page.context().cookies(sandbox.serviceUrl)))
  ).flat();
  return [
    { what: 'what was planted in names, MRNs, phone numbers and addresses', is: CANARY },
    { what: 'a birth date', is: patient?.birthDate ?? '' },
    { what: 'a patient’s name', is: patient?.name.given ?? '' },
    { what: 'the approver’s user of the EHR', is: approver?.id ?? '' },
    { what: 'the user of the writeback', is: BASIC_USER.user },
    { what: 'the password of the writeback', is: BASIC_USER.password },
    { what: 'a private key', is: /"(d|privatekey|private_key)": ?"[\w-]{8,}|begin [a-z ]*private key/i },
    ...meetings.map(({ joinWebUrl }) => ({ what: 'a join link', is: joinWebUrl })),
    { what: 'a join link', is: /meetup-join/i },
    { what: 'a token', is: /eyj[\w-]{8,}\.[\w-]{8,}/i },
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

it('takes a connection from nothing to approved, with a password for the writeback', async () => {
  const [tomas, priya] = await Promise.all([world.person(), world.person()]);
  const tab = await openTab(world, tomas, 'Tomás Novák');
  await draftPractice(world, tab, {
    name: 'Lakeview',
    approver: 'Priya Raman',
    organizer: 'Virtual Visits',
  });
  const { setExternalConnectionStatusUrl } = world.sandbox.hospital.faces.practice;
  await openStep(tab, 'Visits');
  await tab.getByRole('radio', { name: 'Epic connection status' }).check();
  await tab
    .getByRole('textbox', { name: 'Address of the service' })
    .fill(setExternalConnectionStatusUrl ?? '');
  await tab.getByRole('radio', { name: 'User and password' }).check();
  await tab.getByRole('button', { name: 'Set user and password' }).click();
  await tab.getByRole('textbox', { name: 'User', exact: true }).fill(BASIC_USER.user);
  await tab.getByLabel(/^Password/).fill(BASIC_USER.password);
  await tab.getByRole('button', { name: 'Save user and password' }).click();
  await tab.getByText('Saved. They will not be shown again.').waitFor();
  const connectionId = connectionIdOf(tab);
  await openStep(tab, 'EHR address');
  await tab.getByText('What was checked has changed since. Check again.').waitFor();
  await checkAddress(tab, 'right');
  await proposeDraft(tab, 'To be approved');
  const hers = await openTab(world, priya, 'Priya Raman');
  await openApproval(hers, 'Lakeview');
  const window = await signInToEhr(hers, { account: 'Priya Raman', ehrUser: 'Ms Priya Raman' });
  await window.getByRole('heading', { name: 'The EHR knows you' }).waitFor();
  await approve(hers);
  await expect.poll(() => messagesOf(world, SAMPLE_OIDS.admin).length).toBe(1);
  fillInRecords(world, connectionId);
  const patient = await world.person();
  await arrive(world, { page: patient, as: 'whitfield', visit: 'whitfield', face: 'practice' });
  await expect.poll(() => world.told('practice', 'whitfield').length, { timeout: 15_000 }).toBe(1);
  await window.goto(`${world.sandbox.serviceUrl}/tabs/`);
  downloads = await Promise.all(
    ['/api/configuration/export', '/api/audit', `/api/connections/${connectionId}`].map(async (path) => ({
      where: `the answer of ${path}`,
      text: withoutStaff(await textOf(window, path)),
    })),
  );
  people = [...people, tomas, priya, patient];
}, 120_000);

/** What a page of the service that is signed in gets at a path. */
const textOf = (page: Page, path: string): Promise<string> =>
  page.evaluate(async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.text();
  }, path);

/** Administrators are shown the names of staff, in which something was planted too; they come from the directory each time. */
const withoutStaff = (text: string): string =>
  text.replaceAll(/"(displayName|username)": ?"[^"]*"/g, '"$1":""');

it('does every chore of the night', async () => {
  const { sandbox } = world;
  await withClient(sandbox.superuserDatabaseUrl, async (client) => {
    await client.query(`select graphile_worker.add_job(identifier, max_attempts => 1)
      from graphile_worker._private_known_crontabs`);
    const failures = async () =>
      (await client.query<{ last_error: string | null }>('select last_error from graphile_worker.jobs')).rows;
    await expect.poll(failures, { timeout: 60_000, interval: 200 }).toEqual([]);
    const { rows } = await client.query('select from audit_checkpoints');
    expect(rows).not.toEqual([]);
  });
}, 90_000);

it('has gone through everything that is looked into', async () => {
  const looked = Map.groupBy(await places(), ({ where }) => where);
  for (const where of ['log', 'card', 'metrics', 'address']) expect(looked.get(where), where).toBeDefined();
  const tables = [...looked.keys()].map((where) => where.split('.').at(-1));
  expect(downloads).toHaveLength(3);
  for (const table of [
    'visits',
    'participants',
    'signals',
    'outbox',
    'audit_entries',
    'connection_revisions',
    'approval_proofs',
    'audit_checkpoints',
  ])
    expect(
      tables.some((name) => name?.startsWith(table)),
      `${table} among ${tables.join(', ')}`,
    ).toBe(true);
  for (const { what, is } of await secrets()) expect(is, what).not.toBe('');
});

it('leaves no trace of a patient, a secret or a join link in tables, logs, cards, metrics, addresses and exports', async () => {
  expect(traces(await places(), await secrets())).toEqual([]);
});

it('would find each secret, plain, as bytes and escaped, wherever it were', async () => {
  const all = await secrets();
  const planted = all.map(({ is }) =>
    typeof is === 'string' ? is : 'Bearer eyJhbGciOiJFUzM4.eyJzdWIiOiIx meetup-join "d":"AbCdEfGhIj"',
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
