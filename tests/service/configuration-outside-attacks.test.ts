import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Answer } from './browser.ts';
import {
  addConnection,
  eventsOf,
  fillIn,
  openOf,
  openPortal,
  type Portal,
  pathOf,
  probe,
  saveDraft,
} from './configuration-portal.ts';
import { startWorld, type World } from './world.ts';

const { ehrAnalyst, amara, mei } = SAMPLE_OIDS;

let world: World;
let admin: Portal;
let foreigner: Portal;
let connectionId: string;

beforeAll(async () => {
  world = await startWorld({ secondOrganization: true });
  admin = openPortal(world, SAMPLE_OIDS.admin);
  foreigner = openPortal(world, SAMPLE_OIDS.stranger);
  connectionId = await addConnection(admin, 'Riverside Practice');
  await fillIn(world, admin, connectionId, ehrAnalyst);
});
afterAll(async () => await world.close());
afterEach(() => {
  world.cloud.control.clearFaults();
  world.hospital.control.clearFaults();
});

const detail = () => admin.done('GET', pathOf(connectionId));

describe('a probe', () => {
  const begin = async (signal?: AbortSignal) =>
    await fetch(`${world.serviceUrl}${pathOf(connectionId, 'probe')}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await world.cloud.ssoToken(SAMPLE_OIDS.admin)}`,
        origin: world.serviceUrl,
      },
      ...(signal && { signal }),
    });

  it('tells each result as it comes, then that it is done, and keeps them', async () => {
    const events = await probe(admin, connectionId);
    expect(events.at(-1)).toEqual({ event: 'done', data: { isGreen: true } });
    const checks = events.filter(({ event }) => event === 'check').map(({ data }) => data);
    expect(checks.length).toBeGreaterThan(10);
    expect(openOf(await detail()).probe?.results).toEqual(checks);
  });

  it('ends when nobody listens any more, and gives way to the next', async () => {
    world.hospital.control.setFault({ face: 'practice', area: 'discovery', kind: 'slow', ms: 6_000 });
    const gone = new AbortController();
    // The first result is known before the EHR is asked for anything.
    const first = await begin(gone.signal);
    const second = await begin();
    await world.expectProblem(await admin.ask('POST', pathOf(connectionId, 'probe')), 429, 'asked-too-often');
    await world.expectProblem(
      await admin.ask('POST', pathOf(world.connections.epic, 'rehearsals')),
      429,
      'asked-too-often',
    );
    gone.abort();
    await first.text().catch(() => 'gone');
    world.hospital.control.clearFaults();
    await vi.waitUntil(async () => (await admin.ask('POST', pathOf(connectionId, 'probe'))).status === 200, {
      timeout: 10_000,
      interval: 500,
    });
    expect(eventsOf(await second.text()).at(-1)?.event).toBe('done');
  });

  it('that broke off leaves nothing behind that could pass for a report', async () => {
    const { version } = openOf(await detail());
    await saveDraft(admin, connectionId, {
      fhirBaseUrl: `${world.hospital.faces.practice.fhirBaseUrl}/changed`,
    });
    await saveDraft(admin, connectionId, { fhirBaseUrl: world.hospital.faces.practice.fhirBaseUrl });
    expect(openOf(await detail())).toMatchObject({ version: version + 2, probe: null });
    world.hospital.control.setFault({ face: 'practice', area: 'discovery', kind: 'slow', ms: 3_000 });
    const gone = new AbortController();
    const answer = await begin(gone.signal);
    gone.abort();
    await answer.text().catch(() => 'gone');
    await vi.waitUntil(
      async () =>
        (await (await fetch(`${world.serviceUrl}/metrics`)).text()).includes(
          'event_streams{kind="checks"} 0',
        ),
      { timeout: 10_000, interval: 200 },
    );
    expect(openOf(await detail())).toMatchObject({ version: version + 2, probe: null });
    expect(world.log.filter(({ route, code }) => code === null && String(route).endsWith('/probe'))).toEqual(
      [],
    );
  });

  it('is not for searching other people’s networks with us: twenty an hour are enough', async () => {
    // A draft without an address is looked at in no time.
    const empty = await addConnection(admin, 'Nothing yet');
    let refused: Answer | null = null;
    for (let count = 0; refused === null && count < 21; count += 1) {
      const answer = await admin.ask('POST', pathOf(empty, 'probe'));
      if (answer.status !== 200) refused = answer;
    }
    if (refused === null) throw new Error('never refused');
    await world.expectProblem(refused, 429, 'asked-too-often');
    expect((await foreigner.ask('GET', '/api/connections')).status).toBe(200);
  });
});

