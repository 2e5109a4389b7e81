import type { DraftContent, EhrKind } from '@ehr-connector/shared/contract/connection-settings.ts';

type Writeback = DraftContent['writeback'];
type KeySource = DraftContent['sessionKeySource'];

const KEY_SOURCES: Readonly<Record<EhrKind, KeySource>> = {
  epic: 'epic-session-id',
  'oracle-health': 'smart-encounter',
  'fhir-r4': 'smart-appointment',
};

/** What can tell visits of an EHR apart: only Epic has a session ID of its own. */
export const keySourcesOf = (ehr: EhrKind): readonly KeySource[] =>
  ehr === 'epic'
    ? ['epic-session-id', 'smart-appointment', 'smart-encounter']
    : ['smart-appointment', 'smart-encounter'];

/** How an EHR can be told who is connected. */
export const writebacksOf = (ehr: EhrKind): readonly Writeback['kind'][] =>
  ehr === 'epic' ? ['epic', 'fhir-r4', 'none'] : ['fhir-r4', 'none'];

/** What is known ahead of a kind of writeback; of Epic's service all but the names is an assumption. */
export function firstWriteback(kind: Writeback['kind']): Writeback {
  switch (kind) {
    case 'none':
      return { kind };
    case 'fhir-r4':
      return { kind, markAppointmentArrived: false };
    case 'epic':
      return {
        kind,
        url: '',
        method: 'GET',
        vendorName: 'Teams EHR Connector',
        connectedStatus: '1',
        disconnectedStatus: '2',
        clinicianIdType: '1',
        patientIdType: '2',
        authentication: 'client-credentials',
      };
  }
}

/** What is known of an EHR of a kind before anything was entered, as the service itself begins. */
export const firstContent = (ehr: EhrKind): DraftContent => ({
  fhirBaseUrl: '',
  clientId: '',
  signingAlgorithm: 'ES384',
  sessionKeySource: KEY_SOURCES[ehr],
  approver: null,
  organizers: [],
  writeback: firstWriteback(ehr === 'epic' ? 'epic' : 'none'),
  onlyDepartments: null,
  shares: [],
});
