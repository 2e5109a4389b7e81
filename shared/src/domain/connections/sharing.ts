import type { Clock, Randomness } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { refuseUnstorable } from '../kernel/storable-text.ts';
import { noticeEffect, shareEffect } from '../outbox/effect.ts';
import { actorOf } from '../staff/actor.ts';
import { may, NO_STANDING } from '../staff/permissions.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import type { Connection, SharedFrom } from './connection.ts';
import { FIRST_SETTINGS, firstContent } from './first-content.ts';
import { heldFor } from './held-connection.ts';
import type { RevisionContent } from './revision.ts';
import type { ConnectionShare, ShareOffers } from './share.ts';

/** Another organisation's EHR that the asker's may connect to. */
export interface Invitation extends SharedFrom {
  readonly organizationName: string;
  readonly connection: Pick<Connection, 'name' | 'environment' | 'ehr' | 'fhirBaseUrl'>;
  readonly departments: readonly string[];
  readonly invitedAt: Date;
}

/** One EHR for several Microsoft tenants: offered in a connection's content, accepted and ended here. */
export interface Sharing {
  /** What was offered to the organisation and is no connection of its own yet. */
  invitations(member: StaffMember): Promise<readonly Invitation[]>;
  /**
   * Makes a connection with a draft of what is shared. Safe to repeat: a share is accepted once.
   *
   * @param name what the connection is called here.
   * @returns the connection.
   * @throws {DomainError} `share-not-found`, `not-allowed`.
   */
  accept(member: StaffMember, shareId: string, name: string): Promise<string>;
  /** Ends a share at once: the other organisation's launches are refused from now on. @throws {DomainError} `share-not-found` */
  revoke(member: StaffMember, connectionId: string, shareId: string): Promise<void>;
}

export function createSharing(deps: {
  readonly inTransaction: InTransaction;
  readonly offers: ShareOffers;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): Sharing {
  const { inTransaction, offers, clock, randomness } = deps;

  const tenantOf = ({ organizationId }: StaffMember): Promise<string> =>
    inTransaction(organizationId, async ({ organizations }) => (await organizations.current()).entraTenantId);

  return {
    async invitations(member) {
      const tenantId = await tenantOf(member);
      const invitations: Invitation[] = [];
      for (const offer of await offers.of(tenantId)) {
        const isOurs = await inTransaction(
          member.organizationId,
          async ({ configuration }) => (await configuration.ofShare(offer.shareId)) !== null,
        );
        const invitation = isOurs
          ? null
          : await inTransaction(offer.organizationId, (stores) => read(stores, offer, tenantId));
        if (invitation !== null) invitations.push(invitation);
      }
      return invitations;
    },

    async accept(member, shareId, name) {
      if (!may(member, 'share', NO_STANDING))
        throw new DomainError('not-allowed', 'shares are accepted by configuration admins');
      refuseUnstorable(name);
      const tenantId = await tenantOf(member);
      const offer = (await offers.of(tenantId)).find((each) => each.shareId === shareId);
      if (offer === undefined) throw new DomainError('share-not-found', 'no such share');
      const shared = await inTransaction(offer.organizationId, (stores) =>
        takeUp(stores, offer, tenantId, clock.now()),
      );
      return await inTransaction(member.organizationId, (stores) => add(stores, member, offer, shared, name));
    },

    revoke: (member, connectionId, shareId) =>
      inTransaction(member.organizationId, async (stores) => {
        await heldFor(stores, member, connectionId, 'share');
        const share = await stores.shares.get(shareId);
        if (share?.connectionId !== connectionId)
          throw new DomainError('share-not-found', 'no such share of this connection');
        if (share.state === 'revoked') return;
        await stores.shares.revoke(shareId);
        await stores.outbox.add([shareEffect({ shareId, news: 'ended' })]);
        await stores.audit.record({
          at: clock.now(),
          actor: actorOf(member),
          action: 'share-revoked',
          subject: connectionId,
          details: { share: shareId, tenant: share.tenantId },
        });
      }),
  };

  async function add(
    { configuration, audit }: Stores,
    member: StaffMember,
    sharedFrom: SharedFrom,
    { share, connection }: Shared,
    name: string,
  ): Promise<string> {
    const existing = await configuration.ofShare(sharedFrom.shareId);
    if (existing !== null) return existing.id;
    const id = randomness.secret();
    const { environment, ehr } = connection;
    const content = contentOfShare(share, connection);
    const at = clock.now();
    const actor = actorOf(member);
    const algorithm = content.signingAlgorithm;
    await configuration.add({
      id,
      name,
      environment,
      ehr,
      sharedFrom,
      settings: FIRST_SETTINGS,
      algorithm,
    });
    const origin = { kind: 'share' } as const;
    await configuration.begin({
      connectionId: id,
      content,
      origin,
      note: '',
      by: actor,
      at,
      credentialsOf: null,
    });
    await audit.record({
      at,
      actor,
      action: 'share-accepted',
      subject: id,
      details: { share: sharedFrom.shareId, organisation: sharedFrom.organizationId },
    });
    return id;
  }
}

/** A share and what is shared, as read in the organisation that shares. */
interface Shared {
  readonly share: ConnectionShare;
  readonly connection: Connection;
}

async function find(
  { shares, connections }: Stores,
  { shareId }: SharedFrom,
  tenantId: string,
): Promise<Shared | null> {
  const share = await shares.get(shareId);
  if (share === null || share.tenantId !== tenantId || share.state === 'revoked') return null;
  const connection = await connections.get(share.connectionId);
  return connection === null ? null : { share, connection };
}

async function read(stores: Stores, offer: SharedFrom, tenantId: string): Promise<Invitation | null> {
  const found = await find(stores, offer, tenantId);
  if (found === null) return null;
  const { name, environment, ehr, fhirBaseUrl } = found.connection;
  return {
    ...offer,
    organizationName: (await stores.organizations.current()).name,
    connection: { name, environment, ehr, fhirBaseUrl },
    departments: found.share.departments,
    invitedAt: found.share.invitedAt,
  };
}

async function takeUp(stores: Stores, offer: SharedFrom, tenantId: string, at: Date): Promise<Shared> {
  const found = await find(stores, offer, tenantId);
  if (found === null || !(await stores.shares.accept(offer.shareId, at)))
    throw new DomainError('share-not-found', 'the share is gone');
  if (found.share.state === 'invited') {
    await stores.audit.record({
      at,
      // Whoever accepts belongs to another organisation, and is audited there.
      actor: 'service',
      action: 'share-accepted',
      subject: found.connection.id,
      details: { share: offer.shareId, tenant: tenantId },
    });
    const { id: connectionId, name: connectionName } = found.connection;
    await stores.outbox.add(
      (await stores.configAdmins.all()).map((entraObjectId) =>
        noticeEffect(`share-accepted:${offer.shareId}`, {
          entraObjectId,
          connectionId,
          notice: { kind: 'share-accepted', connectionName, tenantId },
        }),
      ),
    );
  }
  return found;
}

/** What both organisations have in common; the client is registered anew, and secrets stay where they are. */
function contentOfShare({ departments }: ConnectionShare, connection: Connection): RevisionContent {
  const { ehr, fhirBaseUrl, sessionKeySource, signingAlgorithm, writeback } = connection;
  return {
    ...firstContent(ehr),
    fhirBaseUrl,
    sessionKeySource,
    signingAlgorithm,
    writeback,
    onlyDepartments: departments,
  };
}
