import { SAMPLE_OIDS, SECOND_TENANT_ID } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, createBrowser } from './browser.ts';
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
import { type Known, TABLE } from './configuration-roles.ts';
import { signedIn } from './people.ts';
import { startWorld, type World } from './world.ts';

const { ehrAnalyst, amara, mei } = SAMPLE_OIDS;
const SECRET = 'wr1te-0nly-pa55word';

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

const expectProblem = async (answer: Answer, status: number, code: string) => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await world.refusal(answer)).toEqual({ status, code });
};
const detail = () => admin.done('GET', pathOf(connectionId));
const known = async (): Promise<Known> => {
  const { settings, open } = await detail();
  return { settings, content: open?.content, digest: open?.digest ?? '' };
};

/** Every address that changes something, of the connection. */
const changes = () =>
  Object.entries(TABLE)
    .filter(([route]) => !route.startsWith('GET ') && route.includes('/api/connections'))
    .map(([route, row]) => {
      const [method = '', template = ''] = route.split(' ');
      const path = (id: string) =>
        template
          .replace('{connection}', id)
          .replace('{number}', '1')
          .replaceAll(/\{(share|link)\}/g, '5a4d0000-0000-4000-8000-00000000ffff');
      return { method, path, row };
    });

const footprint = async () =>
  await world.rows(
    `select (select count(*)::int from connections) as connections, (select count(*)::int from audit_entries) as entries,
      (select sum(version)::int from connection_revisions) as versions, (select count(*)::int from clinician_links) as links`,
  );

describe('a change', () => {
  it('comes from our own pages only', async () => {
    const before = await footprint();
    for (const { method, path, row } of changes()) {
      const body = row.body?.(await known());
      for (const origin of ['https://evil.example', 'null', world.hospital.url, world.cloud.url])
        await expectProblem(
          await admin.ask(method, `${path(connectionId)}${row.query ?? ''}`, body, { origin }),
          403,
          'origin-refused',
        );
    }
    // By a cookie, as a browser sends it along to whoever posts.
    const browser = await signedIn(world, SAMPLE_OIDS.admin);
    const answer = await browser.open(`${world.serviceUrl}/api/connections`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ name: 'Evil', environment: 'testing', ehr: 'epic' }),
    });
    await expectProblem(answer, 403, 'origin-refused');
    const after = await footprint();
    expect({ ...after[0], entries: 0 }).toEqual({ ...before[0], entries: 0 });
  });

  it('is refused when it is malformed, and none of it is quoted', async () => {
    const before = await footprint();
    for (const { method, path } of changes().filter(({ row }) => row.body)) {
      for (const body of ['{"Eleanor', '[]', 'null', '"Eleanor"', '{"Eleanor":1}', '']) {
        const answer = await admin.ask(method, path(connectionId), body);
        // What only the approver does is refused to others before anybody looks at what they say.
        expect([400, 403], `${method} ${path('x')} ${body}`).toContain(answer.status);
        expect(answer.text).not.toContain('Eleanor');
      }
    }
    expect(JSON.stringify(world.log)).not.toContain('Eleanor');
    expect(await footprint()).toEqual(before);
  });

  it('is refused when it is too large', async () => {
    const padding = 'x'.repeat(65_536);
    await expectProblem(
      await admin.ask('PUT', pathOf(connectionId, 'draft'), { padding }),
      413,
      'request-invalid',
    );
    const csv = 'x'.repeat(2_097_153);
    await expectProblem(
      await admin.ask('POST', pathOf(connectionId, 'links/preview'), { csv }),
      413,
      'request-invalid',
    );
    const megabyte = `ehr_user,username\n${'x'.repeat(999_000)}`;
    const preview = await admin.ask('POST', pathOf(connectionId, 'links/preview'), { csv: megabyte });
    expect(preview.status).toBe(200);
    await expectProblem(
      await admin.ask('POST', pathOf(connectionId, 'links/preview'), { csv: 'x'.repeat(1_000_001) }),
      400,
      'request-invalid',
    );
  });

  it('is refused of what can be no address, number or id', async () => {
    for (const number of ['0', '-1', '1.5', 'x', '9'.repeat(20), '%00'])
      await expectProblem(
        await admin.ask('POST', pathOf(connectionId, 'revisions', number, 'restore'), {}),
        404,
        'revision-not-found',
      );
    for (const id of ['x', '%00', 'x'.repeat(100), "'or'1'='1"])
      await expectProblem(await admin.ask('GET', pathOf(id)), 404, 'connection-unknown');
    for (const id of ['x', '%00'])
      await expectProblem(
        await admin.ask('POST', `/api/invitations/${id}/accept`, { name: 'x' }),
        404,
        'share-not-found',
      );
    expect((await admin.ask('DELETE', pathOf(connectionId, 'links', 'x'))).status).toBe(204);
    for (const query of [
      '?before=x',
      '?before=0',
      '?before=9e99',
      '?subject=%00',
      '?action=%00',
      `?subject=${'x'.repeat(101)}`,
    ])
      await expectProblem(await admin.ask('GET', `/api/audit${query}`), 400, 'request-invalid');
    for (const query of ['', '?search=', '?search=%20', `?search=${'x'.repeat(101)}`])
      await expectProblem(await admin.ask('GET', `/api/people${query}`), 400, 'request-invalid');
    const browser = await signedIn(world, ehrAnalyst);
    for (const path of ['launch/%00/provider?iss=x&launch=y', 'approval/%00/1', 'connections/%00/jwks.json'])
      expect((await browser.open(`${world.serviceUrl}/${path}`)).status, path).toBe(404);
    for (const id of ['x', `${amara}%2f..`, '..%2f..%2fme'])
      await expectProblem(await admin.ask('GET', `/api/people/${id}/photo`), 404, 'page-not-found');
  });

  it('of what somebody else changed meanwhile is refused, and theirs stays', async () => {
    const { open, settings, settingsVersion } = await detail();
    const draft = (note: string) => ({ version: open?.version, content: open?.content, note });
    const saved = await Promise.all(
      ['mine', 'yours', 'theirs'].map((note) => admin.ask('PUT', pathOf(connectionId, 'draft'), draft(note))),
    );
    expect(saved.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    for (const answer of saved.filter(({ status }) => status === 409))
      await expectProblem(answer, 409, 'revision-changed');
    const winner = saved.findIndex(({ status }) => status === 200);
    expect((await detail()).open?.note).toBe(['mine', 'yours', 'theirs'][winner]);

    const change = (helpContact: string) => ({
      version: settingsVersion,
      name: 'Riverside Practice',
      settings: { ...settings, helpContact },
    });
    const set = await Promise.all(
      ['a', 'b', 'c'].map((contact) => admin.ask('PUT', pathOf(connectionId, 'settings'), change(contact))),
    );
    expect(set.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    for (const answer of set.filter(({ status }) => status === 409))
      await expectProblem(answer, 409, 'settings-changed');
    const contact = ['a', 'b', 'c'][set.findIndex(({ status }) => status === 200)];
    expect((await detail()).settings.helpContact).toBe(contact);
  });
});

