import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import type { AuditPage } from '@ehr-connector/shared/contract/audit.ts';
import type { ConnectionDetail, PastedFindings } from '@ehr-connector/shared/contract/configuration.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addConnection,
  eventsOf,
  openOf,
  openPortal,
  type Portal,
  pathOf,
  probe,
  propose,
  proposed,
  provenApprover,
  saveDraft,
} from './configuration-portal.ts';
import { startWorld, type World } from './world.ts';

const { ehrAnalyst } = SAMPLE_OIDS;
let world: World;
let admin: Portal;
let approver: Portal;
let auditor: Portal;
let id: string;

/** Each test goes on where the one before it ended, as administrators do. */
beforeAll(async () => {
  world = await startWorld();
  admin = openPortal(world, SAMPLE_OIDS.admin);
  approver = openPortal(world, ehrAnalyst);
  auditor = openPortal(world, SAMPLE_OIDS.auditor);
  id = await addConnection(admin, 'Riverside Practice');
});
afterAll(async () => await world.close());

const detail = () => admin.done('GET', pathOf(id));
const post = (...path: (string | number)[]) =>
  admin.done('POST', pathOf(id, ...path), { reason: 'on purpose' });

async function approve(): Promise<ConnectionDetail> {
  const { number, digest } = openOf(await detail());
  await provenApprover(world, { connectionId: id, number }, ehrAnalyst);
  return await approver.done('POST', pathOf(id, 'revisions', number, 'approve'), { digest });
}
const launch = async () => {
  const iss = encodeURIComponent(world.hospital.faces.practice.fhirBaseUrl);
  const answer = await fetch(`${world.serviceUrl}/launch/${id}/patient?iss=${iss}&launch=x`, {
    redirect: 'manual',
  });
  return answer.status;
};

it('says what is missing, and proposes nothing before it is there', async () => {
  const draft = openOf(await detail());
  expect(draft.missing).toEqual(expect.arrayContaining(['fhirBaseUrl', 'clientId', 'approver', 'probe']));
  const answer = await admin.ask('POST', pathOf(id, 'draft/propose'), { version: draft.version });
  expect(JSON.parse(answer.text)).toMatchObject({
    status: 409,
    code: 'revision-incomplete',
    detail: expect.stringContaining('fhirBaseUrl'),
  });
  expect(await launch()).toBe(404);
});

it('is rejected with a reason, corrected and approved', async () => {
  const first = await proposed(world, admin, id, ehrAnalyst);
  const rejected = await approver.done('POST', pathOf(id, 'revisions', first.number, 'reject'), {
    digest: first.digest,
    reason: 'this is the training environment',
  });
  expect(rejected.open).toBeNull();
  expect((await detail()).history[0]).toMatchObject({
    state: 'rejected',
    reason: 'this is the training environment',
    decidedBy: ehrAnalyst,
  });
  await saveDraft(admin, id, {});
  await probe(admin, id);
  await propose(admin, id);
  const approved = await approve();
  expect(approved).toMatchObject({ state: 'approved', live: { isLive: true, decidedBy: ehrAnalyst } });
  expect(approved.people[ehrAnalyst]?.displayName).toBe('Priya Raman');
  expect(approved.records.map(({ kind }) => kind)).toEqual(['patient', 'provider', 'device-test']);
  expect(approved.allowed).toContain('edit-draft');
  expect(approved.allowed).not.toContain('change-settings');
  expect(await launch()).toBe(303);
});

it('lets nobody in while it is disabled', async () => {
  expect(await post('disable')).toMatchObject({ state: 'disabled' });
  expect(await launch()).toBe(403);
  expect(await post('enable')).toMatchObject({ state: 'approved' });
  expect(await launch()).toBe(303);
});

it('changes what is operational at once, and what trust rests on once it is approved', async () => {
  const { settings, settingsVersion, live } = await detail();
  const after = await admin.done('PUT', pathOf(id, 'settings'), {
    version: settingsVersion,
    name: 'Riverside Practice, tests',
    settings: { ...settings, helpContact: '555-0100' },
  });
  expect(after).toMatchObject({ name: 'Riverside Practice, tests', settings: { helpContact: '555-0100' } });
  await saveDraft(admin, id, { organizers: [SAMPLE_OIDS.secondOrganizer] });
  await probe(admin, id);
  await propose(admin, id);
  expect((await detail()).live).toEqual(live);
  expect((await approve()).live?.content.organizers).toEqual([SAMPLE_OIDS.secondOrganizer]);
});

it('is proposed as it was probed, or probed again', async () => {
  const { version } = await saveDraft(admin, id, { organizers: [SAMPLE_OIDS.organizer] });
  await probe(admin, id);
  expect(openOf(await detail())).toMatchObject({ version, missing: [], probe: { isOutdated: false } });
  const changed = await saveDraft(admin, id, { clientId: 'another' });
  expect(changed).toMatchObject({ missing: ['probe'], probe: { isOutdated: true } });
  const answer = await admin.ask('POST', pathOf(id, 'draft/propose'), { version: changed.version });
  expect(await world.refusal(answer)).toEqual({ status: 409, code: 'revision-incomplete' });
  await admin.done('DELETE', `${pathOf(id, 'draft')}?version=${changed.version}`);
});

