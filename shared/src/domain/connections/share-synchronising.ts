import type { Share } from './connection.ts';
import type { ShareStore } from './share.ts';

/** Makes the shares of a connection be as its approved content says: invited, changed or revoked. Safe to repeat. */
export async function synchroniseShares(
  shares: ShareStore,
  connectionId: string,
  wanted: readonly Share[],
  at: Date,
): Promise<void> {
  const standing = (await shares.ofConnection(connectionId)).filter(({ state }) => state !== 'revoked');
  for (const share of standing) {
    const same = wanted.find(({ tenantId }) => tenantId === share.tenantId);
    if (same === undefined) await shares.revoke(share.id);
    else await shares.setDepartments(share.id, same.departments);
  }
  for (const share of wanted) {
    if (!standing.some(({ tenantId }) => tenantId === share.tenantId))
      await shares.invite({ connectionId, ...share }, at);
  }
}
