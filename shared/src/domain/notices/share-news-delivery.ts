import { sent } from '../kernel/delivery.ts';
import type { OrganizationFinder } from '../organizations/organization.ts';
import type { Deliver } from '../outbox/delivering.ts';
import { noticeEffect, type ShareNews } from '../outbox/effect.ts';
import type { InTransaction, Stores } from '../stores.ts';
import type { AddressedNotice } from './notice.ts';

/**
 * Takes the news of a share across the wall: into the outbox of the organisation whose tenant is meant, as notices to its
 * administrators. Safe to repeat. Where there is no such organisation, or nobody of it was seen yet, nobody is told.
 */
export function createShareNewsDelivery(deps: {
  readonly inTransaction: InTransaction;
  readonly finder: Pick<OrganizationFinder, 'ofTenant'>;
}): Deliver<'share'> {
  const { inTransaction, finder } = deps;
  return async ({ organizationId, effect }) => {
    const share = await inTransaction(organizationId, (stores) => read(stores, effect));
    const told = share && (await finder.ofTenant(share.tenantId));
    if (!told) return { delivery: sent('nobody to tell') };
    await inTransaction(told, async (stores) => {
      const said = await saidOf(stores, effect, share);
      if (said === null) return;
      const admins = await stores.configAdmins.all();
      await stores.outbox.add(
        admins.map((entraObjectId) =>
          noticeEffect(`share-${effect.news}:${effect.shareId}`, { entraObjectId, ...said }),
        ),
      );
    });
    return { delivery: sent('passed on') };
  };
}

interface SharedNow {
  readonly tenantId: string;
  readonly organizationName: string;
  readonly connectionName: string;
}

/** As it stands where it is shared, unless the news is out of date. */
async function read(
  { shares, connections, organizations }: Stores,
  { shareId, news }: ShareNews,
): Promise<SharedNow | null> {
  const share = await shares.get(shareId);
  if (share?.state !== (news === 'offered' ? 'invited' : 'revoked')) return null;
  const connection = await connections.get(share.connectionId);
  const organizationName = (await organizations.current()).name;
  return { tenantId: share.tenantId, organizationName, connectionName: connection?.name ?? '' };
}

/** @returns `null` when it does not concern the organisation: what ended had not been accepted. */
async function saidOf(
  { configuration }: Stores,
  { shareId, news }: ShareNews,
  { organizationName, connectionName }: SharedNow,
): Promise<Omit<AddressedNotice, 'entraObjectId'> | null> {
  if (news === 'offered')
    return { connectionId: null, notice: { kind: 'share-offered', connectionName, organizationName } };
  const own = await configuration.ofShare(shareId);
  return own && { connectionId: own.id, notice: { kind: 'share-ended', connectionName: own.name } };
}
