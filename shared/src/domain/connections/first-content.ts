import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/clock.ts';
import type { ConnectionSettings, EhrKind, SessionKeySource, WritebackSettings } from './connection.ts';
import type { RevisionContent } from './revision.ts';

/** How a new connection behaves until somebody changes it. */
export const FIRST_SETTINGS: ConnectionSettings = {
  opensBeforeMs: HOUR_MS,
  closesAfterMs: 4 * HOUR_MS,
  notifyBeforeMs: 30 * MINUTE_MS,
  connectedMeans: 'waiting-room',
  absentAfterMs: MINUTE_MS,
  endsAfterEmptyMs: 10 * MINUTE_MS,
  pageSilentAfterMs: 90 * SECOND_MS,
  rearrivesAfterMs: 5 * MINUTE_MS,
  fallback: null,
  departments: [],
  helpContact: '',
};

const SESSION_KEY_SOURCES: Readonly<Record<EhrKind, SessionKeySource>> = {
  epic: 'epic-session-id',
  'oracle-health': 'smart-encounter',
  'fhir-r4': 'smart-appointment',
};

/**
 * How an EHR is told who is connected until somebody chooses otherwise. Epic has a service of its own for it, of which
 * only the address has to be asked for; of other EHRs it is not known whether they take anything.
 */
const WRITEBACKS: Readonly<Record<EhrKind, WritebackSettings>> = {
  epic: {
    kind: 'epic',
    url: '',
    method: 'GET',
    vendorName: 'Teams EHR Connector',
    connectedStatus: '1',
    disconnectedStatus: '2',
    clinicianIdType: '1',
    patientIdType: '2',
    authentication: 'client-credentials',
  },
  'oracle-health': { kind: 'none' },
  'fhir-r4': { kind: 'none' },
};

/** What a new connection's first draft holds: all that can be known of an EHR of its kind. */
export const firstContent = (ehr: EhrKind): RevisionContent => ({
  fhirBaseUrl: '',
  clientId: '',
  authority: null,
  signingAlgorithm: 'ES384',
  sessionKeySource: SESSION_KEY_SOURCES[ehr],
  approver: null,
  organizers: [],
  writeback: WRITEBACKS[ehr],
  onlyDepartments: null,
  shares: [],
});
