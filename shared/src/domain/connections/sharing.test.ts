import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeRandomness } from '../../adapters/node/randomness.ts';
import {
  ADMIN,
  benchOf,
  CONTENT,
  type ConfiguringBench,
  createConfiguringBench,
  EPIC_WRITEBACK,
} from './configuring.test-support.ts';
import { sharedDepartments } from './shared-access.ts';
import { createSharing, type Sharing } from './sharing.ts';

let bench: ConfiguringBench;
let sharing: Sharing;
beforeAll(async () => {
  bench = await createConfiguringBench();
  const { database, clock } = bench.world;
  sharing = createSharing({
    inTransaction: database.inTransaction,
    offers: database.shareOffers,
    clock,
    randomness: nodeRandomness,
  });
});
afterAll(() => bench.close());

const NAME = 'The regional EHR';
const refused = (code: string) => ({ code });

/** Ours shares a connection's departments with another organisation. */
async function shared(departments: readonly string[] = ['cardiology']) {
  const other = benchOf(bench.world, await bench.world.organization());
  const id = await bench.add();
  const share = { tenantId: other.organization.tenantId, departments };
  await bench.approve(id, { shares: [share] });
  const [invitation] = await sharing.invitations(other.admin);
  if (invitation === undefined) throw new Error('nothing was offered');
  return { id, other, share, invitation };
}
const sharesOf = (id: string) => bench.organization.in(({ shares }) => shares.ofConnection(id));
const access = (from: { organizationId: string; shareId: string }) =>
  sharedDepartments(bench.world.database.inTransaction, from);

it('is offered to the tenant that the approved content names, and to nobody before the approval', async () => {
  const other = benchOf(bench.world, await bench.world.organization());
  const id = await bench.add();
  const share = { tenantId: other.organization.tenantId, departments: ['cardiology'] };
  await bench.propose(id, { shares: [share] });
  expect(await sharing.invitations(other.admin)).toEqual([]);
  const { number, digest } = await bench.open(id);
  await bench.prove(id);
  await bench.configuring.approve(bench.approver, id, number, digest);
  expect(await sharing.invitations(other.admin)).toMatchObject([
    {
      organizationId: bench.organization.id,
      organizationName: 'Example Health',
      connection: { environment: 'testing', ehr: 'epic', fhirBaseUrl: CONTENT.fhirBaseUrl },
      departments: ['cardiology'],
    },
  ]);
  expect(await sharing.invitations(bench.admin)).toEqual([]);
});

describe('accepting', () => {
  it('makes one connection of its own, without client, people and secrets, however often', async () => {
    const { id, other, invitation } = await shared();
    const accept = () => sharing.accept(other.admin, invitation.shareId, NAME);
    const [first, ...others] = await Promise.all([accept(), accept(), accept()]);
    if (first === undefined) throw new Error('it was accepted');
    expect([...others, await accept()]).toEqual([first, first, first]);
    const { organizationId, shareId } = invitation;
    expect(await other.organization.in(({ configuration }) => configuration.get(first))).toMatchObject({
      name: NAME,
      state: 'unapproved',
      sharedFrom: { organizationId, shareId },
    });
    expect(await other.open(first)).toMatchObject({
      number: 1,
      origin: { kind: 'share' },
      content: {
        fhirBaseUrl: CONTENT.fhirBaseUrl,
        clientId: '',
        authority: null,
        approver: null,
        organizers: [],
        onlyDepartments: ['cardiology'],
        shares: [],
      },
    });
    expect(await sharesOf(id)).toMatchObject([{ state: 'accepted' }]);
    expect(await sharing.invitations(other.admin)).toEqual([]);
    expect((await other.audited(first)).map(({ action, actor }) => [action, actor])).toEqual([
      ['share-accepted', `entra:${ADMIN}`],
    ]);
    expect((await bench.audited(id)).filter(({ action }) => action === 'share-accepted')).toHaveLength(1);
  });

  it('goes on where it was broken off between the two organisations', async () => {
    const { other, invitation } = await shared();
    await bench.organization.in(({ shares }) => shares.accept(invitation.shareId, bench.world.clock.now()));
    expect(await sharing.invitations(other.admin)).toHaveLength(1);
    expect(await sharing.accept(other.admin, invitation.shareId, NAME)).toMatch(/./);
  });

  it('is for admins of the tenant it was offered to', async () => {
    const { other, invitation } = await shared();
    const accept = (member = other.admin) => sharing.accept(member, invitation.shareId, NAME);
    await expect(accept(other.approver)).rejects.toMatchObject(refused('not-allowed'));
    const third = benchOf(bench.world, await bench.world.organization());
    for (const admin of [third.admin, bench.admin])
      await expect(accept(admin)).rejects.toMatchObject(refused('share-not-found'));
  });

  it('brings no secret along, and departments are not given up', async () => {
    const other = benchOf(bench.world, await bench.world.organization());
    const id = await bench.add();
    const { version } = await bench.write(id, {
      writeback: EPIC_WRITEBACK,
      shares: [{ tenantId: other.organization.tenantId, departments: ['1'] }],
    });
    await bench.configuring.setCredentials(bench.admin, id, version, { user: 'u', password: 'p' });
    const probed = await bench.probe(id);
    const { number, digest } = await bench.configuring.propose(bench.admin, id, probed.version);
    await bench.prove(id);
    await bench.configuring.approve(bench.approver, id, number, digest);
    const [invitation] = await sharing.invitations(other.admin);
    const own = await sharing.accept(other.admin, invitation?.shareId ?? '', NAME);
    expect(await other.open(own)).toMatchObject({
      hasBasicCredentials: false,
      content: { writeback: EPIC_WRITEBACK },
    });
    await expect(other.propose(own, { onlyDepartments: null })).rejects.toMatchObject(
      refused('revision-incomplete'),
    );
    const shares = [{ tenantId: randomUUID(), departments: ['1'] }];
    await expect(other.write(own, { onlyDepartments: ['1'], shares })).rejects.toMatchObject(
      refused('request-invalid'),
    );
  });
});

