import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';

/** Who asks, in this order: of the directory's administrator nothing is left once the organisation has one of its own. */
export const ASKERS = {
  'first directory administrator': SAMPLE_OIDS.teamsAdmin,
  'configuration admin': SAMPLE_OIDS.admin,
  'later directory administrator': SAMPLE_OIDS.teamsAdmin,
  'named approver': SAMPLE_OIDS.ehrAnalyst,
  'approver of another connection': SAMPLE_OIDS.mei,
  auditor: SAMPLE_OIDS.auditor,
  coordinator: SAMPLE_OIDS.coordinator,
  clinician: SAMPLE_OIDS.amara,
  'without a role': SAMPLE_OIDS.employeePatient,
  'configuration admin of another organisation': SAMPLE_OIDS.stranger,
  'nobody signed in': null,
  'a patient': 'patient',
} as const;
export type Asker = keyof typeof ASKERS;

/** What is asked; what it is about is a proposed connection that never served, named approver and all. */
export interface Row {
  /** Beyond the usual parameters of the address. */
  readonly query?: string;
  readonly body?: (known: Known) => unknown;
  /** About a connection of its own, since it goes away. */
  readonly needsFresh?: true;
  readonly expected: Readonly<Record<Asker, number>>;
}

export interface Known {
  readonly digest: string;
  readonly settings: unknown;
  readonly content: unknown;
}

type Who = 'admin' | 'approver' | 'auditor';

/** Whoever may gets `allowed`, everybody else of the organisation is refused. */
function of(allowed: number, who: readonly Who[], foreign = 404): Row['expected'] {
  const status = (one: Who) => (who.includes(one) ? allowed : 403);
  return {
    'first directory administrator': status('admin'),
    'configuration admin': status('admin'),
    'later directory administrator': 403,
    'named approver': status('approver'),
    'approver of another connection': 403,
    auditor: status('auditor'),
    coordinator: 403,
    clinician: 403,
    'without a role': 403,
    'configuration admin of another organisation': foreign,
    'nobody signed in': 401,
    'a patient': 401,
  };
}

/** As {@link of}, of what belongs to the organisation: an approver of any connection, and an admin for their own. */
function ofAll(allowed: number, who: readonly Who[]): Row['expected'] {
  const expected = of(allowed, who, allowed);
  return { ...expected, 'approver of another connection': expected['named approver'] };
}

/** As {@link of}, of one connection: who approves another sees this one, too. */
const seen = (allowed: number): Row['expected'] => ({
  ...of(allowed, READERS),
  'approver of another connection': allowed,
});

const READERS = ['admin', 'approver', 'auditor'] as const;
const EDITORS = ['admin', 'approver'] as const;
const ADMIN = ['admin'] as const;
/** Statuses of who is signed in at all; the patient is not. */
const anybody = (status: number): Row['expected'] => ({
  ...of(status, READERS, status),
  ...EVERYBODY(status),
});
const EVERYBODY = (status: number) => ({
  'later directory administrator': status,
  'approver of another connection': status,
  coordinator: status,
  clinician: status,
  'without a role': status,
});
const CONNECTION = '/api/connections/{connection}';
const STALE = 999_999;
const NOBODY = '00000000-0000-4000-8000-000000000000';

/**
 * Role × action, as the API answers. What is allowed would mostly succeed, but for a version that is stale or a thing that
 * is not there: so every row can be asked by everybody.
 */
