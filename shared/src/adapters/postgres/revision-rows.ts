import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { CheckResult, ProbedContent, ProbeReport } from '../../domain/connections/probe.ts';
import type { ConfiguredConnection, Revision } from '../../domain/connections/revision.ts';
import type { Tables } from './tables.ts';

// Written by this service and nobody else; only times come back as text.
const StoredProbe = z.object({
  at: z.coerce.date(),
  fhirBaseUrl: z.string(),
  // Not in every report that is kept.
  probed: z
    .custom<ProbedContent>((value) => typeof value === 'object')
    .nullable()
    .default(null),
  results: z.array(z.custom<CheckResult>((value) => typeof value === 'object')),
  authority: z.custom<ProbeReport['authority']>((value) => typeof value === 'object'),
});

export const REVISION_COLUMNS = [
  'connection_id',
  'number',
  'state',
  'content',
  'digest',
  'version',
  'origin',
  'note',
  'registration_state',
  'registration_since',
  'probe',
  'created_by',
  'created_at',
  'changed_by',
  'changed_at',
  'proposed_by',
  'proposed_at',
  'expires_at',
  'decided_by',
  'decided_at',
  'reason',
] as const;

type RevisionRow = Pick<Selectable<Tables['connection_revisions']>, (typeof REVISION_COLUMNS)[number]> & {
  /** Of what is sealed, only since when it is there. */
  readonly credentials_set_in: number | null;
};

export function toRevision(row: RevisionRow): Revision {
  return {
    connectionId: row.connection_id,
    number: row.number,
    state: row.state,
    content: row.content,
    digest: row.digest,
    version: row.version,
    origin: row.origin,
    note: row.note,
    registration: { state: row.registration_state, since: row.registration_since },
    probe: row.probe === null ? null : StoredProbe.parse(row.probe),
    hasBasicCredentials: row.credentials_set_in !== null,
    credentialsSetIn: row.credentials_set_in,
    createdBy: row.created_by,
    createdAt: row.created_at,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    expiresAt: row.expires_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    reason: row.reason,
  };
}

export function toConfigured(row: Selectable<Tables['connections']>): ConfiguredConnection {
  return {
    organizationId: row.organization_id,
    id: row.id,
    name: row.name,
    environment: row.environment,
    ehr: row.ehr,
    state: row.live_revision === null ? 'unapproved' : row.is_disabled ? 'disabled' : 'approved',
    liveRevision: row.live_revision,
    sharedFrom: row.shared_from,
    settings: row.settings,
    settingsVersion: row.settings_version,
  };
}
