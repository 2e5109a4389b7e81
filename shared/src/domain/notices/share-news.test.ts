import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeRandomness } from '../../adapters/node/randomness.ts';
import {
  ADMIN,
  benchOf,
  type ConfiguringBench,
  createConfiguringBench,
  OTHER_ADMIN,
} from '../connections/configuring.test-support.ts';
import { createSharing, type Sharing } from '../connections/sharing.ts';
import { sent } from '../kernel/delivery.ts';
import { createDelivering, type Delivering } from '../outbox/delivering.ts';
import type { AddressedNotice } from './notice.ts';
import { createShareNewsDelivery } from './share-news-delivery.ts';

type Told = AddressedNotice & { readonly organizationId: string };

let ours: ConfiguringBench;
let sharing: Sharing;
let delivering: Delivering;
let told: Told[];
beforeAll(async () => {
  ours = await createConfiguringBench();
  const { database, clock } = ours.world;
  const { inTransaction, finder, shareOffers: offers } = database;
  sharing = createSharing({ inTransaction, offers, clock, randomness: nodeRandomness });
  const unexpected = async () => {
    throw new Error('not asked for');
  };
  delivering = createDelivering({
    deliverers: {
      room: unexpected,
      card: unexpected,
      fact: unexpected,
      notice: async ({ organizationId, effect: { kind: _, ...notice } }) => {
        told.push({ organizationId, ...notice });
        return { delivery: sent('told') };
      },
      share: createShareNewsDelivery({ inTransaction, finder }),
    },
    inTransaction,
    clock,
    jitter: () => 0,
  });
});
afterAll(() => ours.close());

const isOfShare = ({ notice }: AddressedNotice) => notice.kind.startsWith('share-');

/** Delivers what is due, and what that brings about. @returns what was told of shares. */
async function toldOfShares(): Promise<readonly Told[]> {
  told = [];
  const { outboxClaims } = ours.world.database;
  for (let due = await outboxClaims.claim(50, 15_000); due.length > 0; ) {
    for (const entry of due)
      expect(await delivering.deliver(entry, AbortSignal.timeout(60_000))).toBe('sent');
    due = await outboxClaims.claim(50, 15_000);
  }
  return told.filter(isOfShare);
}

/** Another organisation, with people who were seen to administer it. */
async function invitedOrganization(...admins: readonly string[]): Promise<ConfiguringBench> {
  const theirs = benchOf(ours.world, await ours.world.organization());
  for (const who of admins)
    await theirs.organization.in(({ configAdmins }) => configAdmins.seen(who, ours.world.clock.now()));
  return theirs;
}

const shareWith = (tenantId: string) => ({ shares: [{ tenantId, departments: ['cardiology'] }] });

it('tells whom an EHR is offered, once, what the invitation shows, and nobody else', async () => {
  const theirs = await invitedOrganization('ada', 'lee');
  const third = await invitedOrganization('eve');
  const id = await ours.add();
  await ours.propose(id, shareWith(theirs.organization.tenantId));
  expect(await toldOfShares()).toEqual([]);
  await ours.prove(id);
  const { number, digest } = await ours.open(id);
  await ours.configuring.approve(ours.approver, id, number, digest);
  const [invitation] = await sharing.invitations(theirs.admin);
  const offered = (entraObjectId: string) => ({
    organizationId: theirs.organization.id,
    entraObjectId,
    connectionId: null,
    notice: {
      kind: 'share-offered',
      connectionName: invitation?.connection.name,
      organizationName: invitation?.organizationName,
    },
  });
  expect(await toldOfShares()).toEqual([offered('ada'), offered('lee')]);
  await ours.approve(id, { ...shareWith(theirs.organization.tenantId), clientId: 'another' });
  expect(await toldOfShares()).toEqual([]);
  expect(await sharing.invitations(third.admin)).toEqual([]);
});

it('tells who shares that it was accepted, and those who accepted that it has ended, each of their own connection', async () => {
  const theirs = await invitedOrganization('ada');
  await ours.organization.in(({ configAdmins }) => configAdmins.seen(OTHER_ADMIN, ours.world.clock.now()));
  const id = await ours.add();
  await ours.approve(id, shareWith(theirs.organization.tenantId));
  const [invitation] = await sharing.invitations(theirs.admin);
  const shareId = invitation?.shareId ?? '';
  await toldOfShares();

  const accept = () => sharing.accept(theirs.admin, shareId, 'The regional EHR');
  const own = await accept();
  expect(await toldOfShares()).toEqual([
    {
      organizationId: ours.organization.id,
      entraObjectId: OTHER_ADMIN,
      connectionId: id,
      notice: {
        kind: 'share-accepted',
        connectionName: 'epic testing',
        tenantId: theirs.organization.tenantId,
      },
    },
  ]);
  expect(await accept()).toBe(own);
  expect(await toldOfShares()).toEqual([]);

  const revoke = () => sharing.revoke(ours.member(ADMIN, ['ConfigAdmin']), id, shareId);
  await revoke();
  await revoke();
  expect(await toldOfShares()).toEqual([
    {
      organizationId: theirs.organization.id,
      entraObjectId: 'ada',
      connectionId: own,
      notice: { kind: 'share-ended', connectionName: 'The regional EHR' },
    },
  ]);
});

it('tells those who accepted when an approved change no longer names them', async () => {
  const theirs = await invitedOrganization('ada');
  const id = await ours.add();
  await ours.approve(id, shareWith(theirs.organization.tenantId));
  const [invitation] = await sharing.invitations(theirs.admin);
  await sharing.accept(theirs.admin, invitation?.shareId ?? '', 'The regional EHR');
  await toldOfShares();
  await ours.approve(id, { shares: [] });
  expect((await toldOfShares()).map(({ entraObjectId, notice }) => [entraObjectId, notice.kind])).toEqual([
    ['ada', 'share-ended'],
  ]);
});

it('tells nobody what is over before it is told, or was never taken up, or is of no organisation here', async () => {
  const theirs = await invitedOrganization('ada');
  const id = await ours.add();
  await ours.approve(id, shareWith(theirs.organization.tenantId));
  const [invitation] = await sharing.invitations(theirs.admin);
  await sharing.revoke(ours.admin, id, invitation?.shareId ?? '');
  expect(await toldOfShares()).toEqual([]);
  await ours.approve(await ours.add(), shareWith('5f6c2f4a-9d3a-4d0f-8e2b-1f7c1d9b5a20'));
  expect(await toldOfShares()).toEqual([]);
});
