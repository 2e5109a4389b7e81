import { randomUUID } from 'node:crypto';
import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addMs, DAY_MS } from '../../domain/kernel/clock.ts';
import { noticeEffect, roomEffect } from '../../domain/outbox/effect.ts';
import { createTestWorld, SETTINGS, type TestOrganization, type TestWorld } from './database.test-support.ts';

let world: TestWorld;
let ours: TestOrganization;
let theirs: TestOrganization;
beforeAll(async () => {
  world = await createTestWorld();
  ours = await world.organization();
  theirs = await world.organization();
});
afterAll(() => world.close());

const TEAM = {
  conversationId: '19:team',
  kind: 'team',
  serviceUrl: 'https://teams.example',
  entraGroupId: 'group',
  name: 'Cardiology',
} as const;

it('keeps the places that the app was added to, once each and under their last name', async () => {
  const chat = { ...TEAM, conversationId: '19:chat', kind: 'chat', entraGroupId: null, name: null } as const;
  await ours.in(async ({ places }) => {
    await places.add(TEAM);
    await places.add(chat);
    await places.add({ ...TEAM, name: 'Heart' });
    expect(await places.all()).toEqual([{ ...TEAM, name: 'Heart' }, chat]);
    expect(await places.ofGroup('group')).toEqual({ ...TEAM, name: 'Heart' });
    await places.remove(TEAM.conversationId);
    await places.remove(TEAM.conversationId);
    expect(await places.ofGroup('group')).toBeNull();
  });
  await theirs.in(async ({ places }) => expect(await places.all()).toEqual([]));
});

it('remembers who administers, and from when on by the product’s own role', async () => {
  const now = world.clock.now();
  await ours.in(async ({ configAdmins }) => {
    await configAdmins.seen('lee', now);
    await configAdmins.seen('ada', now);
    await configAdmins.seen('lee', addMs(now, 1));
    expect(await configAdmins.all()).toEqual(['ada', 'lee']);
    expect(await configAdmins.hasOwn()).toBe(false);
    await configAdmins.ownSeen(now);
    expect(await configAdmins.hasOwn()).toBe(true);
  });
  await theirs.in(async ({ configAdmins }) => {
    expect(await configAdmins.all()).toEqual([]);
    expect(await configAdmins.hasOwn()).toBe(false);
  });
});

describe('the approver’s way to the EHR', () => {
  const pending = () => ({
    organizationId: ours.id,
    connectionId: ours.connection.id,
    revision: 1,
    digest: 'digest',
    entraObjectId: 'lee',
    browserDigest: 'browser',
    nonce: 'nonce',
    codeVerifier: 'verifier',
    createdAt: world.clock.now(),
  });

  it('is taken once, in its organisation', async () => {
    await ours.in(({ approvals }) => approvals.begin('state', pending()));
    expect(await theirs.in(({ approvals }) => approvals.take('state'))).toBeNull();
    expect(await ours.in(({ approvals }) => approvals.take('state'))).toEqual(pending());
    expect(await ours.in(({ approvals }) => approvals.take('state'))).toBeNull();
  });

  it('ends in one proof of an account for a revision: the last', async () => {
    const proof = {
      connectionId: ours.connection.id,
      revision: 1,
      digest: 'digest',
      entraObjectId: 'lee',
      issuer: 'https://ehr.example',
      userDigest: 'user',
      at: world.clock.now(),
    };
    const later = { ...proof, digest: 'other', at: addMs(proof.at, 1) };
    await ours.in(async ({ approvals }) => {
      await approvals.prove(proof);
      await approvals.prove(later);
      expect(await approvals.proof(proof.connectionId, 1, 'lee')).toEqual(later);
      expect(await approvals.proof(proof.connectionId, 1, 'ada')).toBeNull();
    });
  });
});

