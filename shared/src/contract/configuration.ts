import { z } from 'zod';
import { CheckResult, ProbeReport, Rehearsal } from './checks.ts';
import { ConnectionSettings, DraftContent, EhrEnvironment, EhrKind } from './connection-settings.ts';
import { Person } from './people.ts';

/** What the asker may do here; the server checks again at each request. */
export const AllowedAction = z
  .enum([
    'view-configuration',
    'add-connection',
    'edit-draft',
    'decide',
    'change-settings',
    'disable',
    'enable',
    'promote',
    'share',
    'rotate-keys',
    'rehearse',
    'manage-links',
    'search-people',
    'export-configuration',
    'read-audit',
    'export-audit',
  ])
  .meta({ id: 'AllowedAction' });
export type AllowedAction = z.infer<typeof AllowedAction>;

const RevisionState = z.enum(['draft', 'proposed', 'approved', 'rejected', 'withdrawn', 'expired']);

/** What people never write: the service finds it at the FHIR base URL, and pins it. */
const EhrAuthority = z
  .object({
    issuer: z.string(),
    authorizationEndpoint: z.string().describe('Where the EHR signs people in'),
    tokenEndpoint: z.string(),
    jwksUri: z.string(),
  })
  .meta({ id: 'EhrAuthority' });

export const Revision = z
  .object({
    number: z.int(),
    state: RevisionState,
    isLive: z.boolean(),
    content: DraftContent,
    authority: EhrAuthority.nullable().describe(
      'Approved with the content; null before the address was checked',
    ),
    digest: z.string().describe('An approval names it, so that exactly what was shown is approved'),
    version: z.int().describe('Sent back with every change, so that nobody overwrites another silently'),
    origin: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('new') }),
      z.object({ kind: z.literal('edit'), of: z.int() }),
      z.object({ kind: z.literal('rollback'), of: z.int() }),
      z.object({ kind: z.literal('promotion'), connectionId: z.string(), of: z.int() }),
      z.object({ kind: z.literal('share') }),
    ]),
    note: z.string(),
    registration: z.object({ state: z.enum(['to-register', 'waiting', 'active']), since: z.iso.datetime() }),
    probe: ProbeReport.nullable(),
    hasBasicCredentials: z.boolean(),
    credentialsSetIn: z
      .int()
      .nullable()
      .describe('The revision for which user and password were entered that this one holds'),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    changedBy: z.string(),
    changedAt: z.iso.datetime(),
    proposedBy: z.string().nullable(),
    proposedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    reason: z.string().nullable(),
    missing: z.array(z.string()).describe('Paths of what a draft still lacks before it can be proposed'),
    ehrSignInAt: z.iso
      .datetime()
      .nullable()
      .describe('When the asker proved to the EHR who they are, if that still counts'),
    ehrSignInIssuer: z.string().nullable().describe('Who of the EHR has said so then'),
  })
  .meta({ id: 'Revision' });
export type Revision = z.infer<typeof Revision>;

export const ConnectionSummary = z
  .object({
    id: z.string(),
    name: z.string(),
    environment: EhrEnvironment,
    ehr: EhrKind,
    state: z.enum(['unapproved', 'approved', 'disabled']),
    fhirBaseUrl: z.string().describe('Of the revision that serves, else of the open one'),
    approver: Person.nullable(),
    liveRevision: z.int().nullable(),
    open: z
      .object({ number: z.int(), state: RevisionState, expiresAt: z.iso.datetime().nullable() })
      .nullable()
      .describe('The draft or the proposal under way'),
    registration: z.enum(['to-register', 'waiting', 'active']).nullable(),
    lastRehearsal: z.object({ at: z.iso.datetime(), isGreen: z.boolean() }).nullable(),
    isShared: z.boolean().describe('Came from another organisation'),
    awaitsMe: z.boolean().describe('The asker is the one who is to decide'),
    isRejected: z.boolean().describe('What was proposed last was rejected, and nothing is under way since'),
  })
  .meta({ id: 'ConnectionSummary' });
export type ConnectionSummary = z.infer<typeof ConnectionSummary>;

