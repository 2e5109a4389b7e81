import { noticeEffect } from '../outbox/effect.ts';
import { accountOf } from '../staff/actor.ts';
import type { Stores } from '../stores.ts';
import { differences } from './diff.ts';
import { changed, type HeldConnection } from './held-connection.ts';
import type { Revision } from './revision.ts';
import { synchroniseShares } from './share-synchronising.ts';

/**
 * Lets a proposal serve, and tells who waited for it. Whether it may be approved was seen to before, under the same lock.
 *
 * @param actor who decided, and needs not be told.
 */
export async function approved(
  stores: Stores,
  { connection, live, open: proposal }: HeldConnection & { readonly open: Revision },
  actor: string,
  at: Date,
): Promise<Revision> {
  const { configuration, outbox, audit } = stores;
  const { content } = proposal;
  const revision = await changed(stores, proposal, { state: 'approved', decidedBy: actor, decidedAt: at });
  await configuration.serve(connection.id, revision.number);
  await synchroniseShares(
    stores,
    connection.id,
    { before: live?.content.shares ?? [], after: content.shares },
    at,
  );
  const paths = differences(live?.content ?? {}, content).map(({ path }) => path);
  // No part of the content, and so not of its digest: a proposal's stay as they were shown to be.
  if ((live?.credentialsSetIn ?? null) !== revision.credentialsSetIn) paths.push('credentials');
  await audit.record({
    at,
    actor,
    action: 'revision-approved',
    subject: connection.id,
    details: {
      revision: String(revision.number),
      digest: revision.digest,
      changed: paths.join(', '),
      ...(content.approver === null && { approver: 'none: the EHR knows no approver' }),
    },
  });
  const proposer = proposal.proposedBy === null ? null : accountOf(proposal.proposedBy);
  const told = new Set([...(proposer === null ? [] : [proposer]), ...(await stores.configAdmins.all())]);
  told.delete(accountOf(actor) ?? '');
  await outbox.add(
    [...told].map((entraObjectId) =>
      noticeEffect(`approved:${connection.id}:${revision.number}`, {
        entraObjectId,
        connectionId: connection.id,
        notice: { kind: 'approved', connectionName: connection.name, by: accountOf(actor) },
      }),
    ),
  );
  return revision;
}