it('finds offers of a tenant in every organisation, ids only, until they are revoked', async () => {
  const tenantId = randomUUID();
  const share = { tenantId, departments: ['1'] };
  for (const { in: within, connection } of [ours, theirs])
    await within(({ shares }) => shares.invite({ connectionId: connection.id, ...share }, world.clock.now()));
  const offers = await world.database.shareOffers.of(tenantId);
  expect(offers.map(({ organizationId }) => organizationId).toSorted()).toEqual(
    [ours.id, theirs.id].toSorted(),
  );
  const { shareId } = offers.find(({ organizationId }) => organizationId === ours.id) ?? { shareId: '' };
  expect(await theirs.in(({ shares }) => shares.get(shareId))).toBeNull();
  await ours.in(async ({ shares }) => {
    expect(await shares.accept(shareId, world.clock.now())).toBe(true);
    await shares.revoke(shareId);
    expect(await shares.accept(shareId, world.clock.now())).toBe(false);
    expect(await shares.get(shareId)).toMatchObject({ state: 'revoked' });
  });
  expect(await world.database.shareOffers.of(tenantId)).toHaveLength(1);
});

it('knows for which connections somebody decides', async () => {
  const content = { approver: 'lee' };
  const organization = await world.organization(content);
  const other = await world.organization({ approver: 'ada' });
  const { id } = organization.connection;
  await organization.in(async ({ configuration }) => {
    expect(await configuration.namingAsApprover('lee')).toEqual([id]);
    expect(await configuration.namingAsApprover('ada')).toEqual([]);
    const [live] = await configuration.revisions(id);
    if (live === undefined) throw new Error('it serves');
    const draft = await configuration.begin({
      connectionId: id,
      content: { ...live.content, approver: 'ada' },
      origin: { kind: 'edit', of: 1 },
      note: '',
      by: 'entra:lee',
      at: world.clock.now(),
      credentialsOf: null,
    });
    expect(await configuration.namingAsApprover('ada')).toEqual([id]);
    expect(await configuration.rejectedBy('ada')).toEqual([]);
    await configuration.change(draft, { state: 'rejected' });
    expect(await configuration.namingAsApprover('ada')).toEqual([]);
    expect(await configuration.rejectedBy('ada')).toEqual([id]);
    expect(await configuration.rejectedBy('lee')).toEqual([]);
    await configuration.serve(id, draft.number);
    expect(await configuration.rejectedBy('ada')).toEqual([]);
  });
  await other.in(async ({ configuration }) =>
    expect(await configuration.namingAsApprover('lee')).toEqual([]),
  );
});

it('changes what is open at the version that was seen, and nothing else', async () => {
  const { in: within, connection } = await world.organization();
  const [live] = await within(({ configuration }) => configuration.revisions(connection.id));
  if (live === undefined) throw new Error('it serves');
  await within(async ({ configuration }) => {
    const draft = await configuration.begin({
      connectionId: connection.id,
      content: live.content,
      origin: { kind: 'edit', of: 1 },
      note: '',
      by: 'entra:ada',
      at: world.clock.now(),
      credentialsOf: null,
    });
    expect(await configuration.change(draft, { note: 'first' })).toMatchObject({ version: 2, note: 'first' });
    expect(await configuration.change(draft, { note: 'second' })).toBeNull();
    expect(await configuration.change(live, { note: 'third' })).toBeNull();
    await configuration.discard(connection.id, live.number);
    await configuration.setCredentials(live, { user: 'u', password: 'p' });
    expect(await configuration.revision(connection.id, 1)).toEqual(live);
  });
});