describe('another organisation', () => {
  it('sees a connection that is not its own as none at all', async () => {
    const before = await footprint();
    for (const { method, path, row } of changes().filter((change) => change.path('x').includes('/x'))) {
      const body = row.body?.(await known());
      for (const id of [connectionId, 'there-is-no-such-connection']) {
        const answer = await foreigner.ask(method, `${path(id)}${row.query ?? ''}`, body);
        await expectProblem(answer, 404, 'connection-unknown');
      }
    }
    for (const rest of ['', '/rehearsals', '/links'])
      await expectProblem(
        await foreigner.ask('GET', `${pathOf(connectionId)}${rest}`),
        404,
        'connection-unknown',
      );
    expect(await footprint()).toEqual(before);
  });

  it('finds nothing of it in lists, exports, the audit log and the directory', async () => {
    for (const path of [
      '/api/connections',
      '/api/configuration/export',
      '/api/audit',
      '/api/audit/export',
      '/api/places',
    ]) {
      const answer = await foreigner.ask('GET', path);
      expect(answer.status).toBe(200);
      for (const ours of [connectionId, 'Riverside', world.connections.epic, ehrAnalyst])
        expect(answer.text, path).not.toContain(ours);
    }
    const { people } = await foreigner.done<{ people: unknown[] }>('GET', '/api/people?search=Priya');
    expect(people).toEqual([]);
    await expectProblem(await foreigner.ask('GET', `/api/people/${ehrAnalyst}/photo`), 404, 'page-not-found');
  });
});

