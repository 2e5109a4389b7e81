import type { Revision as RevisionView } from '@ehr-connector/shared/contract/configuration.ts';
import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import type { ApprovalProof } from '@ehr-connector/shared/domain/connections/approval.ts';
import { unmistakable } from '@ehr-connector/shared/domain/connections/draft-content.ts';
import type { Revision, RevisionContent } from '@ehr-connector/shared/domain/connections/revision.ts';
import { accountOf } from '@ehr-connector/shared/domain/staff/actor.ts';
import { toProbeView } from '../checks/check-view.ts';

/** @param about what a revision is at the moment, and to the asker. */
export function toRevisionView(
  revision: Revision,
  about: {
    readonly isLive: boolean;
    readonly missing: readonly string[];
    /** The asker's, if it still counts. */
    readonly ehrSignIn: Pick<ApprovalProof, 'at' | 'issuer'> | null;
  },
): RevisionView {
  const { registration, probe, proposedBy, decidedBy } = revision;
  return {
    number: revision.number,
    state: revision.state,
    isLive: about.isLive,
    content: toContentView(revision.content),
    authority: toAuthorityView(revision.content),
    digest: revision.digest,
    version: revision.version,
    origin: revision.origin,
    note: revision.note,
    registration: { state: registration.state, since: registration.since.toISOString() },
    probe: probe && toProbeView(probe, revision),
    hasBasicCredentials: revision.hasBasicCredentials,
    credentialsSetIn: revision.credentialsSetIn,
    createdBy: shownAs(revision.createdBy),
    createdAt: revision.createdAt.toISOString(),
    changedBy: shownAs(revision.changedBy),
    changedAt: revision.changedAt.toISOString(),
    proposedBy: proposedBy && shownAs(proposedBy),
    proposedAt: isoOrNull(revision.proposedAt),
    expiresAt: isoOrNull(revision.expiresAt),
    decidedBy: decidedBy && shownAs(decidedBy),
    decidedAt: isoOrNull(revision.decidedAt),
    reason: revision.reason,
    missing: [...about.missing],
    ehrSignInAt: isoOrNull(about.ehrSignIn?.at ?? null),
    ehrSignInIssuer: about.ehrSignIn?.issuer ?? null,
  };
}

/** Somebody's object id, or `service`. */
const shownAs = (actor: string): string => accountOf(actor) ?? actor;

/** Who wrote it, proposed it and decided, and whom it names. */
export const accountsOf = (revision: Revision): readonly string[] => {
  const { content, createdBy, changedBy, proposedBy, decidedBy } = revision;
  const actors = [createdBy, changedBy, proposedBy, decidedBy].map((actor) => actor && accountOf(actor));
  return [content.approver, ...content.organizers, ...actors].filter((account) => account !== null);
};

/** All but the authority, which the service itself has found. */
const toContentView = ({ authority: _, ...content }: RevisionContent): DraftContent => ({
  ...content,
  organizers: [...content.organizers],
  onlyDepartments: content.onlyDepartments && [...content.onlyDepartments],
  shares: content.shares.map(({ tenantId, departments }) => ({ tenantId, departments: [...departments] })),
});

/** As an EHR says it of itself, but with hosts that nobody takes for another's. */
const toAuthorityView = ({ authority }: RevisionContent): RevisionView['authority'] =>
  authority && {
    issuer: unmistakable(authority.issuer),
    authorizationEndpoint: unmistakable(authority.authorizationEndpoint),
    tokenEndpoint: unmistakable(authority.tokenEndpoint),
    jwksUri: unmistakable(authority.jwksUri),
  };

export const isoOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;
