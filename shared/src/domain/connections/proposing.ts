import { addMs, type Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { noticeEffect } from '../outbox/effect.ts';
import { accountOf, actorOf } from '../staff/actor.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import { approved } from './approving.ts';
import { changed, draftAt, held, heldFor } from './held-connection.ts';
import { missingOf } from './missing.ts';
import { isOver } from './proposal.ts';
import { APPROVAL_LASTS_MS, type Revision } from './revision.ts';

/** Asking for an approval, and what becomes of it when none is given. */
export interface Proposing {
  /**
   * Freezes the draft and asks its approver. Where the EHR knows no approver and none is named, it is approved at once.
   *
   * @throws {DomainError} `revision-not-open`, `revision-changed`, `revision-incomplete`.
   */
  propose(member: StaffMember, connectionId: string, version: number): Promise<Revision>;
  /** Takes a proposal back. */
  withdraw(member: StaffMember, connectionId: string, version: number): Promise<Revision>;
  /** Closes proposals of the organisation whose time is over, and tells who proposed them. Safe to repeat. */
  expireOverdue(organizationId: string): Promise<void>;
}

export function createProposing(deps: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): Proposing {
  const { inTransaction, clock } = deps;

  return {
    propose: (member, connectionId, version) =>
      inTransaction(member.organizationId, async (stores) => {
        const found = await heldFor(stores, member, connectionId, 'edit-draft');
        const draft = draftAt(found, version);
        const now = clock.now();
        const missing = await missingOf(stores, found.connection, draft, now);
        if (missing.length > 0)
          throw new DomainError('revision-incomplete', `still missing: ${missing.join(', ')}`);
        const actor = actorOf(member);
        const proposal = await changed(stores, draft, {
          state: 'proposed',
          proposedBy: actor,
          proposedAt: now,
          expiresAt: addMs(now, APPROVAL_LASTS_MS),
        });
        await stores.audit.record({
          at: now,
          actor,
          action: 'revision-proposed',
          subject: connectionId,
          details: { ...named(proposal), ...(proposal.note !== '' && { note: proposal.note }) },
        });
        const { approver } = proposal.content;
        if (approver === null) return await approved(stores, { ...found, open: proposal }, actor, now);
        await stores.outbox.add([
          noticeEffect(`approval-requested:${connectionId}:${proposal.number}`, {
            entraObjectId: approver,
            connectionId,
            notice: {
              kind: 'approval-requested',
              connectionName: found.connection.name,
              by: member.entraObjectId,
              until: proposal.expiresAt,
            },
          }),
        ]);
        return proposal;
      }),

    withdraw: (member, connectionId, version) =>
      inTransaction(member.organizationId, async (stores) => {
        const { open } = await heldFor(stores, member, connectionId, 'edit-draft');
        if (open?.state !== 'proposed') throw new DomainError('revision-not-open', 'nothing is proposed');
        if (open.version !== version)
          throw new DomainError('revision-changed', 'somebody else changed it meanwhile');
        const now = clock.now();
        const actor = actorOf(member);
        const withdrawn = await changed(stores, open, {
          state: 'withdrawn',
          changedBy: actor,
          changedAt: now,
        });
        await stores.audit.record({
          at: now,
          actor,
          action: 'revision-withdrawn',
          subject: connectionId,
          details: named(open),
        });
        return withdrawn;
      }),

    async expireOverdue(organizationId) {
      const overdue = await inTransaction(organizationId, ({ configuration }) =>
        configuration.overdue(clock.now()),
      );
      for (const { connectionId, number } of overdue)
        await inTransaction(organizationId, (stores) => expire(stores, connectionId, number));
    },
  };

  async function expire(stores: Stores, connectionId: string, number: number): Promise<void> {
    const now = clock.now();
    // Read anew under the lock: it may have been decided since it was found.
    const { connection, open } = await held(stores, connectionId);
    if (open?.number !== number || open.state !== 'proposed' || !isOver(open, now)) return;
    await changed(stores, open, { state: 'expired' });
    await stores.audit.record({
      at: now,
      actor: 'service',
      action: 'revision-expired',
      subject: connectionId,
      details: named(open),
    });
    const proposer = open.proposedBy === null ? null : accountOf(open.proposedBy);
    if (proposer === null) return;
    await stores.outbox.add([
      noticeEffect(`approval-expired:${connectionId}:${number}`, {
        entraObjectId: proposer,
        connectionId,
        notice: { kind: 'approval-expired', connectionName: connection.name },
      }),
    ]);
  }
}

const named = ({ number, digest }: Revision) => ({ revision: String(number), digest });