describe('a share', () => {
  it('gives access while it is accepted and what is shared serves', async () => {
    const { id, other, invitation } = await shared();
    expect(await access(invitation)).toBeNull();
    await sharing.accept(other.admin, invitation.shareId, NAME);
    expect(await access(invitation)).toEqual(['cardiology']);
    await bench.configuring.disable(bench.admin, id, '');
    expect(await access(invitation)).toBeNull();
    await bench.configuring.enable(bench.admin, id, '');
    await sharing.revoke(bench.admin, id, invitation.shareId);
    expect(await access(invitation)).toBeNull();
    expect((await bench.audited(id)).at(-1)).toMatchObject({
      action: 'share-revoked',
      details: { tenant: other.organization.tenantId },
    });
    await expect(sharing.accept(other.admin, invitation.shareId, NAME)).rejects.toMatchObject(
      refused('share-not-found'),
    );
  });

  it('changes and ends with what is approved', async () => {
    const { id, other, share, invitation } = await shared();
    await sharing.accept(other.admin, invitation.shareId, NAME);
    await bench.approve(id, { shares: [{ ...share, departments: ['neurology'] }] });
    expect(await access(invitation)).toEqual(['neurology']);
    await bench.approve(id, { shares: [] });
    expect(await access(invitation)).toBeNull();
    // Named anew it is a new invitation, to be accepted anew.
    await bench.approve(id, { shares: [share] });
    expect((await sharesOf(id)).map(({ state }) => state).toSorted()).toEqual(['invited', 'revoked']);
  });

  it('that was revoked is not offered again by a change of something else', async () => {
    const { id, other, share, invitation } = await shared();
    await sharing.revoke(bench.admin, id, invitation.shareId);
    await bench.approve(id, { shares: [share], clientId: 'second' });
    expect((await sharesOf(id)).map(({ state }) => state)).toEqual(['revoked']);
    expect(await sharing.invitations(other.admin)).toEqual([]);
  });

  it('is revoked by admins of the organisation that shares, of that connection', async () => {
    const { id, other, invitation } = await shared();
    const { shareId } = invitation;
    await expect(sharing.revoke(bench.approver, id, shareId)).rejects.toMatchObject(refused('not-allowed'));
    await expect(sharing.revoke(other.admin, id, shareId)).rejects.toMatchObject(
      refused('connection-unknown'),
    );
    const another = await bench.add();
    for (const unknown of [shareId, 'x', randomUUID()])
      await expect(sharing.revoke(bench.admin, another, unknown)).rejects.toMatchObject(
        refused('share-not-found'),
      );
  });
});