describe('a secret', () => {
  it('is written, and read by nobody', async () => {
    const { version } = openOf(await detail());
    const after = await admin.done('PUT', pathOf(connectionId, 'draft/credentials'), {
      version,
      credentials: { user: 'interconnect', password: SECRET },
    });
    expect(openOf(after).hasBasicCredentials).toBe(true);
    for (const path of [
      pathOf(connectionId),
      '/api/connections',
      '/api/configuration/export',
      '/api/audit',
      '/api/audit/export',
    ]) {
      const { text } = await admin.ask('GET', path);
      for (const secret of [SECRET, 'interconnect', '"d":', 'private'])
        expect(text, path).not.toContain(secret);
    }
    expect(JSON.stringify(world.log)).not.toContain(SECRET);
    const rows = await world.rows('select content::text, basic_credentials::text from connection_revisions');
    expect(JSON.stringify(rows)).not.toContain(SECRET);
  });

  it('is not carried to another host', async () => {
    const elsewhere = await saveDraft(admin, connectionId, { fhirBaseUrl: 'https://elsewhere.example/R4' });
    expect(elsewhere.hasBasicCredentials).toBe(false);
    await saveDraft(admin, connectionId, { fhirBaseUrl: world.hospital.faces.practice.fhirBaseUrl });
  });

  it('that was pasted is neither kept nor logged', async () => {
    const launch = 'l4unch-t0ken-of-a-patient';
    const url = `${world.serviceUrl}/launch/${world.connections.epic}/patient?iss=x&launch=${launch}&sessionId=87654321`;
    const answer = await admin.ask('POST', pathOf(world.connections.epic, 'pasted'), {
      kind: 'launch-url',
      url,
    });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain(launch);
    expect(JSON.stringify(world.log)).not.toContain(launch);
    const { text } = await admin.ask('GET', '/api/audit/export');
    expect(text).not.toContain(launch);
  });
});

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
    await expectProblem(await admin.ask('POST', pathOf(connectionId, 'probe')), 429, 'asked-too-often');
    await expectProblem(
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
    await expectProblem(refused, 429, 'asked-too-often');
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
    await expectProblem(await admin.ask('GET', '/api/people?search=a'), 503, 'directory-unavailable');
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
    await expectProblem(await admin.ask('POST', at('/import'), bad), 400, 'links-invalid');
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
    await expectProblem(await admin.ask('POST', at(), taken), 409, 'link-other-account');
    const { links: made } = await admin.done<{ links: { id: string }[] }>('GET', at());
    for (const { id } of made) {
      expect((await foreigner.ask('DELETE', at(`/${id}`))).status).toBe(404);
      expect((await admin.ask('DELETE', at(`/${id}`))).status).toBe(204);
    }
    expect(await admin.done('GET', at())).toEqual({ links: [] });
  });
});

it('shares an EHR with another organisation by invitation, until it is revoked', async () => {
  await world.rows(
    `insert into connection_shares (organization_id, id, connection_id, tenant_id, departments, state, invited_at)
     select organization_id, gen_random_uuid(), id, $2, $3, 'invited', now() from connections where id = $1`,
    [world.connections.epic, SECOND_TENANT_ID, ['10201']],
  );
  const { invitations } = await foreigner.done<{ invitations: { shareId: string; departments: string[] }[] }>(
    'GET',
    '/api/connections',
  );
  expect(invitations).toEqual([
    expect.objectContaining({ organizationName: 'Riverside Health', departments: ['10201'] }),
  ]);
  const shareId = invitations[0]?.shareId;
  await expectProblem(
    await admin.ask('POST', `/api/invitations/${shareId}/accept`, { name: 'Mine' }),
    404,
    'share-not-found',
  );
  const accept = () =>
    foreigner.done<{ id: string }>('POST', `/api/invitations/${shareId}/accept`, { name: 'Riverside’s' });
  const { id } = await accept();
  expect(await accept()).toEqual({ id });
  const shared = await foreigner.done('GET', pathOf(id));
  expect(shared).toMatchObject({
    name: 'Riverside’s',
    sharedFrom: 'Riverside Health',
    open: { content: { onlyDepartments: ['10201'] } },
  });
  const revoke = pathOf(world.connections.epic, 'shares', shareId ?? '', 'revoke');
  await expectProblem(await foreigner.ask('POST', revoke), 404, 'connection-unknown');
  const after: ConnectionDetail = await admin.done('POST', revoke);
  expect(after.shares).toEqual([expect.objectContaining({ state: 'revoked' })]);
});

it('shows the key set of a connection that nobody approved yet', async () => {
  const { registration } = await detail();
  const answer = await createBrowser().open(registration.keySetUrl);
  expect(JSON.parse(answer.text)).toMatchObject({ keys: [{ kty: 'EC', alg: 'ES384', use: 'sig' }] });
  expect(answer.text).not.toContain('"d"');
});
