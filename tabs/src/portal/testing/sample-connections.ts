import type { CheckResult, ProbeReport } from '@ehr-connector/shared/contract/checks.ts';
import type {
  AllowedAction as Action,
  ConnectionDetail,
  ConnectionSummary,
  Invitation,
  Revision,
} from '@ehr-connector/shared/contract/configuration.ts';
import { AllowedAction } from '@ehr-connector/shared/contract/configuration.ts';
import type { ConnectionSettings, DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import { firstWriteback } from '../connections/configuration/first-content.ts';
import { ADA, EDGAR, SAMPLE_PEOPLE, VISITS_ACCOUNT } from './sample-people.ts';
import { idOf } from './sample-visits.ts';

export const EPIC_ID = 'northwind-epic';
const BASE_URL = 'https://fhir.northwind.example/interconnect/api/FHIR/R4';
const AT = '2026-11-20T09:30:00.000Z';

/** What an administrator may, and what an auditor may. */
export const ADMIN_MAY: readonly Action[] = AllowedAction.options.filter((action) => action !== 'decide');
export const AUDITOR_MAY: readonly Action[] = [
  'view-configuration',
  'export-configuration',
  'read-audit',
  'export-audit',
];

const SETTINGS: ConnectionSettings = {
  opensBeforeMs: 3_600_000,
  closesAfterMs: 14_400_000,
  notifyBeforeMs: 1_800_000,
  connectedMeans: 'waiting-room',
  absentAfterMs: 60_000,
  endsAfterEmptyMs: 600_000,
  pageSilentAfterMs: 90_000,
  rearrivesAfterMs: 300_000,
  fallback: null,
  departments: [{ ehrId: '10501', name: 'Cardiology', fallback: null }],
  helpContact: '+1 555 0100',
};

/** Complete, as it could be proposed. */
export function sampleContent(overrides: Partial<DraftContent> = {}): DraftContent {
  return {
    fhirBaseUrl: BASE_URL,
    clientId: '5f0c7a3e-1111-4222-8333-444455556666',
    signingAlgorithm: 'ES384',
    sessionKeySource: 'epic-session-id',
    approver: EDGAR.id,
    organizers: [VISITS_ACCOUNT.id],
    writeback: { kind: 'none' },
    onlyDepartments: null,
    shares: [],
    ...overrides,
  };
}

/** As a new connection's first draft. */
export const EMPTY_CONTENT: DraftContent = sampleContent({
  fhirBaseUrl: '',
  clientId: '',
  approver: null,
  organizers: [],
  writeback: firstWriteback('epic'),
});

export function sampleRevision(overrides: Partial<Revision> = {}): Revision {
  return {
    number: 1,
    state: 'draft',
    isLive: false,
    content: sampleContent(),
    authority: null,
    digest: 'sha256-sample',
    version: 1,
    origin: { kind: 'new' },
    note: '',
    registration: { state: 'to-register', since: AT },
    probe: null,
    hasBasicCredentials: false,
    credentialsSetIn: null,
    createdBy: ADA.id,
    createdAt: AT,
    changedBy: ADA.id,
    changedAt: AT,
    proposedBy: null,
    proposedAt: null,
    expiresAt: null,
    decidedBy: null,
    decidedAt: null,
    reason: null,
    missing: [],
    ehrSignInAt: null,
    ehrSignInIssuer: null,
    ...overrides,
  };
}

/** Served since it was approved. */
export const approvedRevision = (overrides: Partial<Revision> = {}): Revision =>
  sampleRevision({
    state: 'approved',
    isLive: true,
    registration: { state: 'active', since: AT },
    proposedBy: ADA.id,
    proposedAt: AT,
    decidedBy: EDGAR.id,
    decidedAt: AT,
    ...overrides,
  });

export const proposedRevision = (overrides: Partial<Revision> = {}): Revision =>
  sampleRevision({
    state: 'proposed',
    note: 'The hospital goes live on Monday.',
    registration: { state: 'waiting', since: AT },
    proposedBy: ADA.id,
    proposedAt: AT,
    expiresAt: '2026-12-04T09:30:00.000Z',
    ...overrides,
  });

export function sampleDetail(overrides: Partial<ConnectionDetail> = {}): ConnectionDetail {
  const { id = EPIC_ID } = overrides;
  const launch = `https://visits.example/launch/${id}`;
  return {
    id,
    name: 'Northwind Epic',
    environment: 'testing',
    ehr: 'epic',
    state: 'unapproved',
    sharedFrom: null,
    settings: SETTINGS,
    settingsVersion: 1,
    live: null,
    open: null,
    history: [overrides.open, overrides.live].filter((revision) => revision != null),
    shares: [],
    keys: [{ kid: 'k1', algorithm: 'ES384', state: 'signing', createdAt: AT, signsFrom: AT }],
    registration: {
      launchUrls: [`${launch}/patient`, `${launch}/provider`, `${launch}/device-test`],
      redirectUri: `${launch}/callback`,
      keySetUrl: `https://visits.example/connections/${id}/jwks.json`,
    },
    records: [],
    lastRehearsal: null,
    people: Object.fromEntries(SAMPLE_PEOPLE.map((person) => [person.id, person])),
    allowed: [...ADMIN_MAY],
    ...overrides,
  };
}

/** As the list shows a connection. */
export function summaryOf(detail: ConnectionDetail): ConnectionSummary {
  const { live, open } = detail;
  const shown = live ?? open;
  const approver = shown?.content.approver ?? null;
  return {
    id: detail.id,
    name: detail.name,
    environment: detail.environment,
    ehr: detail.ehr,
    state: detail.state,
    fhirBaseUrl: shown?.content.fhirBaseUrl ?? '',
    approver: approver === null ? null : (detail.people[approver] ?? null),
    liveRevision: live?.number ?? null,
    open: open && { number: open.number, state: open.state, expiresAt: open.expiresAt },
    registration: open?.registration.state ?? null,
    lastRehearsal: detail.lastRehearsal && {
      at: detail.lastRehearsal.at,
      isGreen: detail.lastRehearsal.isGreen,
    },
    isShared: detail.sharedFrom !== null,
    awaitsMe: open?.state === 'proposed' && detail.allowed.includes('decide'),
    isRejected: detail.history[0]?.state === 'rejected',
  };
}

export const sampleInvitation = (overrides: Partial<Invitation> = {}): Invitation => ({
  shareId: idOf(950),
  organizationName: 'Contoso Hospitals',
  connectionName: 'Contoso Epic',
  environment: 'production',
  ehr: 'epic',
  fhirBaseUrl: 'https://fhir.contoso.example/api/FHIR/R4',
  departments: ['20301', '20302'],
  invitedAt: AT,
  ...overrides,
});

const check = (
  name: CheckResult['check'],
  outcome: CheckResult['outcome'],
  finding: string | null,
  details: Record<string, string> = {},
): CheckResult => ({ check: name, outcome, finding, details });

/** A probe of an EHR that has something to correct, something to note, and something that could not be looked at. */
export const MIXED_CHECKS: readonly CheckResult[] = [
  check('address', 'fine', 'address-fine'),
  check('reachable', 'fine', 'reachable'),
  check('certificate', 'warning', 'certificate-expires-soon', {
    host: 'fhir.northwind.example',
    expires: '2026-12-01',
    days: '11',
  }),
  check('fhir-version', 'fine', 'fhir-r4', { version: '4.0.1' }),
  check('smart-configuration', 'failed', 'smart-without-s256', { methods: 'plain' }),
  check('client-authentication', 'fine', 'client-authentication-fine'),
  check('launch-capabilities', 'fine', 'launch-capabilities-fine'),
  check('ehr-keys', 'fine', 'ehr-keys-fine'),
  check('clock', 'fine', 'clock-fine'),
  check('writeback', 'fine', 'writeback-not-wanted'),
  check('client', 'skipped', null),
  check('organizer-licences', 'fine', 'organizers-licensed'),
  check('clinician-licences', 'warning', 'clinicians-none-linked'),
  check('meeting-policy', 'fine', 'meeting-made-and-deleted'),
];

export const GREEN_CHECKS: readonly CheckResult[] = MIXED_CHECKS.map((result) => {
  if (result.check === 'smart-configuration') return check('smart-configuration', 'fine', 'smart-fine');
  if (result.check === 'certificate') return check('certificate', 'fine', 'certificate-valid');
  return result.check === 'client' ? check('client', 'fine', 'client-active') : result;
});

export const reportOf = (results: readonly CheckResult[], fhirBaseUrl = BASE_URL): ProbeReport => ({
  at: AT,
  fhirBaseUrl,
  lookedAt: ['fhirBaseUrl', 'clientId', 'signingAlgorithm', 'writeback', 'organizers'],
  isOutdated: false,
  results: [...results],
});