export const TABLE: Readonly<Record<string, Row>> = {
  'GET /api/connections': { expected: ofAll(200, READERS) },
  'POST /api/connections': {
    body: () => ({ name: 'Another', environment: 'testing', ehr: 'epic' }),
    expected: ofAll(201, ADMIN),
  },
  [`GET ${CONNECTION}`]: { expected: seen(200) },
  [`DELETE ${CONNECTION}`]: { needsFresh: true, expected: of(204, ADMIN) },
  [`PUT ${CONNECTION}/draft`]: {
    body: ({ content }) => ({ version: STALE, content, note: '' }),
    expected: of(409, EDITORS),
  },
  [`DELETE ${CONNECTION}/draft`]: { query: `?version=${STALE}`, expected: of(409, EDITORS) },
  [`PUT ${CONNECTION}/draft/credentials`]: {
    body: () => ({ version: STALE, credentials: null }),
    expected: of(409, EDITORS),
  },
  [`PUT ${CONNECTION}/draft/registration`]: {
    body: () => ({ version: STALE, state: 'waiting' }),
    expected: of(409, EDITORS),
  },
  [`POST ${CONNECTION}/draft/propose`]: { body: () => ({ version: STALE }), expected: of(409, EDITORS) },
  [`POST ${CONNECTION}/probe`]: { expected: of(409, EDITORS) },
  [`POST ${CONNECTION}/rehearsals`]: { expected: of(409, EDITORS) },
  [`GET ${CONNECTION}/rehearsals`]: { expected: seen(200) },
  [`POST ${CONNECTION}/revisions/{number}/withdraw`]: {
    body: () => ({ version: STALE }),
    expected: of(409, EDITORS),
  },
  [`POST ${CONNECTION}/revisions/{number}/approve`]: {
    body: () => ({ digest: 'stale' }),
    expected: of(409, ['approver']),
  },
  [`POST ${CONNECTION}/revisions/{number}/reject`]: {
    body: () => ({ digest: 'stale', reason: 'no' }),
    expected: of(409, ['approver']),
  },
  [`POST ${CONNECTION}/revisions/{number}/restore`]: { expected: of(409, EDITORS) },
  [`PUT ${CONNECTION}/settings`]: {
    body: ({ settings }) => ({ version: STALE, name: 'Renamed', settings }),
    expected: of(409, ADMIN),
  },
  [`POST ${CONNECTION}/disable`]: { body: () => ({ reason: 'why' }), expected: of(409, EDITORS) },
  [`POST ${CONNECTION}/enable`]: { body: () => ({ reason: 'why' }), expected: of(409, ADMIN) },
  [`POST ${CONNECTION}/promote`]: {
    body: () => ({ to: { kind: 'new', name: 'Production' } }),
    expected: of(409, ADMIN),
  },
  [`POST ${CONNECTION}/keys/rotate`]: { expected: of(409, ADMIN) },
  [`POST ${CONNECTION}/pasted`]: {
    body: () => ({ kind: 'launch-url', url: 'https://x.example/' }),
    expected: seen(409),
  },
  [`POST ${CONNECTION}/shares/{share}/revoke`]: { expected: of(404, ADMIN) },
  'POST /api/invitations/{share}/accept': { body: () => ({ name: 'Shared' }), expected: ofAll(404, ADMIN) },
  [`GET ${CONNECTION}/links`]: { expected: seen(200) },
  [`POST ${CONNECTION}/links`]: {
    body: () => ({ ehrUser: 'Practitioner/x', entraObjectId: NOBODY }),
    expected: of(400, ADMIN),
  },
  [`DELETE ${CONNECTION}/links/{link}`]: { expected: of(204, ADMIN) },
  [`POST ${CONNECTION}/links/preview`]: {
    body: () => ({ csv: 'ehr_user,username\nPractitioner/x,nobody@x.example' }),
    expected: of(200, ADMIN),
  },
  [`POST ${CONNECTION}/links/import`]: {
    body: () => ({ csv: 'ehr_user,username\nPractitioner/x,nobody@x.example' }),
    expected: of(400, ADMIN),
  },
  'GET /api/people': { query: '?search=a', expected: ofAll(200, EDITORS) },
  'GET /api/people/{id}/photo': {
    expected: { ...ofAll(200, READERS), 'configuration admin of another organisation': 204 },
  },
  'GET /api/places': { expected: ofAll(200, READERS) },
  'GET /api/configuration/events': { expected: ofAll(200, READERS) },
  'GET /api/configuration/export': { expected: ofAll(200, READERS) },
  'GET /api/audit': { expected: ofAll(200, READERS) },
  'GET /api/audit/export': { expected: ofAll(200, ['admin', 'auditor']) },

  // In a browser window, by the staff's cookie: others are sent to sign in, and told whom the proposal names.
  'GET /approval/{connection}/{number}': { expected: { ...of(200, ['approver']), ...sentToSignIn() } },
  'POST /approval/{connection}/{number}': { expected: of(303, ['approver']) },

  // Of the other screens.
  'GET /api/me': { expected: anybody(200) },
  // Where there is an organisation nobody enters, whatever they are.
  'POST /api/organization': { body: () => ({ name: 'Mine' }), expected: anybody(403) },
  'DELETE /api/links/{id}': { expected: { ...of(403, READERS, 403) } },
  'GET /api/visits': {
    query: '?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z',
    expected: ofVisits({ clinician: 200, coordinator: 200, auditor: 200 }),
  },
  'GET /api/visits/events': { expected: ofVisits({ clinician: 200, coordinator: 200, auditor: 200 }) },
  'POST /api/writebacks/{id}/retry': {
    expected: ofVisits({ clinician: 403, coordinator: 404, auditor: 403 }),
  },
};

function sentToSignIn() {
  return { 'nobody signed in': 303, 'a patient': 303 };
}

/** The foreign asker and the other approver are clinicians, too; the foreign one also a coordinator. */
function ofVisits(
  statuses: Readonly<Record<'clinician' | 'coordinator' | 'auditor', number>>,
): Row['expected'] {
  const { clinician, coordinator, auditor } = statuses;
  return {
    ...of(403, []),
    'approver of another connection': clinician,
    clinician,
    coordinator,
    auditor,
    'configuration admin of another organisation': coordinator,
  };
}
