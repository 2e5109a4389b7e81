import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Stores } from '../../domain/stores.ts';
import { nodeRandomness } from '../node/randomness.ts';
import { contentDigest } from './content-digest.ts';
import { createTestWorld, type TestOrganization, type TestWorld } from './database.test-support.ts';
import { type ProvisionedConnection, provision } from './provisioning.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const provisioned = ({ organizationId, state, revision, sharedFrom, ...rest }: Connection) => rest;
const again = (
  { id, tenantId, connection }: TestOrganization,
  changes: Partial<ProvisionedConnection> = {},
) =>
  provision(
    {
      ownerUrl: world.ownerDatabaseUrl,
      clock: world.clock,
      randomness: nodeRandomness,
      sealer: world.sealer,
    },
    {
      organization: { id, name: 'Example Health', entraTenantId: tenantId, dataRegion: 'eu' },
      connections: [{ ...provisioned(connection), ...changes }],
    },
  );
const read = <T>(organization: TestOrganization, work: (stores: Stores, id: string) => Promise<T>) =>
  organization.in((stores) => work(stores, organization.connection.id));
const numbers = (organization: TestOrganization) =>
  read(organization, async ({ configuration }, id) =>
    (await configuration.revisions(id)).map(({ number, state }) => `${number} ${state}`),
  );

it('makes a first approved revision, whose digest is that of its content', async () => {
  const organization = await world.organization();
  const [revision] = await read(organization, ({ configuration }, id) => configuration.revisions(id));
  expect(revision).toMatchObject({
    number: 1,
    state: 'approved',
    decidedBy: 'service',
    origin: { kind: 'new' },
  });
  expect(revision?.digest).toBe(contentDigest(revision?.content));
});

it('makes no new revision of the same content, and one of another', async () => {
  const organization = await world.organization();
  await again(organization);
  await again(organization, { settings: { ...organization.connection.settings, helpContact: 'call 12' } });
  expect(await numbers(organization)).toEqual(['1 approved']);
  await again(organization, { clientId: 'next' });
  expect(await numbers(organization)).toEqual(['2 approved', '1 approved']);
  expect(await read(organization, ({ connections }, id) => connections.get(id))).toMatchObject({
    clientId: 'next',
    revision: 2,
  });
  expect(await read(organization, ({ configuration }, id) => configuration.revision(id, 2))).toMatchObject({
    origin: { kind: 'edit', of: 1 },
  });
});

it('leaves alone what an administrator has open', async () => {
  const organization = await world.organization();
  const draft = await read(organization, async ({ configuration }, id) => {
    const [live] = await configuration.revisions(id);
    if (live === undefined) throw new Error('it serves');
    return await configuration.begin({
      connectionId: id,
      content: { ...live.content, clientId: 'draft' },
      origin: { kind: 'edit', of: 1 },
      note: '',
      by: 'entra:ada',
      at: world.clock.now(),
      credentialsOf: null,
    });
  });
  await again(organization, { clientId: 'next' });
  expect(await numbers(organization)).toEqual(['3 approved', '2 draft', '1 approved']);
  expect(await read(organization, ({ configuration }, id) => configuration.open(id))).toEqual(draft);
});

it('links people once: a link that was ended stays so', async () => {
  const organization = await world.organization();
  const links = [
    { ehrUser: 'Practitioner/1', entraObjectId: randomUUID() },
    { ehrUser: 'Practitioner/2', entraObjectId: randomUUID() },
  ];
  const linked = () => read(organization, (stores, id) => stores.links.ofConnection(id));
  await again(organization, { links });
  const [first, second] = await linked();
  await read(organization, (stores) => stores.links.revoke(first?.id ?? '', world.clock.now()));
  await again(organization, { links });
  expect(await linked()).toEqual([second]);
});

it('keeps and forgets the password with the file', async () => {
  const organization = await world.organization();
  const { connectionKeys } = world.database;
  const basicCredentials = { user: 'emp', password: 'secret' };
  await again(organization, { basicCredentials });
  expect(await connectionKeys.basicCredentials(organization.connection)).toEqual(basicCredentials);
  await again(organization);
  expect(await connectionKeys.basicCredentials(organization.connection)).toBeNull();
  expect(await numbers(organization)).toEqual(['1 approved']);
});

it('offers what the file shares, changes it and takes it back', async () => {
  const organization = await world.organization();
  const tenantId = randomUUID();
  const offers = async () => (await world.database.shareOffers.of(tenantId)).length;
  await again(organization, { shares: [{ tenantId, departments: ['1'] }] });
  await again(organization, { shares: [{ tenantId, departments: ['1', '2'] }] });
  expect(await offers()).toBe(1);
  expect(await read(organization, ({ shares }, id) => shares.ofConnection(id))).toMatchObject([
    { tenantId, departments: ['1', '2'], state: 'invited' },
  ]);
  await again(organization);
  expect(await offers()).toBe(0);
});

it('makes a key of each algorithm it asks for', async () => {
  const organization = await world.organization();
  await again(organization, { signingAlgorithm: 'RS384' });
  const { keys } = await world.database.connectionKeys.publicJwks(organization.connection);
  expect(keys.map(({ alg }) => alg).toSorted()).toEqual(['ES384', 'RS384']);
});