/** Another organisation shares an EHR with the asker's. */
export const Invitation = z
  .object({
    shareId: z.uuid(),
    organizationName: z.string(),
    connectionName: z.string(),
    environment: EhrEnvironment,
    ehr: EhrKind,
    fhirBaseUrl: z.string(),
    departments: z.array(z.string()),
    invitedAt: z.iso.datetime(),
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

/** `GET /api/connections` */
export const Connections = z
  .object({
    connections: z.array(ConnectionSummary),
    invitations: z.array(Invitation),
    allowed: z.array(AllowedAction),
  })
  .meta({ id: 'Connections' });
export type Connections = z.infer<typeof Connections>;

export const IntegrationRecord = z
  .object({
    kind: z.enum(['patient', 'provider', 'device-test']),
    meetingUrl: z.string(),
    clientId: z.string(),
    contextTokens: z.object({ single: z.string().nullable(), group: z.string().nullable() }),
  })
  .meta({ id: 'IntegrationRecord' });
export type IntegrationRecord = z.infer<typeof IntegrationRecord>;

export const ConnectionKey = z
  .object({
    kid: z.string(),
    algorithm: z.enum(['ES384', 'RS384']),
    state: z.enum(['upcoming', 'signing', 'retiring']),
    createdAt: z.iso.datetime(),
    signsFrom: z.iso.datetime(),
  })
  .meta({ id: 'ConnectionKey' });
export type ConnectionKey = z.infer<typeof ConnectionKey>;

export const ConnectionShare = z
  .object({
    id: z.uuid(),
    tenantId: z.string(),
    departments: z.array(z.string()),
    state: z.enum(['invited', 'accepted', 'revoked']),
    invitedAt: z.iso.datetime(),
    acceptedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ConnectionShare' });
export type ConnectionShare = z.infer<typeof ConnectionShare>;

/** `GET /api/connections/{id}`: everything of one connection. */
export const ConnectionDetail = z
  .object({
    id: z.string(),
    name: z.string(),
    environment: EhrEnvironment,
    ehr: EhrKind,
    state: z.enum(['unapproved', 'approved', 'disabled']),
    sharedFrom: z.string().nullable().describe('Name of the organisation that shares its EHR'),
    settings: ConnectionSettings,
    settingsVersion: z.int(),
    live: Revision.nullable(),
    open: Revision.nullable(),
    history: z.array(Revision).describe('All revisions, newest first'),
    shares: z.array(ConnectionShare),
    keys: z.array(ConnectionKey),
    registration: z
      .object({ launchUrls: z.array(z.string()), redirectUri: z.string(), keySetUrl: z.string() })
      .describe('To be registered in the EHR first'),
    records: z
      .array(IntegrationRecord)
      .describe('To be pasted into the EHR; empty before the first approval'),
    lastRehearsal: Rehearsal.nullable(),
    people: z
      .record(z.string(), Person)
      .describe('Everybody named above whom the directory knows, by object id'),
    allowed: z.array(AllowedAction),
  })
  .meta({ id: 'ConnectionDetail' });
export type ConnectionDetail = z.infer<typeof ConnectionDetail>;

const Version = z.int().positive();
const Note = z.string().trim().max(500);

/** `POST /api/connections` */
export const NewConnection = z
  .strictObject({ name: z.string().trim().min(1).max(100), environment: EhrEnvironment, ehr: EhrKind })
  .meta({ id: 'NewConnection' });
export type NewConnection = z.infer<typeof NewConnection>;
export const Created = z.object({ id: z.string() }).meta({ id: 'Created' });
export type Created = z.infer<typeof Created>;

/** `PUT /api/connections/{id}/draft`; `version` is that of the open draft, or null to begin one. */
export const DraftChange = z
  .strictObject({ version: Version.nullable(), content: DraftContent, note: Note })
  .meta({ id: 'DraftChange' });
export type DraftChange = z.infer<typeof DraftChange>;

/** Most changes of a draft or proposal need nothing but the version that was shown. */
export const AtVersion = z.strictObject({ version: Version }).meta({ id: 'AtVersion' });
export type AtVersion = z.infer<typeof AtVersion>;

/** `PUT /api/connections/{id}/draft/credentials`; write-only. */
export const Credentials = z
  .strictObject({
    version: Version,
    credentials: z
      .strictObject({ user: z.string().min(1).max(200), password: z.string().min(1).max(500) })
      .nullable(),
  })
  .meta({ id: 'Credentials' });
export type Credentials = z.infer<typeof Credentials>;

/** `PUT /api/connections/{id}/draft/registration` */
export const RegistrationChange = z
  .strictObject({ version: Version, state: z.enum(['to-register', 'waiting', 'active']) })
  .meta({ id: 'RegistrationChange' });
export type RegistrationChange = z.infer<typeof RegistrationChange>;

/** `POST /api/connections/{id}/revisions/{number}/approve` */
export const Approval = z.strictObject({ digest: z.string().min(1).max(100) }).meta({ id: 'Approval' });
export type Approval = z.infer<typeof Approval>;

/** `POST /api/connections/{id}/revisions/{number}/reject` */
export const Rejection = z
  .strictObject({ digest: z.string().min(1).max(100), reason: z.string().trim().min(1).max(500) })
  .meta({ id: 'Rejection' });
export type Rejection = z.infer<typeof Rejection>;

/** `PUT /api/connections/{id}/settings` */
export const SettingsChange = z
  .strictObject({ version: Version, name: z.string().trim().min(1).max(100), settings: ConnectionSettings })
  .meta({ id: 'SettingsChange' });
export type SettingsChange = z.infer<typeof SettingsChange>;

/** `POST /api/connections/{id}/disable` and `…/enable`: why. */
export const WithReason = z.strictObject({ reason: Note }).meta({ id: 'WithReason' });
export type WithReason = z.infer<typeof WithReason>;

/** `POST /api/connections/{id}/promote`: onto a production connection that is there, or a new one of that name. */
export const Promotion = z
  .strictObject({
    to: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('new'), name: z.string().trim().min(1).max(100) }),
      z.strictObject({ kind: z.literal('existing'), connectionId: z.string() }),
    ]),
  })
  .meta({ id: 'Promotion' });
