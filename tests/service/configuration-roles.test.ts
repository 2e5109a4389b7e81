import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from './browser.ts';
import {
  addConnection,
  openPortal,
  type Portal,
  pathOf,
  proposed,
  saveDraft,
} from './configuration-portal.ts';
import { ASKERS, type Asker, type Known, type Row, TABLE } from './configuration-roles.ts';
import { entered, signedIn } from './people.ts';
import { startWorld, type World } from './world.ts';

const SOME_ID = '5a4d0000-0000-4000-8000-00000000ffff';
const NAMES = Object.keys(ASKERS) as Asker[];

let world: World;
/** Sets everything up without being the organisation's own configuration admin, who would end the time of the first. */
let first: Portal;
let patient: Browser;
let connectionId: string;
let number: number;
let known: Known;

beforeAll(async () => {
  world = await startWorld({ secondOrganization: true });
  first = openPortal(world, SAMPLE_OIDS.teamsAdmin);
  patient = (await entered(world, { face: 'epic', kind: 'patient', as: 'carter', visit: 'carter' })).browser;
  const other = await addConnection(first, 'Of another approver');
  await saveDraft(first, other, { approver: SAMPLE_OIDS.mei });
  connectionId = await addConnection(first, 'Riverside Practice');
  const proposal = await proposed(world, first, connectionId, SAMPLE_OIDS.ehrAnalyst);
  await first.done('POST', pathOf(connectionId, 'keys/rotate'), {});
  const { settings } = await first.done('GET', pathOf(connectionId));
  number = proposal.number;
  known = { settings, digest: proposal.digest, content: proposal.content };
});
afterAll(async () => await world.close());

/** Somebody’s way of asking, as far as headers go. */
async function headersOf(asker: Asker, path: string): Promise<Record<string, string>> {
  const who = ASKERS[asker];
  if (who === null) return {};
  if (who === 'patient') return { cookie: patient.cookies(world.serviceUrl) };
  if (path.startsWith('/approval/')) {
    const browser = await signedIn(world, who);
    return { cookie: browser.cookies(world.serviceUrl) };
  }
  return { authorization: `Bearer ${await world.cloud.ssoToken(who)}` };
}

/** The status alone: event streams have no end. */
async function statusOf(asker: Asker, route: string, row: Row): Promise<number> {
  const [method = '', template = ''] = route.split(' ');
  const id = row.needsFresh ? await freshConnection(asker) : connectionId;
  const path = template
    .replace('{connection}', id)
    .replace('{number}', String(number))
    .replace('{id}', template.includes('/photo') ? SAMPLE_OIDS.ehrAnalyst : SOME_ID)
    .replaceAll(/\{(share|link)\}/g, SOME_ID);
  const gone = new AbortController();
  const answer = await fetch(`${world.serviceUrl}${path}${row.query ?? ''}`, {
    method,
    redirect: 'manual',
    signal: gone.signal,
    headers: {
      ...(await headersOf(asker, path)),
      ...(method !== 'GET' && { origin: world.serviceUrl, 'content-type': 'application/json' }),
    },
    ...(row.body && { body: JSON.stringify(row.body(known)) }),
  });
  gone.abort();
  return answer.status;
}

/** By SQL: who adds one must not have become the organisation’s own admin. */
async function freshConnection(asker: Asker): Promise<string> {
  const id = `fresh-connection-of-${NAMES.indexOf(asker)}`;
  const columns = 'name, environment, ehr, settings, created_at';
  await world.rows(
    `insert into connections (organization_id, id, ${columns}) select organization_id, $1, ${columns}
     from connections where id = $2`,
    [id, connectionId],
  );
  await world.rows(
    `insert into connection_revisions (organization_id, connection_id, number, state, content, digest, origin, note,
       registration_state, registration_since, created_by, created_at, changed_by, changed_at)
     select organization_id, $1, 1, 'draft', content, digest, origin, note, registration_state, registration_since,
       created_by, created_at, changed_by, changed_at
     from connection_revisions where connection_id = $2`,
    [id, connectionId],
  );
  return id;
}

it('has a row for every address that staff may ask', async () => {
  const description = (await (await fetch(`${world.serviceUrl}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { security?: readonly Record<string, unknown>[] }>>;
  };
  const ofStaff = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security }]) => security?.some((scheme) => 'teams' in scheme))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  const rows = Object.keys(TABLE).filter((route) => route.includes(' /api/'));
  expect(rows.sort()).toEqual(ofStaff.sort());
});

describe.each(NAMES)('%s', (asker) => {
  it.each(Object.entries(TABLE))('%s', async (route, row) => {
    expect(await statusOf(asker, route, row)).toBe(row.expected[asker]);
  });
});
