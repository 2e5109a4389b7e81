import type { Revision as RevisionView } from '@ehr-connector/shared/contract/configuration.ts';
import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import type { Revision, RevisionContent } from '@ehr-connector/shared/domain/connections/revision.ts';
import { accountOf } from './account.ts';
import { toProbeView } from './check-view.ts';

/** @param about what a revision is at the moment, and to the asker. */
export function toRevisionView(
  revision: Revision,
  about: {
    readonly isLive: boolean;
    readonly missing: readonly string[];
    readonly ehrSignInAt: Date | null;
  },
): RevisionView {
  const { registration, probe, proposedBy, decidedBy } = revision;
  return {
    number: revision.number,
    state: revision.state,
    isLive: about.isLive,
    content: toContentView(revision.content),
    digest: revision.digest,
    version: revision.version,
    origin: revision.origin,
    note: revision.note,
    registration: { state: registration.state, since: registration.since.toISOString() },
    probe: probe && toProbeView(probe),
    hasBasicCredentials: revision.hasBasicCredentials,
    createdBy: accountOf(revision.createdBy),
    createdAt: revision.createdAt.toISOString(),
    changedBy: accountOf(revision.changedBy),
    changedAt: revision.changedAt.toISOString(),
    proposedBy: proposedBy && accountOf(proposedBy),
    proposedAt: isoOrNull(revision.proposedAt),
    expiresAt: isoOrNull(revision.expiresAt),
    decidedBy: decidedBy && accountOf(decidedBy),
    decidedAt: isoOrNull(revision.decidedAt),
    reason: revision.reason,
    missing: [...about.missing],
    ehrSignInAt: isoOrNull(about.ehrSignInAt),
  };
}

/** Who wrote it, proposed it and decided, and whom it names. */
export const accountsOf = (revision: Revision): readonly string[] =>
  [
    revision.content.approver,
    ...revision.content.organizers,
    revision.createdBy,
    revision.changedBy,
    revision.proposedBy,
    revision.decidedBy,
  ].flatMap((account) => (account === null ? [] : [accountOf(account)]));

/** All but the authority, which the service itself has found. */
const toContentView = ({ authority: _, ...content }: RevisionContent): DraftContent => ({
  ...content,
  organizers: [...content.organizers],
  onlyDepartments: content.onlyDepartments && [...content.onlyDepartments],
  shares: content.shares.map(({ tenantId, departments }) => ({ tenantId, departments: [...departments] })),
});

export const isoOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;
