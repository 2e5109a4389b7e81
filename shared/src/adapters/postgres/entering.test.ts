import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEntering, type Entrant } from '../../domain/organizations/entering.ts';
import { nodeRandomness } from '../node/randomness.ts';
import { createTestWorld, type TestWorld } from './database.test-support.ts';

const ADMITTED: string = randomUUID();
const NOT_ADMITTED: string = randomUUID();

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const enteringAt = ({ finder, inTransaction }: Pick<TestWorld['database'], 'finder' | 'inTransaction'>) =>
  createEntering({
    finder,
    inTransaction,
    clock: world.clock,
    randomness: nodeRandomness,
    isAdmitted: (tenantId) => tenantId !== NOT_ADMITTED,
    dataRegion: 'eu',
  });
const admin = (tenantId = ADMITTED): Entrant => ({
  tenantId,
  entraObjectId: randomUUID(),
  isDirectoryAdmin: true,
});

async function organizationOf(tenantId: string) {
  const id = await world.database.finder.ofTenant(tenantId);
  if (id === null) return null;
  return await world.database.inTransaction(id, async ({ organizations, auditReader }) => ({
    ...(await organizations.current()),
    log: await auditReader.page({ before: null, limit: 100 }),
  }));
}

describe('a directory administrator of an admitted tenant', () => {
  it('is told that they may enter, and enters, which begins the audit log', async () => {
    const who = admin();
    const entering = enteringAt(world.database);
    expect(entering.refusal(who).code).toBe('organisation-not-entered');
    await entering.enter(who, 'Lakeside Health');
    const organization = await organizationOf(ADMITTED);
    expect(organization).toMatchObject({ name: 'Lakeside Health', dataRegion: 'eu' });
    expect(organization?.log).toMatchObject([
      {
        number: 1,
        actor: `entra:${who.entraObjectId}`,
        action: 'organisation-entered',
        subject: organization?.id,
        details: { name: 'Lakeside Health', tenant: ADMITTED },
      },
    ]);
  });

  it('changes nothing by entering again', async () => {
    const before = await organizationOf(ADMITTED);
    await enteringAt(world.database).enter(admin(), 'Another name');
    expect(await organizationOf(ADMITTED)).toEqual(before);
  });

  it('enters once, however many of them do so at once', async () => {
    const tenantId = randomUUID();
    const names = ['A', 'B', 'C', 'D', 'E'];
    await Promise.all(names.map((name) => enteringAt(world.database).enter(admin(tenantId), name)));
    const organization = await organizationOf(tenantId);
    expect(names).toContain(organization?.name);
    expect(organization?.log).toHaveLength(1);
  });

  it('leaves nothing behind when it is not written down', async () => {
    const tenantId = randomUUID();
    const { finder, inTransaction } = world.database;
    const failing = enteringAt({
      finder,
      inTransaction: (id, work) =>
        inTransaction(id, (stores) =>
          work({ ...stores, audit: { record: () => Promise.reject(new Error('full')) } }),
        ),
    });
    await expect(failing.enter(admin(tenantId), 'Lost')).rejects.toThrow('full');
    expect(await organizationOf(tenantId)).toBeNull();
  });

  it('cannot give a name that could not be shown again', async () => {
    const entering = enteringAt(world.database).enter(admin(randomUUID()), 'Half \ud800');
    await expect(entering).rejects.toMatchObject({ code: 'request-invalid' });
  });
});

describe('nobody else', () => {
  const notAdmin = (tenantId = ADMITTED): Entrant => ({ ...admin(tenantId), isDirectoryAdmin: false });

  it.each([
    ['an administrator of a tenant that is not admitted', () => admin(NOT_ADMITTED)],
    ['somebody else of it', () => notAdmin(NOT_ADMITTED)],
    ['somebody else of a tenant that is admitted', () => notAdmin(randomUUID())],
  ])('enters: %s is refused with the same words', async (_who, account) => {
    const who = account();
    const entering = enteringAt(world.database);
    const refusal = { code: 'other-organisation', message: 'the account’s tenant is no organisation here' };
    expect(entering.refusal(who)).toMatchObject(refusal);
    await expect(entering.enter(who, 'Mine')).rejects.toMatchObject(refusal);
    expect(await organizationOf(who.tenantId)).toBeNull();
  });

  it('enters where there is an organisation', async () => {
    const entering = enteringAt(world.database).enter(notAdmin(ADMITTED), 'Mine');
    await expect(entering).rejects.toMatchObject({ code: 'not-allowed' });
  });
});
