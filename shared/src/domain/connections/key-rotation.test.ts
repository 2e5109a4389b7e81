import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createTestWorld,
  type TestOrganization,
  type TestWorld,
} from '../../adapters/postgres/database.test-support.ts';
import { addMs, DAY_MS, HOUR_MS } from '../kernel/clock.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { InTransaction } from '../stores.ts';
import { createKeyRotation, type KeyRotation } from './key-rotation.ts';
import { PUBLISHED_BEFORE_USE_MS } from './key-state.ts';

let world: TestWorld;
let organization: TestOrganization;
let rotation: KeyRotation;
const failures: string[] = [];
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  failures.length = 0;
  organization = await world.organization();
  rotation = rotationBy(world.database.inTransaction);
});

const rotationBy = (inTransaction: InTransaction) =>
  createKeyRotation({
    inTransaction,
    organizations: { ids: async () => [organization.id] },
    clock: world.clock,
    rotateAfterMs: 90 * DAY_MS,
    onFailure: (_error, connectionId) => failures.push(connectionId),
  });
const member = (roles: StaffMember['roles'] = ['ConfigAdmin']): StaffMember => ({
  organizationId: organization.id,
  entraObjectId: 'ada',
  roles,
  displayName: '',
});
const rotate = () => rotation.rotate(member(), organization.connection.id);
const states = () => rotation.states(organization.id, organization.connection.id);
const shown = async () => (await states()).map(({ state }) => state);
const signs = async () => (await world.database.connectionKeys.signingKey(organization.connection)).kid;
const published = async () =>
  (await world.database.connectionKeys.publicJwks(organization.connection)).keys.map(({ kid }) => kid);
const audited = () =>
  organization.in(({ auditReader }) => auditReader.page({ before: null, limit: 9, action: 'keys-rotated' }));

it('shows the keys while somebody changes the connection', async () => {
  await organization.in(async ({ configuration }) => {
    await configuration.lock(organization.connection.id);
    expect(await shown()).toEqual(['signing']);
  });
});

describe('a new key', () => {
  it('signs only when every cache has met it, and the old one goes when nobody needs it', async () => {
    const [first] = await published();
    world.clock.advance(HOUR_MS);
    await rotate();
    const [second, ...others] = await published();
    expect([others, await signs(), await shown()]).toEqual([[first], first, ['upcoming', 'signing']]);
    expect((await states())[0]?.signsFrom).toEqual(addMs(world.clock.now(), PUBLISHED_BEFORE_USE_MS));
    world.clock.advance(PUBLISHED_BEFORE_USE_MS - 1);
    expect([await signs(), await shown()]).toEqual([first, ['upcoming', 'signing']]);
    world.clock.advance(1);
    expect([await signs(), await shown()]).toEqual([second, ['signing', 'retiring']]);
    await rotate();
    expect(await shown()).toEqual(['upcoming', 'signing', 'retiring']);
    world.clock.advance(PUBLISHED_BEFORE_USE_MS);
    const third = await signs();
    await rotate();
    expect((await published()).slice(1)).toEqual([third, second, first]);
    world.clock.advance(2 * PUBLISHED_BEFORE_USE_MS);
    await rotate();
    expect(await published()).toHaveLength(2);
    for (const key of (await world.database.connectionKeys.publicJwks(organization.connection)).keys)
      expect(key).not.toHaveProperty('d');
  });

  it('is not published while another waits to sign, nor by two at once', async () => {
    world.clock.advance(HOUR_MS);
    const other = rotationBy(world.replica().inTransaction);
    const racing = [rotate(), other.rotate(member(), organization.connection.id), rotate()];
    const results = await Promise.allSettled(racing);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'keys-rotating' });
    expect(await published()).toHaveLength(2);
    world.clock.advance(PUBLISHED_BEFORE_USE_MS - 1);
    await expect(rotate()).rejects.toMatchObject({ code: 'keys-rotating' });
    world.clock.advance(1);
    await rotate();
    expect(await audited()).toHaveLength(2);
  });

  it('is for administrators of the organisation, and audited by its id alone', async () => {
    const { id } = organization.connection;
    for (const roles of [[], ['Auditor'], ['Clinician', 'Coordinator']] as const)
      await expect(rotation.rotate(member(roles), id)).rejects.toMatchObject({ code: 'not-allowed' });
    const stranger = { ...member(), organizationId: (await world.organization()).id };
    await expect(rotation.rotate(stranger, id)).rejects.toMatchObject({ code: 'connection-unknown' });
    const first = await signs();
    world.clock.advance(HOUR_MS);
    await rotate();
    const [kid] = await published();
    expect(await audited()).toMatchObject([
      { actor: 'entra:ada', subject: id, details: { kid, successorOf: first } },
    ]);
  });
});

describe('once a day', () => {
  const signal = new AbortController().signal;

  it('a key that has signed long enough gets a successor, once', async () => {
    world.clock.advance(90 * DAY_MS - 1);
    await rotation.rotateAged(signal);
    expect(await shown()).toEqual(['signing']);
    world.clock.advance(1);
    await rotation.rotateAged(signal);
    await rotation.rotateAged(signal);
    expect(await shown()).toEqual(['upcoming', 'signing']);
    expect(await audited()).toMatchObject([{ actor: 'service' }]);
    world.clock.advance(PUBLISHED_BEFORE_USE_MS);
    await rotation.rotateAged(signal);
    expect(await shown()).toEqual(['signing', 'retiring']);
    expect(failures).toEqual([]);
  });

  it('one connection that fails, or that serves nobody, keeps no other from its key', async () => {
    world.clock.advance(90 * DAY_MS);
    await organization.in(({ configuration }) => configuration.setDisabled(organization.connection.id, true));
    await rotation.rotateAged(signal);
    expect(await published()).toHaveLength(1);
    await organization.in(({ configuration }) =>
      configuration.setDisabled(organization.connection.id, false),
    );
    const failing = rotationBy((organizationId, work) =>
      world.database.inTransaction(organizationId, (stores) =>
        work({ ...stores, keys: { ...stores.keys, add: () => Promise.reject(new Error('no entropy')) } }),
      ),
    );
    await failing.rotateAged(signal);
    expect(failures).toEqual([organization.connection.id]);
    await rotation.rotateAged(AbortSignal.abort());
    expect(await published()).toHaveLength(1);
  });
});
