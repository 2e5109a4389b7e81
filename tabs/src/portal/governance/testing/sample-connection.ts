import type { CheckResult } from '@ehr-connector/shared/contract/checks.ts';
import type { ConnectionDetail, Revision } from '@ehr-connector/shared/contract/configuration.ts';
import type { ConnectionSettings, DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import type { Person } from '@ehr-connector/shared/contract/people.ts';
import { idOf } from '../../testing/sample-visits.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
export const CONNECTION_ID = 'c0nnect10n';

/** The one who looks is Ada Alder, as the stand-in's session says. */
export const ADA = personOf(901, 'Ada Alder', 'Epic analyst');
export const BEN = personOf(911, 'Ben Birch', 'Microsoft 365 administrator');
export const CLEO = personOf(912, 'Cleo Cedar', 'Cardiologist');

function personOf(number: number, displayName: string, jobTitle: string): Person {
  const username = `${displayName.toLowerCase().replace(' ', '.')}@northwind.example`;
  return { id: idOf(number), displayName, jobTitle, username };
}

/** So many days ago, or ahead when negative, as the contract writes times. */
export const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

const CONTENT: DraftContent = {
  fhirBaseUrl: 'https://fhir.northwind.example/interconnect/api/FHIR/R4',
  clientId: '7d5a1c1e-5b0e-4f39-9f0c-2f0a3a5b7c11',
  signingAlgorithm: 'ES384',
  sessionKeySource: 'epic-session-id',
  approver: ADA.id,
  organizers: [BEN.id],
  writeback: { kind: 'none' },
  onlyDepartments: null,
  shares: [],
};

const AUTHORITY: Revision['authority'] = {
  issuer: 'https://fhir.northwind.example/interconnect/oauth2',
  authorizationEndpoint: 'https://fhir.northwind.example/interconnect/oauth2/authorize',
  tokenEndpoint: 'https://fhir.northwind.example/interconnect/oauth2/token',
  jwksUri: 'https://fhir.northwind.example/interconnect/oauth2/jwks',
};

export const SETTINGS: ConnectionSettings = {
  opensBeforeMs: 60 * MINUTE_MS,
  closesAfterMs: 240 * MINUTE_MS,
  notifyBeforeMs: 30 * MINUTE_MS,
  connectedMeans: 'waiting-room',
  absentAfterMs: MINUTE_MS,
  endsAfterEmptyMs: 10 * MINUTE_MS,
  pageSilentAfterMs: 1.5 * MINUTE_MS,
  rearrivesAfterMs: 5 * MINUTE_MS,
  fallback: { kind: 'person', entraObjectId: CLEO.id },
  departments: [
    { ehrId: '10010', name: 'Cardiology', fallback: null },
    { ehrId: '10020', name: 'Dermatology', fallback: { kind: 'group', entraGroupId: idOf(950) } },
  ],
  helpContact: 'Help desk, 555 0100',
};

export function sampleRevision(overrides: Partial<Revision> & { number: number }): Revision {
  return {
    state: 'approved',
    isLive: false,
    content: CONTENT,
    authority: AUTHORITY,
    digest: `digest-of-revision-${overrides.number}`,
    version: 1,
    origin: overrides.number === 1 ? { kind: 'new' } : { kind: 'edit', of: overrides.number - 1 },
    note: '',
    registration: { state: 'active', since: daysAgo(20) },
    probe: null,
    hasBasicCredentials: false,
    credentialsSetIn: null,
    createdBy: BEN.id,
    createdAt: daysAgo(10),
    changedBy: BEN.id,
    changedAt: daysAgo(10),
    proposedBy: BEN.id,
    proposedAt: daysAgo(9),
    expiresAt: daysAgo(-5),
    decidedBy: ADA.id,
    decidedAt: daysAgo(8),
    reason: null,
    missing: [],
    ehrSignInAt: null,
    ehrSignInIssuer: null,
    ...overrides,
  };
}

const FIRST = sampleRevision({
  number: 1,
  content: { ...CONTENT, clientId: '00000000-1111-4222-8333-444444444444' },
});
const LIVE = sampleRevision({ number: 3, isLive: true, note: 'New client after the upgrade' });
const REJECTED = sampleRevision({
  number: 2,
  state: 'rejected',
  content: { ...CONTENT, sessionKeySource: 'smart-appointment' },
  reason: 'We launch by CSN, see ticket 4711.',
});

/** What waits for approval in samples: another organiser, and sharing. */
export const PROPOSAL = sampleRevision({
  number: 4,
  state: 'proposed',
  origin: { kind: 'edit', of: 3 },
  note: 'Cleo organises the cardiology visits from now on.',
  content: {
    ...CONTENT,
    organizers: [BEN.id, CLEO.id],
    shares: [{ tenantId: idOf(940), departments: ['10010'] }],
  },
  proposedAt: daysAgo(1),
  expiresAt: daysAgo(-13),
  decidedBy: null,
  decidedAt: null,
});

const record = (kind: 'patient' | 'provider' | 'device-test') => {
  const department = kind === 'provider' ? '&departmentId=%PERFDEPID;;; ; ;;NONE;%' : '';
  return {
    kind,
    meetingUrl: `https://visits.northwind.example/launch/${CONNECTION_ID}/${kind}`,
    clientId: CONTENT.clientId,
    contextTokens: {
      single: `sessionId=%CSN%${department}`,
      group: `sessionId=%CONFERENCEID%${department}`,
    },
  };
};

const ADMIN: ConnectionDetail['allowed'] = [
  'view-configuration',
  'add-connection',
  'edit-draft',
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
];
export const AUDITOR: ConnectionDetail['allowed'] = [
  'view-configuration',
  'export-configuration',
  'read-audit',
  'export-audit',
];

export function sampleChecks(isGreen: boolean): CheckResult[] {
  return [
    { check: 'address', outcome: 'fine', finding: 'address-fine', details: {} },
    { check: 'reachable', outcome: 'fine', finding: 'reachable', details: {} },
    isGreen
      ? { check: 'certificate', outcome: 'fine', finding: 'certificate-valid', details: {} }
      : { check: 'certificate', outcome: 'failed', finding: 'certificate-expired', details: {} },
    { check: 'clinician-licences', outcome: 'warning', finding: 'clinicians-none-linked', details: {} },
  ];
}

/** An approved Epic connection for testing, as an administrator sees it. */
export function sampleConnection(overrides: Partial<ConnectionDetail> = {}): ConnectionDetail {
  return {
    id: CONNECTION_ID,
    name: 'Northwind Epic',
    environment: 'testing',
    ehr: 'epic',
    state: 'approved',
    sharedFrom: null,
    settings: SETTINGS,
    settingsVersion: 4,
    live: LIVE,
    open: null,
    history: [LIVE, REJECTED, FIRST],
    shares: [
      {
        id: idOf(930),
        tenantId: idOf(940),
        departments: ['10010', '10020'],
        state: 'accepted',
        invitedAt: daysAgo(6),
        acceptedAt: daysAgo(5),
      },
      {
        id: idOf(931),
        tenantId: idOf(941),
        departments: ['10030'],
        state: 'revoked',
        invitedAt: daysAgo(7),
        acceptedAt: null,
      },
    ],
    keys: [
      {
        kid: 'kZ3m8yV0',
        algorithm: 'ES384',
        state: 'signing',
        createdAt: daysAgo(40),
        signsFrom: daysAgo(39),
      },
      {
        kid: 'b1Qx7aPw',
        algorithm: 'ES384',
        state: 'retiring',
        createdAt: daysAgo(130),
        signsFrom: daysAgo(129),
      },
    ],
    registration: {
      launchUrls: (['patient', 'provider', 'device-test'] as const).map((kind) => record(kind).meetingUrl),
      redirectUri: `https://visits.northwind.example/launch/${CONNECTION_ID}/callback`,
      keySetUrl: `https://visits.northwind.example/connections/${CONNECTION_ID}/jwks.json`,
    },
    records: [record('patient'), record('provider'), record('device-test')],
    lastRehearsal: { at: daysAgo(0.3), by: null, isGreen: false, results: sampleChecks(false) },
    people: Object.fromEntries([ADA, BEN, CLEO].map((person) => [person.id, person])),
    allowed: ADMIN,
    ...overrides,
  };
}

/** The same before anything was approved. */
export function sampleUnapproved(): ConnectionDetail {
  const draft = sampleRevision({
    number: 1,
    state: 'draft',
    proposedBy: null,
    proposedAt: null,
    expiresAt: null,
    decidedBy: null,
    decidedAt: null,
  });
  return sampleConnection({
    state: 'unapproved',
    live: null,
    open: draft,
    history: [draft],
    shares: [],
    records: [],
    lastRehearsal: null,
  });
}
