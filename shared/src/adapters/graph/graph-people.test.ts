import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isDomainError } from '../../domain/kernel/domain-error.ts';
import type { People } from '../../domain/staff/people.ts';
import { GraphRefusal, type GraphRequest } from './graph-client.ts';
import { type GraphCloud, neverAborted, startGraphCloud } from './graph-cloud.test-support.ts';
import { graphPeople } from './graph-people.ts';

let world: GraphCloud;
let people: People;
beforeAll(async () => {
  world = await startGraphCloud();
  people = graphPeople({ graph: world.graph });
});
afterAll(() => world.cloud.close());
beforeEach(() => world.cloud.control.reset({ everything: true }));

const signal = neverAborted();
const search = async (text: string) =>
  (await people.search(TENANT_ID, text, signal)).map(({ displayName }) => displayName);
const isUnavailable = (error: unknown) => isDomainError(error, 'directory-unavailable');
const asked = () => world.cloud.control.requests('graph.users').length;

/** Graph as a function of what it is asked. */
function scripted(answer: (request: GraphRequest) => unknown) {
  const requests: GraphRequest[] = [];
  const call = async (request: GraphRequest) => {
    requests.push(request);
    return answer(request);
  };
  return { people: graphPeople({ graph: { url: '', call } }), requests };
}

describe('a search for people', () => {
  it('finds them by how their names begin, with what tells them apart', async () => {
    expect(await people.search(TENANT_ID, 'okaf', signal)).toEqual([
      {
        entraObjectId: SAMPLE_OIDS.amara,
        displayName: 'Dr. Amara Okafor',
        jobTitle: 'Consultant cardiologist',
        username: 'amara.okafor@riverside.example',
      },
    ]);
    expect(await search('tomas.novak')).toEqual(['Tomás Novák']);
    expect(await search('oka am')).toEqual(['Dr. Amara Okafor']);
    expect(await search('nobody at all')).toEqual([]);
  });

  it('asks nothing for nothing', async () => {
    expect(await search(' " \\ : ')).toEqual([]);
    expect(asked()).toBe(0);
  });

  it.each([
    'Amara"',
    '"amara',
    'amara\\',
    'am"ara',
    'displayName:amara',
    'amara" OR "mail:',
    "o'brien",
    '\ud800%',
  ])('takes %j for a name, and never for a query', async (text) => {
    await expect(search(text)).resolves.toEqual(expect.any(Array));
    const graph = scripted(() => ({ value: [] }));
    await graph.people.search(TENANT_ID, text, signal);
    const query = new URL(`https://graph.example${graph.requests[0]?.path}`).searchParams;
    expect(query.get('$search')).toMatch(/^"displayName:[^"\\:]+" OR "userPrincipalName:[^"\\:]+"$/);
  });

  it('asks for ten colleagues with open accounts, and for nobody else', async () => {
    const user = (id: number, change: object = {}) => ({
      id: String(id),
      displayName: `Person ${id}`,
      accountEnabled: true,
      userType: 'Member',
      ...change,
    });
    const others = [user(90, { accountEnabled: false }), user(91, { userType: 'Guest' })];
    const graph = scripted(() => ({
      value: [...others, ...Array.from({ length: 12 }, (_, id) => user(id))],
    }));
    const found = await graph.people.search(TENANT_ID, 'person', signal);
    expect(found.map(({ entraObjectId }) => entraObjectId)).toEqual('0123456789'.split(''));
    const [request] = graph.requests;
    const query = new URL(`https://graph.example${request?.path}`).searchParams;
    expect(query.get('$filter')).toBe("accountEnabled eq true and userType eq 'Member'");
    expect(query.get('$top')).toBe('10');
    expect(request?.headers).toEqual({ consistencylevel: 'eventual' });
  });

  it('is bounded in its text', async () => {
    const graph = scripted(() => ({ value: [] }));
    await graph.people.search(TENANT_ID, 'x'.repeat(10_000), signal);
    expect(graph.requests[0]?.path.length).toBeLessThan(600);
  });

  it.each(['down', '500', '429'] as const)(
    'fails in a way that can be told while Graph is %s',
    async (kind) => {
      world.cloud.control.setFault({ target: 'graph.users', kind, retryAfterSeconds: 30 });
      await expect(search('okafor')).rejects.toSatisfy(isUnavailable);
    },
  );

  it('names the permission that is missing', async () => {
    const graph = scripted(() => Promise.reject(new GraphRefusal(403, 'Forbidden', null)));
    const error = await graph.people.search(TENANT_ID, 'okafor', signal).catch((cause: unknown) => cause);
    expect(error).toSatisfy(isUnavailable);
    expect(error).toMatchObject({ message: expect.stringContaining('User.Read.All') });
  });

  it('does not take anything for an answer', async () => {
    const graph = scripted(() => ({ value: [{ displayName: 'Nobody' }] }));
    await expect(graph.people.search(TENANT_ID, 'x', signal)).rejects.toSatisfy(isUnavailable);
  });
});

