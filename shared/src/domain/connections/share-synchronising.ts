import { shareEffect } from '../outbox/effect.ts';
import type { Stores } from '../stores.ts';
import type { Share } from './connection.ts';

/**
 * Makes the shares of a connection be as its approved content says: invited, changed or revoked; and lets the other
 * organisations know. Safe to repeat.
 *
 * A share that somebody revoked stays so while the content goes on naming it: a later change of something else is no new
 * invitation.
 *
 * @param content.before what served until now.
 */
export async function synchroniseShares(
  { shares, outbox }: Pick<Stores, 'shares' | 'outbox'>,
  connectionId: string,
  content: { readonly before: readonly Share[]; readonly after: readonly Share[] },
  at: Date,
): Promise<void> {
  const standing = (await shares.ofConnection(connectionId)).filter(({ state }) => state !== 'revoked');
  for (const share of standing) {
    const same = content.after.find(({ tenantId }) => tenantId === share.tenantId);
    if (same === undefined) {
      await shares.revoke(share.id);
      await outbox.add([shareEffect({ shareId: share.id, news: 'ended' })]);
    } else await shares.setDepartments(share.id, same.departments);
  }
  const known = new Set([...standing, ...content.before].map(({ tenantId }) => tenantId));
  for (const share of content.after) {
    if (known.has(share.tenantId)) continue;
    const shareId = await shares.invite({ connectionId, ...share }, at);
    await outbox.add([shareEffect({ shareId, news: 'offered' })]);
  }
}