it('shows whoever asks for the same share what another made of it meanwhile', async () => {
  const organization = await world.organization();
  const sharedFrom = { organizationId: theirs.id, shareId: randomUUID() };
  const ask = () => organization.in(({ configuration }) => configuration.ofShare(sharedFrom.shareId));
  const { asked } = await organization.in(async ({ configuration }) => {
    expect(await configuration.ofShare(sharedFrom.shareId)).toBeNull();
    let isAnswered = false;
    const asked = ask().finally(() => {
      isAnswered = true;
    });
    await vi.waitUntil(async () => isAnswered || (await someoneWaits()), { timeout: 10_000, interval: 10 });
    await configuration.add({
      id: `shared-${organization.id}`,
      name: 'Shared',
      environment: 'testing',
      ehr: 'epic',
      sharedFrom,
      settings: SETTINGS,
      algorithm: 'ES384',
    });
    return { asked };
  });
  expect((await asked)?.id).toBe(`shared-${organization.id}`);
});

it('lets visits begin while an administrator holds their connection', async () => {
  const organization = await world.organization();
  const visit = await organization.in(async ({ configuration }) => {
    await configuration.lock(organization.connection.id);
    return await organization.open('meanwhile');
  });
  expect(visit.connectionId).toBe(organization.connection.id);
});

it('forgets notices and rehearsals of long ago, and sign-ins that led nowhere', async () => {
  const organization = await world.organization();
  const { id } = organization.connection;
  const at = world.clock.now();
  await organization.in(async ({ outbox, configuration, approvals }) => {
    const notice = { kind: 'approved', connectionName: 'x', by: 'ada' } as const;
    await outbox.add([noticeEffect('approved:1', { entraObjectId: 'lee', connectionId: id, notice })]);
    await configuration.addRehearsal({ connectionId: id, at, by: 'service', isGreen: true, results: [] });
    await approvals.begin(`state-${id}`, {
      organizationId: organization.id,
      connectionId: id,
      revision: 1,
      digest: 'digest',
      entraObjectId: 'lee',
      browserDigest: 'browser',
      nonce: 'nonce',
      codeVerifier: 'verifier',
      createdAt: at,
    });
  });
  const { id: visitId } = await organization.open('visit');
  await organization.in(({ outbox }) => outbox.add([roomEffect(visitId, '1')]));
  const entries = (await world.database.outboxClaims.claim(10, 1_000)).filter(
    ({ organizationId }) => organizationId === organization.id,
  );
  const entry = entries.find(({ effect }) => effect.kind === 'notice');
  if (entry === undefined) throw new Error('it is due');
  expect(entry).toMatchObject({ visitId: null, effect: { kind: 'notice', entraObjectId: 'lee' } });
  for (const each of entries)
    await organization.in(({ outbox }) => outbox.settle(each, { state: 'sent', answer: 'ok' }));
  const left = (days: number) =>
    organization.in(async ({ outbox, configuration, approvals }) => {
      await world.database.retention.deleteExpired(addMs(at, days * DAY_MS));
      return [
        (await outbox.get(entry.id)) !== null,
        (await configuration.rehearsals(id, 1)).length,
        (await approvals.take(`state-${id}`)) !== null,
      ];
    });
  expect(await left(0)).toEqual([true, 1, true]);
  expect(await left(29)).toEqual([true, 1, false]);
  expect(await left(31)).toEqual([false, 1, false]);
  expect(await left(184)).toEqual([false, 0, false]);
  // What belongs to a visit goes with it.
  expect(await organization.in(({ outbox }) => outbox.ofVisit(visitId))).toHaveLength(1);
});

/** Whether a session of this database waits for an advisory lock. */
const someoneWaits = () =>
  withClient(world.ownerDatabaseUrl, async (owner) => {
    const waiting = await owner.query(
      `select from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    return waiting.rowCount !== 0;
  });

it('makes a key pair between two runs of a transaction, so that nobody waits for the connection meanwhile', async () => {
  const organization = await world.organization();
  const { id } = organization.connection;
  let runs = 0;
  const added = await organization.in(async ({ configuration, keys }) => {
    runs += 1;
    await configuration.lock(id);
    return await keys.add(id, 'RS384');
  });
  expect(runs).toBe(2);
  const published = await organization.in(({ keys }) => keys.list(id));
  expect(published.filter(({ algorithm }) => algorithm === 'RS384')).toEqual([added]);
});