describe('people by id', () => {
  it('are those who can be found, each once', async () => {
    const ids = [SAMPLE_OIDS.mei, SAMPLE_OIDS.stranger, SAMPLE_OIDS.mei.toUpperCase(), SAMPLE_OIDS.admin];
    const found = await people.byIds(TENANT_ID, ids, signal);
    expect(found.map(({ displayName }) => displayName)).toEqual(['Mei Lin', 'Tomás Novák']);
  });

  it('are not looked for by anything else', async () => {
    const odd = ['amara.okafor@riverside.example', '../organization', '', 'me'];
    expect(await people.byIds(TENANT_ID, odd, signal)).toEqual([]);
    expect(asked()).toBe(0);
  });

  it('fail together when Graph does', async () => {
    world.cloud.control.setFault({ target: 'graph.users', kind: 'down' });
    await expect(people.byIds(TENANT_ID, [SAMPLE_OIDS.mei], signal)).rejects.toSatisfy(isUnavailable);
  });
});

describe('somebody by user name', () => {
  it('is found in whatever letters it is written', async () => {
    const found = await people.byUsername(TENANT_ID, ' Mei.Lin@Riverside.example ', signal);
    expect(found).toMatchObject({ entraObjectId: SAMPLE_OIDS.mei, displayName: 'Mei Lin' });
  });

  it.each([
    'nobody@riverside.example',
    "o'brien@riverside.example",
    "' or 1 eq 1 or id eq '",
    '',
    'x'.repeat(200),
  ])('is nobody for %j', async (username) => {
    expect(await people.byUsername(TENANT_ID, username, signal)).toBeNull();
  });

  it('is found by mail address too, unless that is of two', async () => {
    const mei = { id: SAMPLE_OIDS.mei, displayName: 'Mei Lin', userPrincipalName: 'mei@tenant.example' };
    const byMail = (found: unknown[]) =>
      scripted(({ path }) => ({ value: path.includes('mail') ? found : [] })).people.byUsername(
        TENANT_ID,
        'mei@riverside.example',
        signal,
      );
    expect(await byMail([mei])).toMatchObject({ entraObjectId: SAMPLE_OIDS.mei });
    expect(await byMail([mei, { ...mei, id: 'x' }])).toBeNull();
    expect(await byMail([{ ...mei, accountEnabled: false }])).toBeNull();
  });
});

describe('a photo', () => {
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1);
  const photoOf = (answer: () => unknown, id: string = SAMPLE_OIDS.mei) =>
    scripted(answer).people.photo(TENANT_ID, id, signal);

  it('is small, and of the type that its bytes are', async () => {
    const graph = scripted(() => jpeg);
    expect(await graph.people.photo(TENANT_ID, SAMPLE_OIDS.mei, signal)).toEqual({
      type: 'image/jpeg',
      bytes: jpeg,
    });
    expect(graph.requests[0]).toMatchObject({
      path: `/v1.0/users/${SAMPLE_OIDS.mei}/photos/48x48/$value`,
      answer: 'bytes',
    });
    expect(await photoOf(() => png)).toMatchObject({ type: 'image/png' });
  });

  it('comes from Graph, where there is one', async () => {
    const found = await people.photo(TENANT_ID, SAMPLE_OIDS.mei, signal);
    expect(found?.type).toBe('image/png');
    expect(found?.bytes.byteLength).toBeGreaterThan(100);
    expect(await people.photo(TENANT_ID, SAMPLE_OIDS.diego, signal)).toBeNull();
    expect(await people.photo(TENANT_ID, SAMPLE_OIDS.stranger, signal)).toBeNull();
  });

  it.each<[string, () => unknown]>([
    ['there is none', () => Promise.reject(new GraphRefusal(404, 'ImageNotFound', null))],
    ['it is no picture', () => new TextEncoder().encode('<svg onload="alert(1)">')],
    ['it is empty', () => new Uint8Array()],
    ['it is too large', () => Uint8Array.of(...jpeg, ...new Uint8Array(100_000))],
  ])('is none when %s', async (_what, answer) => {
    expect(await photoOf(answer)).toBeNull();
  });

  it('is none of somebody who is named otherwise than by id', async () => {
    expect(await photoOf(() => jpeg, 'mei.lin@riverside.example')).toBeNull();
  });

  it('fails while Graph does', async () => {
    const failing = photoOf(() => Promise.reject(new GraphRefusal(503, 'unknown', null)));
    await expect(failing).rejects.toSatisfy(isUnavailable);
  });
});