describe('the directory', () => {
  it('is searched as one types', async () => {
    const { people } = await admin.done<{ people: object[] }>('GET', '/api/people?search=pri');
    expect(people).toEqual([
      {
        id: ehrAnalyst,
        displayName: 'Priya Raman',
        jobTitle: 'EHR analyst',
        username: 'priya.raman@riverside.example',
      },
    ]);
    const photo = await admin.ask('GET', `/api/people/${ehrAnalyst}/photo`);
    expect(photo.status).toBe(200);
    expect(photo.headers.get('content-type')).toMatch(/^image\/(png|jpeg)$/);
    expect(photo.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is not read as a whole by one person', async () => {
    const approver = openPortal(world, ehrAnalyst);
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => approver.ask('GET', '/api/people?search=a')),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(20);
    expect((await admin.ask('GET', '/api/people?search=a')).status).toBe(200);
  });

  it('may be down or slow: pages go without names', async () => {
    expect(Object.keys((await detail()).people)).toContain(ehrAnalyst);
    for (const kind of ['down', 'slow', '403', '500'] as const) {
      world.cloud.control.setFault({ target: 'graph.users', kind, delayMs: 20_000 });
      const started = performance.now();
      const { people, open } = await detail();
      expect(performance.now() - started).toBeLessThan(10_000);
      expect({ people, number: open?.number }).toEqual({ people: {}, number: 1 });
      expect((await admin.ask('GET', '/api/connections')).status).toBe(200);
      world.cloud.control.clearFaults();
    }
    world.cloud.control.setFault({ target: 'graph.users', kind: 'down' });
    await world.expectProblem(await admin.ask('GET', '/api/people?search=a'), 503, 'directory-unavailable');
  });
});

describe('links made ahead', () => {
  const links = pathOf('{id}', 'links');
  const at = (rest = '') => `${links.replace('{id}', connectionId)}${rest}`;
  const file = (...rows: string[]) => ({ csv: ['ehr_user,username', ...rows].join('\n') });

  it('are made of all rows of a file, or of none', async () => {
    const good = file(
      'Practitioner/a,amara.okafor@riverside.example',
      'Practitioner/m,MEI.LIN@riverside.example',
    );
    const bad = file(
      'Practitioner/a,amara.okafor@riverside.example',
      'Patient/x,diego.ramos@riverside.example',
    );
    await world.expectProblem(await admin.ask('POST', at('/import'), bad), 400, 'links-invalid');
    expect(await admin.done('GET', at())).toEqual({ links: [] });
    const preview = await admin.done<{ canImport: boolean; rows: { state: string }[] }>(
      'POST',
      at('/preview'),
      bad,
    );
    expect(preview.canImport).toBe(false);
    expect(preview.rows.map(({ state }) => state)).toEqual(['new', 'malformed']);
    const made = await admin.done<{ links: { person: { id: string } }[] }>('POST', at('/import'), good);
    expect(made.links.map(({ person }) => person.id).sort()).toEqual([amara, mei].sort());
    const again = await admin.done<{ rows: { state: string }[] }>('POST', at('/preview'), good);
    expect(again.rows.map(({ state }) => state)).toEqual(['there', 'there']);
  });

  it('are of one person each, and go away', async () => {
    const taken = { ehrUser: 'Practitioner/a', entraObjectId: mei };
    await world.expectProblem(await admin.ask('POST', at(), taken), 409, 'link-other-account');
    const { links: made } = await admin.done<{ links: { id: string }[] }>('GET', at());
    for (const { id } of made) {
      expect((await foreigner.ask('DELETE', at(`/${id}`))).status).toBe(404);
      expect((await admin.ask('DELETE', at(`/${id}`))).status).toBe(204);
    }
    expect(await admin.done('GET', at())).toEqual({ links: [] });
  });
});
