import type { Organization } from '../organizations/organization.ts';
import type { ClinicianLink } from '../staff/staff.ts';
import type { ConfiguredConnection, Revision } from './revision.ts';
import type { ConnectionShare } from './share.ts';

/** A connection with all that hangs on it and is no secret. */
export interface ConnectionToExport {
  readonly connection: ConfiguredConnection;
  readonly live: Revision | null;
  readonly open: Revision | null;
  readonly shares: readonly ConnectionShare[];
  readonly links: readonly ClinicianLink[];
}

/** The file's format: fields are added, never renamed; what would mislead an older reader counts the version up. */
const FORMAT = { format: 'teams-ehr-connector/configuration', version: 1 } as const;

/** The whole configuration of an organisation as plain data. Keys and credentials are no part of it. */
export function exportedConfiguration(
  { id, name, entraTenantId, dataRegion }: Organization,
  connections: readonly ConnectionToExport[],
  at: Date,
) {
  return {
    ...FORMAT,
    exportedAt: at.toISOString(),
    organization: { id, name, entraTenantId, dataRegion },
    connections: connections.map(exportedConnection),
  };
}

function exportedConnection({ connection, live, open, shares, links }: ConnectionToExport) {
  const { id, name, environment, ehr, state, sharedFrom, settings } = connection;
  return {
    id,
    name,
    environment,
    ehr,
    state,
    sharedFrom,
    settings,
    live: live && exportedRevision(live),
    open: open && exportedRevision(open),
    shares: shares.map(({ tenantId, departments, state, invitedAt, acceptedAt }) => ({
      tenantId,
      departments,
      state,
      invitedAt: invitedAt.toISOString(),
      acceptedAt: acceptedAt?.toISOString() ?? null,
    })),
    links: links.map(({ ehrUser, entraObjectId }) => ({ ehrUser, entraObjectId })),
  };
}

function exportedRevision(revision: Revision) {
  const { number, state, content, digest, note, proposedBy, proposedAt, decidedBy, decidedAt } = revision;
  return {
    number,
    state,
    content,
    digest,
    note,
    proposedBy,
    proposedAt: proposedAt?.toISOString() ?? null,
    decidedBy,
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}