it('goes back to what was approved earlier, by approval', async () => {
  const earlier = (await detail()).history.find(({ state, isLive }) => state === 'approved' && !isLive);
  const draft = openOf(
    await admin.done('POST', pathOf(id, 'revisions', earlier?.number ?? 0, 'restore'), {}),
  );
  expect(draft).toMatchObject({ origin: { kind: 'rollback', of: earlier?.number }, digest: earlier?.digest });
  await admin.done('DELETE', `${pathOf(id, 'draft')}?version=${draft.version}`);
  expect((await detail()).open).toBeNull();
});

it('is promoted into a draft for production', async () => {
  const to = { kind: 'new', name: 'Riverside Practice' };
  const created = await admin.done<{ id: string }>('POST', pathOf(id, 'promote'), { to });
  const production = await admin.done('GET', pathOf(created.id));
  expect(production).toMatchObject({
    environment: 'production',
    state: 'unapproved',
    open: { origin: { kind: 'promotion', connectionId: id }, content: { clientId: '' } },
  });
  await admin.done('DELETE', pathOf(created.id));
  expect((await admin.ask('GET', pathOf(created.id))).status).toBe(404);
});

it('is rehearsed, and what was found stays', async () => {
  const answer = await approver.ask('POST', pathOf(id, 'rehearsals'), {});
  const events = eventsOf(answer.text);
  expect(events.at(-1)).toEqual({ event: 'done', data: { isGreen: true } });
  const { rehearsals } = await auditor.done<{
    rehearsals: { by: string; isGreen: boolean; results: unknown[] }[];
  }>('GET', pathOf(id, 'rehearsals'));
  expect(rehearsals).toEqual([expect.objectContaining({ by: ehrAnalyst, isGreen: true })]);
  expect(rehearsals[0]?.results).toHaveLength(events.length - 1);
  expect((await detail()).lastRehearsal).toEqual(rehearsals[0]);
});

it('gets a new key, which waits before it signs', async () => {
  const { keys } = await admin.done('POST', pathOf(id, 'keys/rotate'), {});
  expect(keys.map(({ state }) => state)).toEqual(['upcoming', 'signing']);
  const again = await admin.ask('POST', pathOf(id, 'keys/rotate'), {});
  expect(await world.refusal(again)).toEqual({ status: 409, code: 'keys-rotating' });
});

it('is compared with what stands in the EHR', async () => {
  const { records } = await detail();
  const record = records.find(({ kind }) => kind === 'patient');
  const found = await auditor.done<PastedFindings>('POST', pathOf(id, 'pasted'), {
    kind: 'record',
    record: 'patient',
    form: 'group',
    meetingUrl: `${record?.meetingUrl} `,
    clientId: record?.clientId,
    contextToken: record?.contextTokens.single,
  });
  expect(found.findings.map(({ part, code }) => `${part} ${code}`)).toEqual(
    expect.arrayContaining([
      'meeting-url stray-space',
      'client-id same',
      'context-token csn-for-conferenceid',
    ]),
  );
});

it('is written down, all of it, and so is that somebody looked', async () => {
  const page = await auditor.done<AuditPage>('GET', `/api/audit?subject=${id}`);
  const actions = new Set(page.entries.map(({ action }) => action));
  for (const action of [
    'connection-added',
    'draft-saved',
    'revision-proposed',
    'ehr-signed-in',
    'revision-rejected',
    'revision-approved',
    'connection-disabled',
    'connection-enabled',
    'settings-changed',
    'draft-discarded',
    'connection-rehearsed',
    'keys-rotated',
  ])
    expect(actions).toContain(action);
  expect(page.entries[0]).toMatchObject({ subjectName: 'Riverside Practice, tests' });
  expect(page.people[ehrAnalyst]?.displayName).toBe('Priya Raman');
  const one = await auditor.done<AuditPage>('GET', '/api/audit?action=audit-viewed');
  expect(one.entries.map(({ actor }) => actor)).toEqual([`entra:${SAMPLE_OIDS.auditor}`]);
});

it('comes as files, however long they are', async () => {
  const [before] = await world.rows('select count(*)::int as count from audit_entries');
  // More than a page of the log.
  await Promise.all(
    Array.from({ length: 101 - Number(before?.count) }, () => auditor.ask('GET', '/api/audit/export')),
  );
  const answer = await auditor.ask('GET', '/api/audit/export');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="audit-log.ndjson"');
  const entries = answer.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(entries.length).toBeGreaterThan(100);
  expect(entries.map(({ number }) => number)).toEqual(entries.map((_, index) => entries.length - index));
  expect(entries[0]).toMatchObject({ action: 'audit-exported' });
  const configuration = await auditor.ask('GET', '/api/configuration/export');
  expect(configuration.headers.get('content-disposition')).toContain('attachment');
  expect(JSON.parse(configuration.text).connections).toHaveLength(3);
});
