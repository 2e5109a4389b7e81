import type { InTransaction } from '../stores.ts';
import type { SharedFrom } from './connection.ts';

/**
 * The departments whose appointments may be launched by a connection that another organisation shares, as the share
 * stands there now.
 *
 * @returns `null` when the share does not hold: it was revoked, or what is shared was disabled.
 */
export async function sharedDepartments(
  inTransaction: InTransaction,
  { organizationId, shareId }: SharedFrom,
): Promise<readonly string[] | null> {
  return await inTransaction(organizationId, async ({ shares, connections }) => {
    const share = await shares.get(shareId);
    if (share?.state !== 'accepted') return null;
    const connection = await connections.get(share.connectionId);
    return connection?.state === 'approved' ? share.departments : null;
  });
}
