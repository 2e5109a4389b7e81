import { SAMPLE_OIDS, SECOND_TENANT_ID } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser } from './browser.ts';
import {
  addConnection,
  fillIn,
  openOf,
  openPortal,
  type Portal,
  pathOf,
  saveDraft,
} from './configuration-portal.ts';
import { type Known, TABLE } from './configuration-roles.ts';
import { signedIn } from './people.ts';
import { startWorld, type World } from './world.ts';

const { ehrAnalyst, amara } = SAMPLE_OIDS;
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
        await world.expectProblem(
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
    await world.expectProblem(answer, 403, 'origin-refused');
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
    await world.expectProblem(
      await admin.ask('PUT', pathOf(connectionId, 'draft'), { padding }),
      413,
      'request-invalid',
    );
    const csv = 'x'.repeat(2_097_153);
    await world.expectProblem(
      await admin.ask('POST', pathOf(connectionId, 'links/preview'), { csv }),
      413,
      'request-invalid',
    );
    const megabyte = `ehr_user,username\n${'x'.repeat(999_000)}`;
    const preview = await admin.ask('POST', pathOf(connectionId, 'links/preview'), { csv: megabyte });
    expect(preview.status).toBe(200);
    await world.expectProblem(
      await admin.ask('POST', pathOf(connectionId, 'links/preview'), { csv: 'x'.repeat(1_000_001) }),
      400,
      'request-invalid',
    );
  });

  it('is refused of what can be no address, number or id', async () => {
    for (const number of ['0', '-1', '1.5', 'x', '9'.repeat(20), '%00'])
      await world.expectProblem(
        await admin.ask('POST', pathOf(connectionId, 'revisions', number, 'restore'), {}),
        404,
        'revision-not-found',
      );
    for (const id of ['x', '%00', 'x'.repeat(100), "'or'1'='1"])
      await world.expectProblem(await admin.ask('GET', pathOf(id)), 404, 'connection-unknown');
    for (const id of ['x', '%00'])
      await world.expectProblem(
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
      await world.expectProblem(await admin.ask('GET', `/api/audit${query}`), 400, 'request-invalid');
    for (const query of ['', '?search=', '?search=%20', `?search=${'x'.repeat(101)}`])
      await world.expectProblem(await admin.ask('GET', `/api/people${query}`), 400, 'request-invalid');
    const browser = await signedIn(world, ehrAnalyst);
    for (const path of ['launch/%00/provider?iss=x&launch=y', 'approval/%00/1', 'connections/%00/jwks.json'])
      expect((await browser.open(`${world.serviceUrl}/${path}`)).status, path).toBe(404);
    for (const id of ['x', `${amara}%2f..`, '..%2f..%2fme'])
      await world.expectProblem(await admin.ask('GET', `/api/people/${id}/photo`), 404, 'page-not-found');
  });

  it('of what somebody else changed meanwhile is refused, and theirs stays', async () => {
    const { open, settings, settingsVersion } = await detail();
    const draft = (note: string) => ({ version: open?.version, content: open?.content, note });
    const saved = await Promise.all(
      ['mine', 'yours', 'theirs'].map((note) => admin.ask('PUT', pathOf(connectionId, 'draft'), draft(note))),
    );
    expect(saved.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    for (const answer of saved.filter(({ status }) => status === 409))
      await world.expectProblem(answer, 409, 'revision-changed');
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
      await world.expectProblem(answer, 409, 'settings-changed');
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
        await world.expectProblem(answer, 404, 'connection-unknown');
      }
    }
    for (const rest of ['', '/rehearsals', '/links'])
      await world.expectProblem(
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
    const photo = await foreigner.ask('GET', `/api/people/${ehrAnalyst}/photo`);
    expect([photo.status, photo.text]).toEqual([204, '']);
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
  await world.expectProblem(
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
  await world.expectProblem(await foreigner.ask('POST', revoke), 404, 'connection-unknown');
  const after: ConnectionDetail = await admin.done('POST', revoke);
  expect(after.shares).toEqual([expect.objectContaining({ state: 'revoked' })]);
});

it('shows the key set of a connection that nobody approved yet', async () => {
  const { registration } = await detail();
  const answer = await createBrowser().open(registration.keySetUrl);
  expect(JSON.parse(answer.text)).toMatchObject({ keys: [{ kty: 'EC', alg: 'ES384', use: 'sig' }] });
  expect(answer.text).not.toContain('"d"');
});
