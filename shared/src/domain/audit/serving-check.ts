import type { AuditEntry } from './audit-log.ts';

/** The revision that serves of a connection, as it stands in the database, believed in nothing. */
export interface ServingRevision {
  readonly connectionId: string;
  readonly revision: number;
  /** Of the content that stands there now. */
  readonly digest: string;
  /** Whether its row says that it is approved, and has that digest. */
  readonly saysSo: boolean;
  readonly isDisabled: boolean;
}

/** What serves in an organisation, and what should, at one moment. */
export interface ServingToCheck {
  readonly serving: readonly ServingRevision[];
  /** Of each connection the last approval, and the last of the entries that say whether it is disabled. */
  readonly recorded: readonly Pick<AuditEntry, 'action' | 'subject' | 'details'>[];
}

/**
 * - `unapproved`: it is not the revision that was approved last.
 * - `altered`: it is, but not as it was approved.
 * - `enabled`: the connection was disabled.
 * - `missing`: what was approved last does not serve.
 */
export type ServingFlawKind = 'unapproved' | 'altered' | 'enabled' | 'missing';

/** Something about what serves that the audit log does not vouch for. */
export interface ServingFlaw {
  readonly kind: ServingFlawKind;
  readonly connectionId: string;
  /** The revision that serves, or that should. */
  readonly revision: string;
}

/** Compares what serves with what was approved: whoever writes to the database can change one without the other. */
export function checkServing({ serving, recorded }: ServingToCheck): readonly ServingFlaw[] {
  const approvals = new Map<string, AuditEntry['details']>();
  const disabled = new Set<string>();
  for (const { action, subject, details } of recorded) {
    if (action === 'revision-approved') approvals.set(subject, details);
    if (action === 'connection-disabled') disabled.add(subject);
  }

  const kindOf = (one: ServingRevision): ServingFlawKind | null => {
    const approval = approvals.get(one.connectionId);
    if (approval?.revision !== String(one.revision)) return 'unapproved';
    if (approval.digest !== one.digest || !one.saysSo) return 'altered';
    return disabled.has(one.connectionId) && !one.isDisabled ? 'enabled' : null;
  };
  const flaws = serving.flatMap((one): ServingFlaw[] => {
    const kind = kindOf(one);
    return kind === null ? [] : [{ kind, connectionId: one.connectionId, revision: String(one.revision) }];
  });
  for (const { connectionId } of serving) approvals.delete(connectionId);
  for (const [connectionId, approval] of approvals)
    flaws.push({ kind: 'missing', connectionId, revision: approval?.revision ?? '' });
  return flaws;
}