export type Promotion = z.infer<typeof Promotion>;

/** `GET /api/connections/{id}/rehearsals`: newest first. */
export const Rehearsals = z.object({ rehearsals: z.array(Rehearsal) }).meta({ id: 'Rehearsals' });
export type Rehearsals = z.infer<typeof Rehearsals>;

/** An event `check` of a probe or rehearsal. */
export const CheckEvent = CheckResult;

/** `POST /api/connections/{id}/pasted`: what stands in the EHR now. Neither stored nor logged. */
export const Pasted = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('record'),
      record: z.enum(['patient', 'provider', 'device-test']),
      form: z.enum(['single', 'group']),
      meetingUrl: z.string().max(8_192),
      clientId: z.string().max(8_192),
      contextToken: z.string().max(8_192),
    }),
    z.strictObject({ kind: z.literal('launch-url'), url: z.string().max(16_384) }),
  ])
  .meta({ id: 'Pasted' });
export type Pasted = z.infer<typeof Pasted>;

export const PastedFindings = z
  .object({
    findings: z.array(
      z.object({
        part: z.enum(['meeting-url', 'client-id', 'context-token', 'launch-url']),
        token: z.string().nullable(),
        code: z.string().describe('From a closed list'),
        expected: z.string().nullable(),
        found: z.string().nullable().describe('Never a launch token or a session id'),
      }),
    ),
  })
  .meta({ id: 'PastedFindings' });
export type PastedFindings = z.infer<typeof PastedFindings>;

/** An event `changed` of `GET /api/configuration/events` (server-sent events): look at it anew. */
export const ConfigurationEvent = z
  .object({
    connectionId: z.string().nullable().describe('null where any may have changed, or the list of them'),
  })
  .meta({ id: 'ConfigurationEvent' });
export type ConfigurationEvent = z.infer<typeof ConfigurationEvent>;
