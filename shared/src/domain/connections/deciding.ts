import type { Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { refuseUnstorable } from '../kernel/storable-text.ts';
import { noticeEffect } from '../outbox/effect.ts';
import { accountOf, actorOf } from '../staff/actor.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import { provesNow } from './approval.ts';
import { approved } from './approving.ts';
import { changed, type HeldConnection, held } from './held-connection.ts';
import { proposalFor } from './proposal.ts';
import type { Revision } from './revision.ts';

/** What only the approver does whom the proposal itself names. */
export interface Deciding {
  /**
   * Lets exactly what was shown serve.
   *
   * @param digest of the content that was shown.
   * @throws {DomainError} `revision-not-found`, `not-allowed`, `revision-not-open`, `revision-changed`, `revision-expired`,
   *   `approval-unproven` without a sign-in to the EHR within `PROOF_LASTS_MS` for this very content.
   */
  approve(member: StaffMember, connectionId: string, number: number, digest: string): Promise<Revision>;
  /** Sends it back to who proposed it. @param reason 1 to 500 characters. @throws {DomainError} as {@link approve}. */
  reject(
    member: StaffMember,
    connectionId: string,
    number: number,
    digest: string,
    reason: string,
  ): Promise<Revision>;
}

const LONGEST_REASON = 500;

export function createDeciding(deps: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): Deciding {
  const { inTransaction, clock } = deps;

  return {
    approve: (member, connectionId, number, digest) =>
      inTransaction(member.organizationId, async (stores) => {
        const now = clock.now();
        const found = await shownTo(stores, member, connectionId, number, digest, now);
        const proof = await stores.approvals.proof(connectionId, number, member.entraObjectId);
        if (proof === null || !provesNow(proof, found.open, now))
          throw new DomainError('approval-unproven', 'sign in to the EHR first');
        return await approved(stores, found, actorOf(member), now);
      }),

    reject: (member, connectionId, number, digest, reason) =>
      inTransaction(member.organizationId, async (stores) => {
        const now = clock.now();
        refuseUnstorable(reason);
        const why = reason.trim();
        if (why === '' || why.length > LONGEST_REASON)
          throw new DomainError('request-invalid', 'say why, in 500 characters at most');
        const { connection, open } = await shownTo(stores, member, connectionId, number, digest, now);
        const actor = actorOf(member);
        const rejected = await changed(stores, open, {
          state: 'rejected',
          decidedBy: actor,
          decidedAt: now,
          reason: why,
        });
        await stores.audit.record({
          at: now,
          actor,
          action: 'revision-rejected',
          subject: connectionId,
          details: { revision: String(number), digest, reason: why },
        });
        const proposer = open.proposedBy === null ? null : accountOf(open.proposedBy);
        if (proposer !== null) {
          await stores.outbox.add([
            noticeEffect(`rejected:${connectionId}:${number}`, {
              entraObjectId: proposer,
              connectionId,
              notice: {
                kind: 'rejected',
                connectionName: connection.name,
                reason: why,
                by: member.entraObjectId,
              },
            }),
          ]);
        }
        return rejected;
      }),
  };
}

/** The proposal as it was shown. */
async function shownTo(
  stores: Stores,
  { entraObjectId }: StaffMember,
  connectionId: string,
  number: number,
  digest: string,
  now: Date,
): Promise<HeldConnection & { readonly open: Revision }> {
  const found = await held(stores, connectionId);
  const revision = await stores.configuration.revision(connectionId, number);
  const open = proposalFor(revision, entraObjectId, now);
  if (open.digest !== digest)
    throw new DomainError('revision-changed', 'what was shown is not what is proposed');
  return { ...found, open };
}
